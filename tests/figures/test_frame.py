import dataclasses

import numpy as np
import pytest

from gradflow import Experiment, Grid
from gradflow.diagnosis import Outcome
from gradflow.figures import frame
from gradflow.figures.frame import outcome_frame
from tests.figures.samples import sample


@pytest.mark.parametrize(("steps", "depth"), [(0, 20), (1, 1), (30, 20)])
def test_one_row_for_every_number(steps, depth):
    trace = sample(steps, depth)
    arrays = trace.arrays().values()
    assert len(frame(trace)) == sum(array.size for array in arrays) == steps * (8 + 7 * depth)


def test_rows_are_the_trace():
    trace = sample(30)
    table = frame(trace)
    assert list(table.columns) == ["step", "depth", "quantity", "value"]
    signal = table[table.quantity == "signal_rms"].pivot(index="step", columns="depth", values="value")
    np.testing.assert_array_equal(signal.to_numpy(), trace.signal_rms)
    assert signal.columns.tolist() == list(range(1, 21))
    loss = table[table.quantity == "loss"]
    assert loss.depth.isna().all()
    np.testing.assert_array_equal(loss.value, trace.loss)


def test_a_grid_is_a_table_of_its_axes_and_outcomes() -> None:
    grid = Grid.of(Experiment(), {"activation": ["tanh", "relu"], "epsilon": [None, 0.1], "steps": [10, 20]})
    good = Outcome("passes", "learning", 10, -0.2, -0.1, -0.4, -0.2, None, 2.0, 0.5, None, None)
    bad = Outcome("overflow", "ended", 1, None, None, None, None, 0, float("nan"), None, None, None)
    table = outcome_frame(grid, {6: bad, 1: good})
    assert list(table) == ["activation", "epsilon", "steps", *(field.name for field in dataclasses.fields(Outcome))]
    assert table.activation.tolist() == ["tanh", "relu"] and table.steps.tolist() == [20, 10]
    assert table.first_non_finite.isna().tolist() == [True, False] and table.decades.isna().tolist() == [False, True]
    assert len(outcome_frame(grid, {})) == 0
