import dataclasses

import numpy as np
import pytest

from gradflow.figures import profile
from gradflow.text import Words
from tests.figures.received import drawn, received, sent
from tests.figures.samples import sample

WORDS = Words("en")
PREDICTION = -0.65 * np.arange(20)[::-1]


def line(figure, name):
    (found,) = [trace for trace in figure.data if trace.name == name]
    return found


@pytest.mark.parametrize("width", ["wide", "narrow"])
@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("prediction", [None, PREDICTION])
@pytest.mark.parametrize("steps", [0, 1, 40])
def test_plotly_takes_it(steps, prediction, language, width):
    drawn(profile(sample(steps), prediction, Words(language)), width)


def test_lines_are_the_latest_step():
    trace = sample(40)
    figure = drawn(profile(trace, None, WORDS))
    np.testing.assert_array_equal(line(figure, "Backward signal").y, trace.signal_rms[-1])
    assert len(figure.data) == 3


def test_the_prediction_starts_from_the_measured_last_layer():
    trace = sample(40)
    theory = line(drawn(profile(trace, PREDICTION, WORDS)), "Theory, at the start")
    np.testing.assert_allclose(np.log10(theory.y) - np.log10(trace.signal_rms[-1, -1]), PREDICTION, atol=1e-6)
    assert theory.line.dash == "dash"


def test_the_axis_holds_every_size_and_steps_in_jumps():
    low, high = drawn(profile(sample(40), PREDICTION, WORDS)).layout.yaxis.range
    assert (low, high) == (-20, 0)


@pytest.mark.parametrize(("values", "smallest"), [({}, 2.0**-24), ({"loss_scale": 64}, 2.0**-30)])
def test_the_format_s_end_is_a_line(values, smallest):
    trace = sample(40)
    half = dataclasses.replace(trace, experiment=trace.experiment.replace(precision="float16", **values))
    end = line(drawn(profile(half, None, WORDS)), "Smallest in float16")
    assert set(end.y) == {smallest}
    assert end.line.dash == "dot"


def test_zero_is_a_mark_on_the_lower_edge():
    figure = drawn(profile(sample(40, signal_rms=0.0), PREDICTION, WORDS))
    zero = line(figure, "exactly 0")
    assert set(zero.y) == {10.0 ** figure.layout.yaxis.range[0]}
    assert np.isnan(line(figure, "Backward signal").y).all()


def test_of_a_broken_run_the_last_finite_step_is_drawn():
    trace = sample(40, signal_rms=np.inf)
    figure = drawn(profile(trace, None, WORDS))
    np.testing.assert_array_equal(line(figure, "Backward signal").y, trace.signal_rms[-2])
    assert set(line(figure, "infinite").y) == {10.0 ** figure.layout.yaxis.range[1]}
    assert "step 38" in received(profile(trace, None, WORDS))["label"]


def test_it_is_small_at_any_length():
    assert len(sent(profile(sample(20_000, 100, 20_000), None, WORDS))) < 9_000
