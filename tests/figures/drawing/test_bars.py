"""The network as bars: each as long, and of the same colour, as its signal has decades; the loss at the top."""

import dataclasses

import numpy as np
import pytest
from plotly.colors import sample_colorscale

import gradflow
from gradflow.experiment import default_of
from gradflow.figures import maps
from gradflow.figures.drawing.bars import STUB, factors_of
from gradflow.figures.drawing.style import COLORSCALE
from gradflow.networks import FAMILIES
from gradflow.text import LANGUAGES, Words
from tests.figures.received import drawn, received
from tests.figures.samples import sample
from tests.networks import identity

EN = Words("en")
LOW, HIGH = -14, 2


def bars_of(trace, **more):
    """All traces of bars of the picture with one map."""
    return [each for each in drawn(maps(trace, EN, every=False, **more)).data if each.type == "bar"]


def texts_of(trace, **more):
    """What stands at the ends of the bars, and the factors beside them where there are some."""
    found = drawn(maps(trace, EN, every=False, **more)).data
    return [each for each in found if each.type == "scatter" and each.mode == "text"]


def with_signal(row):
    trace = sample(3, depth=len(row))
    return dataclasses.replace(trace, signal_rms=np.tile(np.float32(row), (3, 1)))


def test_a_bar_ends_where_its_size_stands_on_the_colours_scale():
    trace = sample(40, decades_per_layer=0.4)
    _, shown = bars_of(trace)
    decades = np.log10(trace.signal_rms[-1])
    np.testing.assert_allclose(shown.base + shown.x, decades, atol=1e-5)
    of_map = sample_colorscale(COLORSCALE, (decades - LOW) / (HIGH - LOW), colortype="tuple")
    ours = [[int(each[at : at + 2], 16) for at in (1, 3, 5)] for each in shown.marker.color]
    np.testing.assert_allclose(ours, 255 * np.array(of_map), atol=0.51)
    assert shown.y.tolist() == list(range(1, 21))


def test_the_step_on_show_decides():
    trace = sample(40)
    _, shown = bars_of(trace, at=12)
    np.testing.assert_allclose(shown.base + shown.x, np.log10(trace.signal_rms[12]).clip(LOW + STUB), atol=1e-5)


def test_the_numbers_at_the_bars_are_those_of_the_step_that_the_sentence_speaks_of():
    trace = sample(40)
    said = [texts_of(trace, at=12, told=told) for told in (5, None, 30)]
    then, now, later = ([each.text for each in texts] for texts in said)
    assert then == [each.text for each in texts_of(trace, at=5)] != now
    assert later == now  # it never speaks of what is not on show yet


@pytest.mark.parametrize(("depth", "shown"), [(20, True), (21, False)])
def test_in_a_small_picture_few_factors_have_room(depth, shown):
    trace = sample(3, depth=depth)
    assert len(texts_of(trace)) == 2 and (maps(trace, EN, every=False).details == ()) == shown


def test_what_lies_beyond_the_scale_ends_with_it_and_is_still_seen():
    _, shown = bars_of(with_signal([1e-30, 1e-14, 1e9, 1.0]))
    ends = shown.base + shown.x
    assert LOW < ends[0] == ends[1] < LOW + 0.5 and ends[2] == HIGH and ends[3] == 0


def test_zero_infinity_and_nan_have_marks_at_the_ends_and_no_bar():
    figure = drawn(maps(with_signal([0, np.inf, np.nan, 1e-3]), EN, every=False))
    _, shown = (each for each in figure.data if each.type == "bar")
    assert shown.x.tolist()[:3] == [0, 0, 0]
    marks = {each.marker.symbol: each for each in figure.data if each.type == "scatter" and each.xaxis == "x2"}
    places = {symbol: (mark.y.tolist(), mark.x[0] < 0) for symbol, mark in marks.items() if symbol}
    assert places == {"square": ([1], True), "triangle-up": ([2], False), "x": ([3], False)}


def test_some_layers_say_what_they_receive_of_the_last_one():
    shown, _ = texts_of(with_signal([1e-15, 1e-4, 1e-3, 5e-3, 1e-2]))
    assert list(shown.text) == ["10⁻¹³", "1/100", "10%", "50%", "1"]
    grown, _ = texts_of(with_signal([12.0, 1.0]))
    assert list(grown.text) == ["×12", "1"]


def test_a_factor_is_a_layer_s_signal_over_the_one_above():
    np.testing.assert_allclose(factors_of(np.array([2, 8, 4], np.float32)), [0.25, 2, np.nan])
    np.testing.assert_allclose(factors_of(np.array([0, 8], np.float32)), [np.nan, np.nan])
    trace = sample(40, decades_per_layer=0.65)
    _, factors = texts_of(trace)
    texts = factors.text
    assert texts[-1] == EN("bars.each") and all(text.startswith("×0.") for text in texts[:-1])


def test_a_factor_gives_way_to_a_number_that_needs_its_room():
    numbers, factors = texts_of(with_signal([1e9, 1e-3, 1e-4, 1e-5]))
    assert numbers.text[0] == "×10¹⁴" and factors.text[0] == "" and all(factors.text[1:])


def test_what_is_written_lies_over_no_mark():
    trace = with_signal([1e1, 1.0, 1e-1, 1e-12])
    broken = np.where(np.arange(3)[:, None] == 2, np.nan, trace.signal_rms)
    [ends, *_], [beside, *_] = texts_of(trace), texts_of(dataclasses.replace(trace, signal_rms=np.float32(broken)))
    assert ends.text == beside.text and all(x > HIGH + STUB for x in beside.x[:3])
    assert all(x < HIGH for x in ends.x[1:]) and beside.x[3] == ends.x[3]  # it ends before the mark


@pytest.mark.parametrize("depth", [1, 33, 100])
def test_of_many_rows_the_factors_are_in_the_table_alone(depth):
    trace = sample(3, depth=depth)
    figure = maps(trace, EN, every=False)
    assert len(texts_of(trace)) == 1
    columns = received(figure)["table"]["columns"]
    assert columns[-1]["name"] == EN("bars.factor") and len(columns[-1]["values"]) == depth


def test_what_was_before_stays_behind():
    trace = sample(40, decades_per_layer=0.0)
    past = sample(40, decades_per_layer=0.4).signal_rms[-1]
    track, shown, ghost = bars_of(trace, before=past)
    np.testing.assert_allclose(ghost.base + ghost.x, np.log10(past), atol=1e-5)
    assert len(bars_of(trace, before=past[:7])) == 2  # of another depth there are no such layers
    assert track.x.tolist() == [HIGH - LOW] * 20 and shown.x.shape == ghost.x.shape


def test_what_is_written_at_a_bar_stands_behind_the_longer_of_both():
    short, long = sample(40, decades_per_layer=0.4), sample(40, decades_per_layer=0.0)
    for trace, past in ((short, long), (long, short)):
        _, shown, ghost = bars_of(trace, before=past.signal_rms[-1])
        written = texts_of(trace, before=past.signal_rms[-1])[0]
        np.testing.assert_allclose(np.diff(written.x - np.maximum(shown.x, ghost.x)), 0, atol=1e-4)


def test_the_bars_of_the_signal_are_the_ones_that_fall():
    for more in ({}, {"before": sample(40).signal_rms[-1]}):
        figure = maps(sample(40), EN, every=False, **more)
        [falling] = figure.falling
        assert figure.traces[falling]["type"] == "bar" and "customdata" in figure.traces[falling]
    assert maps(sample(0), EN).falling == () and figure.fall == ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_both_ends_of_the_way_are_named(language):
    words = Words(language)
    said = {note.text for note in drawn(maps(sample(40), words, every=False)).layout.annotations}
    assert {words("bars.loss"), words("bars.input"), words("bars.backward")} <= said


def test_of_every_family():
    with identity.registered():
        for family in FAMILIES.values():
            trace = gradflow.train(default_of(family.config).replace(steps=2))
            figure = drawn(maps(trace, EN, every=False))
            assert len([bar for bar in figure.data if bar.type == "bar"][-1].y) == trace.depth


def test_where_the_answer_needs_something_it_is_said():
    figure = drawn(maps(sample(40), EN, every=False, needed=3))
    [note] = [note for note in figure.layout.annotations if note.text == EN("bars.needed")]
    assert (note.y, note.yref) == (3, "y2")


def test_of_a_run_that_broke_off_the_last_sizes_stay_and_have_marks():
    trace = sample(40, signal_rms=np.nan)
    figure = drawn(maps(trace, EN, every=False))
    shown = [each for each in figure.data if each.type == "bar"][-1]
    np.testing.assert_allclose(shown.base + shown.x, np.log10(trace.signal_rms[38]).clip(LOW + STUB), atol=1e-5)
    [marks] = [each for each in figure.data if each.type == "scatter" and each.xaxis == "x2" and each.mode == "markers"]
    assert marks.marker.symbol == "x" and len(marks.y) == 20
