"""Outcome: a run in a handful of numbers, each the one that the trace or its diagnosis has."""

import pytest

from gradflow import Experiment, diagnose, train
from gradflow.diagnosis import outcome_of
from gradflow.trace import Trace, trace_class

SMALL = Experiment(task="moons", batch_size=32, steps=45).replace(depth=4, width=16, activation="tanh")


@pytest.fixture(scope="module")
def trace() -> Trace:
    return train(SMALL)


def test_a_run_that_came_to_its_end(trace: Trace) -> None:
    outcome, first, last = outcome_of(trace), diagnose(trace, 0), diagnose(trace)
    assert (outcome.signal, outcome.learning) == (last.signal, last.learning)
    assert (outcome.steps_made, outcome.first_non_finite) == (45, None)
    assert (outcome.decades, outcome.decades_per_layer) == (last.decades, last.slope)
    assert (outcome.initial_decades, outcome.initial_decades_per_layer) == (first.decades, first.slope)
    assert (outcome.loss, outcome.accuracy) == (trace.loss[-1], trace.accuracy[-1])


def test_held_out_numbers_are_those_of_the_latest_look_and_right_answers_of_two(trace: Trace) -> None:
    outcome, looked = outcome_of(trace), 39  # after 40 steps
    assert outcome.held_out_loss == trace.held_out_loss[looked]
    assert outcome.held_out_accuracy == pytest.approx(trace.held_out_accuracy[[looked - 20, looked]].mean())
    assert outcome_of(trace.rows(slice(0, 10))).held_out_loss is None


def test_a_run_that_left_the_finite_numbers() -> None:
    trace = train(SMALL.replace(activation="identity", initializer="identity", gain=12.0, learning_rate=100.0))
    outcome = outcome_of(trace)
    assert (outcome.signal, outcome.learning) == ("overflow", "ended")
    assert outcome.first_non_finite == outcome.steps_made - 1 == len(trace) - 1


def test_of_one_layer_or_a_regression_some_numbers_have_no_meaning() -> None:
    outcome = outcome_of(train(SMALL.replace(task="curve", depth=1)))
    assert outcome.decades is outcome.decades_per_layer is outcome.initial_decades is None
    assert outcome.accuracy is outcome.held_out_accuracy is None and outcome.held_out_loss is not None


def test_a_trace_without_steps_has_no_outcome() -> None:
    with pytest.raises(ValueError, match="no steps"):
        outcome_of(trace_class(SMALL).empty(SMALL))
