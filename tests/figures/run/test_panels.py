"""The pictures of the other views: the chain rule, saturated and dead units, the update ledger."""

import dataclasses

import numpy as np
import pytest

from gradflow.diagnosis.chain import chain_of
from gradflow.figures import chain, maps, norms, ratios, units
from gradflow.figures.run.chain import formula, sentence
from gradflow.text import LANGUAGES, Words
from tests.figures.received import drawn
from tests.figures.samples import sample

PANELS = {"chain": chain, "units": units, "norms": norms, "ratios": ratios}
EN = Words("en")


@pytest.mark.parametrize("width", ["wide", "narrow"])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("panel", PANELS.values(), ids=PANELS)
@pytest.mark.parametrize("steps", [0, 1, 40])
def test_plotly_takes_it(steps, panel, language, width):
    figure = panel(sample(steps), Words(language))
    drawn(figure, width)
    assert figure.label


@pytest.mark.parametrize("panel", PANELS.values(), ids=PANELS)
def test_a_broken_run_is_drawn(panel):
    drawn(panel(sample(3, signal_rms=np.nan, raw_norm=np.inf, loss=np.nan), EN))


@pytest.mark.parametrize("panel", PANELS.values(), ids=PANELS)
def test_one_layer_is_drawn(panel):
    drawn(panel(sample(3, depth=1), EN))


def test_the_bars_add_up_to_the_signal_s_decades():
    trace = sample(40)
    *causes, total = drawn(chain(trace, EN)).data
    fallen = np.log10(trace.signal_rms[-1, 0]) - np.log10(trace.signal_rms[-1, -1])
    assert len(causes) == 3 and np.sum([cause.y for cause in causes]) == pytest.approx(fallen, abs=1e-5)
    np.testing.assert_allclose(np.sum([cause.y for cause in causes], axis=0), total.y)


@pytest.mark.parametrize(
    ("values", "name", "sign"),
    [
        ({}, "Slope φ′", r"_{\phi^\prime}"),
        ({"normalization": "batch"}, "Slope φ′ and normalization", r"_{\phi^\prime,\,\mathrm{N}}"),
        ({"connection": "residual"}, "Slope φ′ and skips", r"_{\phi^\prime,\,+}"),
    ],
)
def test_what_counts_with_the_slope_is_named_with_it(values, name, sign):
    trace = sample(3)
    trace = dataclasses.replace(trace, experiment=trace.experiment.replace(**values))
    assert drawn(chain(trace, EN)).data[1].name == name and sign in formula(trace)


def test_the_sentence_has_the_sums():
    trace = sample(40)
    found = chain_of(trace)
    assert f"{found.total.sum():+.1f} decades".replace("-", "−") in sentence(found, trace, EN)


def test_the_ratio_s_axis_holds_the_line_of_a_sound_update():
    figure = drawn(ratios(sample(40), EN))
    low, high = figure.layout.yaxis.range
    assert low <= -3 <= high and figure.layout.shapes[0].y0 == 1e-3


def test_clipping_is_two_lines_apart():
    trace = sample(40)
    whole = dataclasses.replace(trace, experiment=trace.experiment.replace(clipping="norm"))
    raw, clipped, update = drawn(norms(whole, EN)).data
    np.testing.assert_array_equal(raw.y, trace.raw_norm)
    np.testing.assert_array_equal(update.y, trace.update_norm)
    assert clipped.line.dash == "dash"


@pytest.mark.parametrize("change", [None, "norm"])
def test_where_nothing_is_ever_clipped_there_is_no_line_after_it(change):
    trace = sample(40)
    if change:
        trace = dataclasses.replace(trace, experiment=trace.experiment.with_change(20, clipping=change))
    figure = norms(trace, EN)
    assert len(drawn(figure).data) == (3 if change else 2)
    assert ("Nothing is clipped" in figure.label) == (change is None)


def test_the_formula_is_filled_with_the_numbers_where_there_are_some():
    trace = sample(40)
    assert f"{chain_of(trace).total.sum():+.1f}$" in formula(trace)
    assert formula(sample(0)) == formula(sample(3, depth=1)) == ""


def test_of_a_broken_run_the_last_finite_step_is_drawn():
    broken = sample(3, signal_rms=np.nan, update_ratio=np.nan, saturated_fraction=np.nan, loss=np.nan)
    (ratio,) = drawn(ratios(broken, EN)).data
    np.testing.assert_array_equal(ratio.y, broken.update_ratio[1])
    np.testing.assert_array_equal(drawn(units(broken, EN)).data[0].y, broken.saturated_fraction[1])


@pytest.mark.parametrize(
    ("first", "last", "place"),
    [(-9, -3, (0.5, "bottom")), (-3, -9, (1.0, "bottom")), (-2.5, -2.5, (1.0, "top"))],
)
def test_the_name_of_the_rule_of_thumb_is_written_where_the_curve_is_not(first, last, place):
    row = np.logspace(first, last, 20, dtype=np.float32)[None]
    (name,) = drawn(ratios(dataclasses.replace(sample(1), update_ratio=row), EN)).layout.annotations
    assert (name.x, name.yanchor) == place


def test_layers_that_do_not_move_at_all_are_marked():
    _, still = drawn(ratios(sample(3, update_ratio=0), EN)).data
    assert len(still.x) == 20 and still.name == EN("marks.zero")


def test_a_single_point_is_seen():
    assert {line.mode for line in drawn(norms(sample(1), EN)).data} == {"lines+markers"}
    assert {line.mode for line in drawn(norms(sample(40), EN)).data} == {"lines"}


def test_every_picture_over_layers_says_so():
    trace = sample(40)
    of_layers = {name: figure(trace, EN).layers for name, figure in PANELS.items()}
    assert of_layers == {"chain": ("x",), "units": ("x",), "norms": (), "ratios": ("x",)}
    assert maps(trace, EN).layers == ("y", "y2", "y3", "y4")
