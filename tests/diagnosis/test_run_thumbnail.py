"""Cell: the signal thinned, both ends of the network kept, columns that do not depend on how far a run came."""

import numpy as np
import pytest

from gradflow import Experiment
from gradflow.diagnosis import outcome_of
from gradflow.diagnosis.run_thumbnail import COLUMNS, ROWS, thumbnail_of
from gradflow.trace import LayeredTrace


def trace_of(depth: int, budget: int, made: int) -> LayeredTrace:
    """The signal at step i and depth d is 1000 d + i."""
    experiment = Experiment(steps=budget).replace(depth=depth)
    deep = LayeredTrace.names("depth")
    blank = {name: np.ones((made, depth) if name in deep else made, np.float32) for name in LayeredTrace.names()}
    blank["signal_rms"] = np.add.outer(np.arange(made), 1000 * np.arange(1, depth + 1)).astype(np.float32)
    return LayeredTrace(experiment, **blank)


@pytest.mark.parametrize(("depth", "budget", "made"), [(1, 1, 1), (20, 100, 100), (100, 20_000, 20_000), (33, 300, 77)])
def test_signal_is_the_trace_s_at_the_depths_and_steps_it_names(depth, budget, made):
    cell = thumbnail_of(trace_of(depth, budget, made))
    assert cell.signal.shape == (len(cell.depths), len(cell.steps))
    assert len(cell.depths) <= ROWS and len(cell.steps) <= COLUMNS
    assert (cell.depths[0], cell.depths[-1], cell.steps[0]) == (1, depth, 0)
    np.testing.assert_array_equal(cell.signal, np.add.outer(1000.0 * cell.depths, cell.steps))


def test_a_run_that_ended_early_has_the_first_of_the_same_columns():
    whole, part = thumbnail_of(trace_of(5, 300, 300)), thumbnail_of(trace_of(5, 300, 40))
    np.testing.assert_array_equal(part.steps, whole.steps[: len(part.steps)])
    assert 0 < len(part.steps) < len(whole.steps)


def test_outcome_is_the_run_s():
    trace = trace_of(5, 30, 30)
    assert thumbnail_of(trace).outcome == outcome_of(trace)
