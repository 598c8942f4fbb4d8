"""The twins' maps and the lines below them: the runs' own numbers, and the decades between them."""

import numpy as np
import pytest

from gradflow.figures import results, signals, twins
from gradflow.figures.comparison.difference_map import REACHES, decades_apart
from gradflow.figures.drawing.codes import ZERO
from gradflow.figures.drawing.style import PUOR
from gradflow.text import LANGUAGES, Words
from tests.figures.drawing.test_colours import _luminance
from tests.figures.received import received, sent
from tests.figures.samples import sample

EN = Words("en")
STEEP, FLAT = sample(40, decades_per_layer=0.5), sample(40, decades_per_layer=0.05)


def test_a_difference_is_the_log_of_the_ratio_of_both_signals():
    figure = twins({"A": STEEP, "B": FLAT}, EN)
    apart = figure.traces[2]
    expected = np.log10(FLAT.signal_rms.astype(float) / STEEP.signal_rms)[apart["x"]].T
    np.testing.assert_allclose(apart["z"], expected, atol=1e-5)
    assert list(apart["y"]) == list(range(1, 21))


def test_the_same_run_twice_has_no_difference():
    assert not twins({"A": STEEP, "B": STEEP}, EN).traces[2]["z"].any()


def test_all_signals_share_one_colour_range_and_all_differences_another():
    figure = twins({"A": STEEP, "B": FLAT, "C": sample(40), "D": STEEP}, EN)
    maps = [trace for trace in figure.traces if trace["type"] == "heatmap"]
    assert [trace["coloraxis"] for trace in maps] == ["coloraxis"] * 4 + ["coloraxis2"] * 3
    assert (figure.layout["coloraxis"]["cmin"], figure.layout["coloraxis"]["cmax"]) == (-14, 2)
    low, high = figure.layout["coloraxis2"]["cmin"], figure.layout["coloraxis2"]["cmax"]
    assert low == -high and high in REACHES
    assert high >= max(np.abs(trace["z"]).max() for trace in maps[4:])


def test_every_panel_has_the_same_axes():
    figure = twins({"A": STEEP, "B": FLAT, "C": sample(40)}, EN)
    for number in range(2, 6):
        assert figure.layout[f"xaxis{number}"]["matches"] == "x" and figure.layout[f"yaxis{number}"]["matches"] == "y"


def test_zero_infinity_and_nan_have_no_difference_but_a_mark():
    assert np.isnan(decades_apart(np.array([0.0, np.inf, np.nan, 1]), np.array([1.0, 1, 1, 0]))).all()
    for value in (0.0, np.inf, np.nan):
        figure = twins({"A": STEEP, "B": sample(40, signal_rms=value)}, EN)
        assert np.isnan(figure.traces[2]["z"][:, -1]).all() and np.isfinite(figure.traces[2]["z"][:, :-1]).all()
        marked = [trace for trace in figure.traces[3:] if trace["xaxis"] == "x3"]
        assert marked
        if value == 0:
            assert (marked[0]["z"].codes[:, -1] == ZERO).all()


def test_other_depths_have_no_difference_and_share_the_deepest_axis():
    figure = twins({"A": STEEP, "B": sample(40, depth=30)}, EN)
    assert [trace["coloraxis"] for trace in figure.traces if trace["type"] == "heatmap"] == ["coloraxis"] * 2
    assert figure.layout["yaxis"]["range"] == [0.5, 30.5]
    assert figure.table and len(figure.table.columns) == 3 and figure.table.gaps == ("A",)


def test_the_difference_ends_where_the_first_of_both_ends():
    figure = twins({"A": STEEP, "B": sample(3, signal_rms=np.nan)}, EN)
    assert list(figure.traces[2]["x"]) == [0, 1, 2]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("count", [1, 2, 3, 4])
def test_up_to_four_fit_into_a_message(count, language):
    long = sample(2000, depth=100, budget=2000)
    figure = twins({f"{letter} · x": long for letter in "ABCD"[:count]}, Words(language))
    assert len(sent(figure)) < 130_000
    assert len(received(figure)["table"]["columns"]) == 1 + count + count - 1


def test_the_scale_of_differences_is_palest_where_nothing_differs():
    light = [_luminance(colour) for colour in PUOR]
    assert light.index(max(light)) == len(PUOR) // 2
    assert sorted(light[:5]) == light[:5] and sorted(light[4:], reverse=True) == light[4:]


def seeds(decades: float) -> list:
    return [sample(40, decades_per_layer=decades + each) for each in (-0.1, 0.1, 0.2)]


def test_over_seeds_a_line_is_the_median_within_the_range():
    others = {"A": seeds(0.5), "B": []}
    low, high, middle, alone = signals({"A": STEEP, "B": FLAT}, EN, others).traces
    rows = np.stack([t.signal_rms[-1].astype(float) / t.signal_rms[-1, -1] for t in (STEEP, *others["A"])])
    np.testing.assert_allclose(middle["y"], np.median(rows, axis=0))
    np.testing.assert_allclose(low["y"], rows.min(axis=0))
    np.testing.assert_allclose(high["y"], rows.max(axis=0))
    assert high["fill"] == "tonexty" and alone["name"] == "B"


def test_loss_and_accuracy_are_the_runs_own():
    figure = results({"A": STEEP, "B": FLAT}, EN)
    losses = [trace for trace in figure.traces if trace["yaxis"] == "y"]
    for line, trace in zip(losses, (STEEP, FLAT), strict=True):
        np.testing.assert_array_equal(line["y"], trace.loss[line["x"]])
    shares = next(trace for trace in figure.traces if trace["yaxis"] == "y3")
    np.testing.assert_array_equal(shares["y"], STEEP.held_out_accuracy[[0, 20]])


def test_a_seed_that_broke_off_counts_as_the_worst_loss():
    broken = sample(3, signal_rms=np.nan, loss=np.nan)
    figure = results({"A": STEEP}, EN, {"A": [FLAT, broken]})
    middle = next(trace for trace in figure.traces if trace.get("name") == "A" and trace["yaxis"] == "y")
    assert np.isfinite(middle["y"]).all()
    np.testing.assert_allclose(middle["y"][-1], max(STEEP.loss[-1], FLAT.loss[-1]))
