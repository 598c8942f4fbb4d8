import numpy as np
import pytest

from gradflow.figures import curves
from gradflow.text import Words
from tests.figures.received import drawn, sent
from tests.figures.samples import sample

WORDS = Words("en")


@pytest.mark.parametrize("width", ["wide", "narrow"])
@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("task", ["digits", "curve"])
@pytest.mark.parametrize("steps", [0, 1, 40])
def test_plotly_takes_it(steps, task, language, width):
    drawn(curves(sample(steps, task=task), Words(language)), width)


def test_accuracy_is_for_classes():
    digits, curve = (drawn(curves(sample(40, task=task), WORDS)) for task in ("digits", "curve"))
    assert [trace.name for trace in digits.data] == ["Loss", "Loss, held out", "Accuracy", "Accuracy, held out"]
    assert [trace.name for trace in curve.data] == ["Loss", "Loss, held out"]


def test_held_out_points_are_those_that_were_measured():
    trace = sample(60)
    held_out = drawn(curves(trace, WORDS)).data[1]
    assert held_out.x.tolist() == [0, 20, 40]
    np.testing.assert_array_equal(held_out.y, trace.held_out_loss[[0, 20, 40]])


def test_points_are_bounded_and_end_at_the_latest_step():
    figure = curves(sample(20_000, budget=20_000), WORDS)
    assert len(sent(figure)) < 20_000
    for trace in drawn(figure).data:
        assert len(trace.x) <= 402
    assert drawn(figure).data[0].x[-1] == 19_999


def test_a_long_run_adds_no_marks_to_the_page():
    for steps, marked in ((300, 2), (20_000, 0)):
        figure = drawn(curves(sample(steps, budget=steps), WORDS))
        assert sum("markers" in trace.mode for trace in figure.data) == marked


def test_a_loss_over_orders_of_magnitude_gets_powers_of_ten():
    assert drawn(curves(sample(40), WORDS)).layout.yaxis.type == "linear"
    assert drawn(curves(sample(40, loss=1e20), WORDS)).layout.yaxis.type == "log"


def test_an_infinite_loss_is_a_gap_and_no_error():
    loss = drawn(curves(sample(40, loss=np.inf, signal_rms=np.inf), WORDS)).data[0]
    assert np.isnan(loss.y[-1])
