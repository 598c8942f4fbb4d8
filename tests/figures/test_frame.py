import numpy as np
import pytest

from gradflow.figures import frame
from tests.figures.samples import sample


@pytest.mark.parametrize(("steps", "depth"), [(0, 20), (1, 1), (30, 20)])
def test_one_row_for_every_number(steps, depth):
    trace = sample(steps, depth)
    arrays = trace.arrays().values()
    assert len(frame(trace)) == sum(array.size for array in arrays) == steps * (7 + 7 * depth)


def test_rows_are_the_trace():
    trace = sample(30)
    table = frame(trace)
    assert list(table.columns) == ["step", "depth", "quantity", "value"]
    signal = table[table.quantity == "gradient_rms"].pivot(index="step", columns="depth", values="value")
    np.testing.assert_array_equal(signal.to_numpy(), trace.gradient_rms)
    assert signal.columns.tolist() == list(range(1, 21))
    loss = table[table.quantity == "loss"]
    assert loss.depth.isna().all()
    np.testing.assert_array_equal(loss.value, trace.loss)
