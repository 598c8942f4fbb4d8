import dataclasses
from typing import Any

import numpy as np
import pytest

from gradflow.figures import maps
from gradflow.figures.drawing.style import layer_ticks
from gradflow.text import Words
from tests.figures.received import drawn, received, sent
from tests.figures.samples import sample

WORDS = Words("en")
QUANTITIES = ("activation_rms", "signal_rms", "weight_gradient_rms")
EXPLODED: dict[str, Any] = {"decades_per_layer": -0.6, "signal_rms": np.inf, "weight_gradient_rms": np.nan}


@pytest.mark.parametrize("steps", [300, 20_000])
@pytest.mark.parametrize("depth", [1, 20, 50, 100])
def test_a_frame_is_at_most_60_kB(steps, depth):
    assert len(sent(maps(sample(steps, depth, steps), WORDS))) <= 60_000


@pytest.mark.parametrize("depth", [50, 100])
def test_also_where_every_cell_has_a_mark(depth):
    trace = sample(20_000, depth, 20_000)
    zero = {name: np.zeros_like(getattr(trace, name)) for name in QUANTITIES}
    assert len(sent(maps(dataclasses.replace(trace, **zero), WORDS))) <= 60_000


@pytest.mark.parametrize("width", ["wide", "narrow"])
@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("ends", [{}, EXPLODED, {"decades_per_layer": 3.0}])
@pytest.mark.parametrize("steps", [0, 1, 40])
def test_plotly_takes_it(steps, ends, language, width):
    drawn(maps(sample(steps, **ends), Words(language)), width)


@pytest.mark.parametrize(
    ("start", "said"),
    [("layerwise", "before: layer by layer, 100 steps each"), ("pretrained", "before: 200 steps on ")],
)
def test_what_was_trained_before_the_first_step_stands_at_its_line(start, said):
    trace = sample(40)
    figure = maps(dataclasses.replace(trace, experiment=trace.experiment.replace(start=start)), WORDS)
    texts = [each["text"] for each in figure.layout["annotations"]]
    assert sum(text.startswith(said) for text in texts) == 1 and not any(said in text for text in at_random(trace))
    assert [each["x0"] for each in figure.layout["shapes"]].count(-0.5) == 3


def at_random(trace):
    return [each["text"] for each in maps(trace, WORDS).layout["annotations"]]


def upright(figure):
    """The steps at which a line crosses a map."""
    return [shape.x0 for shape in figure.layout.shapes if shape.xref in ("x", "x2", "x3")]


def test_three_maps_in_order_show_the_trace():
    trace = sample(40)
    for shown, quantity in zip(drawn(maps(trace, WORDS)).data[:3], QUANTITIES, strict=True):
        np.testing.assert_allclose(10.0**shown.z, getattr(trace, quantity).T, rtol=2e-3)
        assert shown.x.tolist() == list(range(40))
        assert shown.y.tolist() == list(range(1, 21))


def test_colours_never_rescale():
    ranges = set()
    for rate in (0.65, 0.0, -1.0):
        layout = drawn(maps(sample(9, decades_per_layer=rate), WORDS)).layout
        ranges.add(tuple((layout[name].cmin, layout[name].cmax) for name in ("coloraxis", "coloraxis2", "coloraxis3")))
    assert len(ranges) == 1


def test_the_picture_fills_from_left_to_right():
    assert drawn(maps(sample(40, budget=300), WORDS)).layout.xaxis.range == (-0.5, 299.5)


def test_a_run_that_broke_off_is_shown_as_long_as_it_was():
    figure = drawn(maps(sample(40, budget=300, **EXPLODED), WORDS))
    assert 39.5 < figure.layout.xaxis.range[1] < 50
    assert upright(figure) == [39, 39, 39]


def test_marks_stand_where_the_numbers_end_and_are_named():
    figure = drawn(maps(sample(40, **EXPLODED), WORDS))
    marks = {trace.marker.symbol: trace for trace in figure.data if trace.type == "scatter" and trace.xaxis != "x4"}
    assert set(marks) == {"triangle-up", "x"}
    assert set(marks["triangle-up"].x) == {39}
    assert len(marks["x"].y) == 20
    notes = " ".join(note.text for note in figure.layout.annotations)
    assert "infinite" in notes
    assert "NaN" in notes


def test_exact_zeros_are_an_area_of_their_own():
    figure = drawn(maps(sample(40, decades_per_layer=3.0), WORDS))
    zeros = [trace for trace in figure.data if trace.type == "heatmap" and trace.coloraxis is None]
    assert len(zeros) == 2  # the two gradients
    assert np.isnan(zeros[0].z[-1]).all()
    assert (zeros[0].z[0] == 1).all()
    notes = [note.text for note in figure.layout.annotations]
    assert any("underflow" in note for note in notes) and not any("exactly 0" in note for note in notes)


def strokes(trace):
    """The hatched cells of the backward signal, as (step, layer)."""
    figure = drawn(maps(trace, WORDS))
    marks = [t for t in figure.data if t.type == "scatter" and t.marker.symbol == "line-ne-open" and t.xaxis == "x2"]
    return {(int(x), int(y)) for mark in marks for x, y in zip(mark.x, mark.y, strict=True)}


def in_float16(trace, **values):
    return dataclasses.replace(trace, experiment=trace.experiment.replace(precision="float16", **values))


@pytest.mark.parametrize(("scale", "highest"), [(1, 18), (1024, 14)])
def test_cells_are_hatched_where_the_format_runs_out(scale, highest):
    """Signals of 10^(-4 - 0.65 (20 - layer)): 6.1e-5 / scale is passed between two layers."""
    hatched = strokes(in_float16(sample(40), loss_scale=scale))
    layers = {layer for _, layer in hatched}
    assert layers and max(layers) in (highest, highest + 1) and min(layers) == 1
    assert len({step for step, _ in hatched}) > 5


def test_only_zeros_that_no_format_explains_are_called_zeros():
    """Dead: the layer above has a signal of healthy size."""
    trace = sample(40, decades_per_layer=0.0)
    signal = trace.signal_rms.copy()
    signal[:, :5] = 0
    dead = in_float16(dataclasses.replace(trace, signal_rms=signal, weight_gradient_rms=signal))
    assert not strokes(dead)
    assert any("exactly 0" in note.text for note in drawn(maps(dead, WORDS)).layout.annotations)
    assert any(t.type == "scatter" and t.marker.symbol == "circle" for t in drawn(maps(dead, WORDS)).data)


def test_the_hatch_ends_where_the_precision_changes():
    trace = sample(40)
    changed = dataclasses.replace(
        trace, experiment=trace.experiment.replace(precision="float16").with_change(20, precision="bfloat16")
    )
    assert max(step for step, _ in strokes(changed)) < 20


def test_an_area_of_one_layer_is_hatched_too():
    trace = sample(40, decades_per_layer=0.0)
    for layer in range(20):
        signal = np.full_like(trace.signal_rms, 1e-3)
        signal[:, layer] = 1e-6
        assert strokes(in_float16(dataclasses.replace(trace, signal_rms=signal)))


def test_without_special_values_there_are_no_marks():
    figure = drawn(maps(sample(40), WORDS))
    assert [trace.type for trace in figure.data] == ["heatmap"] * 3 + ["bar", "bar", "scatter", "scatter"]
    assert figure.data[-1].mode == "text"
    assert not any("exactly 0" in note.text for note in figure.layout.annotations)


def test_the_label_says_what_the_maps_show():
    label = received(maps(sample(40), WORDS))["label"]
    assert "20 layers" in label
    assert "step 39" in label


def test_the_trace_is_left_alone():
    trace = sample(40, **EXPLODED)
    before = {name: array.copy() for name, array in trace.arrays().items()}
    sent(maps(trace, WORDS))
    for name, array in trace.arrays().items():
        np.testing.assert_array_equal(array, before[name])


@pytest.mark.parametrize("depth", [1, 2, 3, 6, 7, 20, 33, 50, 100])
def test_layers_are_numbered_from_the_first_to_the_last(depth):
    ticks = layer_ticks(depth)
    assert ticks[0] == 1
    assert ticks[-1] == depth
    assert len(ticks) <= 8


def test_the_step_on_show_is_marked_where_it_is_not_the_latest():
    trace = sample(40)
    assert upright(drawn(maps(trace, WORDS, at=12))) == [12, 12, 12]
    assert not upright(drawn(maps(trace, WORDS, at=39)))


def test_one_map_is_the_backward_signal_s_beside_the_same_bars():
    trace = sample(40)
    one, every = (drawn(maps(trace, WORDS, every=each)) for each in (False, True))
    [shown] = [each for each in one.data if each.type == "heatmap"]
    np.testing.assert_array_equal(shown.z, every.data[1].z)
    assert [each.type for each in one.data] == ["heatmap", "bar", "bar", "scatter", "scatter"]
    assert (one.layout.coloraxis.cmin, one.layout.coloraxis.cmax) == (-14, 2)
    np.testing.assert_array_equal(one.data[2].x, every.data[4].x)
