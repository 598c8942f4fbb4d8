"""Where the numbers of a format run out, and what the diagnosis says of it."""

from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from gradflow.diagnosis import diagnose
from gradflow.diagnosis.underflow import ends_of, underflows
from gradflow.experiment import Experiment
from gradflow.parts.precisions import PRECISIONS
from tests.diagnosis.traces import trace_of

inf = np.inf
HALF = Experiment().replace(precision="float16")
FORMATS = [
    ("float32", 1, 1e-31, "underflow"),
    ("float32", 1, 1e-22, "blocked"),
    ("bfloat16", 1, 1e-31, "underflow"),
    ("bfloat16", 1, 1e-7, "blocked"),
    ("float16", 1, 1e-6, "underflow"),
    ("float16", 1, 1e-3, "blocked"),
    ("float16", 65536, 1e-6, "blocked"),
    ("float16", 65536, 1e-11, "underflow"),
]


@pytest.mark.parametrize(("precision", "scale", "above", "word"), FORMATS)
def test_where_the_numbers_run_out_hangs_on_the_format(precision: str, scale: int, above: float, word: str) -> None:
    e = Experiment().replace(precision=precision, loss_scale=scale)
    assert diagnose(trace_of(e, signal_rms=np.array([0, 0, above, 1e-2]))).signal == word


def test_an_underflow_names_the_format_its_end_and_since_when() -> None:
    heard, silent = np.array([1e-6, 1e-4, 1e-2]), np.array([0, 1e-6, 1e-3])
    trace = trace_of(HALF, steps=5, signal_rms=np.stack([silent, heard, heard, silent, silent]))
    numbers = diagnose(trace).verdict.numbers
    assert (numbers["precision"], numbers["size"], numbers["since"]) == ("float16", 2.0**-24, 3)
    assert diagnose(trace, 0).verdict.numbers["since"] == 0


OVERFLOWS = [
    ({}, {"loss": inf}, "start", 3.4028235e38),
    ({"precision": "float16"}, {"loss": inf}, "format", 65504.0),
    ({"precision": "float16", "loss_scale": 1024}, {"loss": inf}, "format", 65504.0),
    ({"precision": "float16", "loss_scale": 1024}, {"signal_rms": np.full(3, inf)}, "loss_scale", 65504 / 1024),
    ({"precision": "bfloat16", "loss_scale": 1024}, {"signal_rms": np.full(3, inf)}, "start", 3.3895314e38),
]


@pytest.mark.parametrize(("values", "columns", "cause", "largest"), OVERFLOWS)
def test_an_explosion_names_the_format_and_the_cause(
    values: dict[str, Any], columns: dict[str, Any], cause: str, largest: float
) -> None:
    columns = {"signal_rms": np.ones(3)} | columns
    trace = trace_of(Experiment().replace(**values), **columns)
    numbers = diagnose(trace).verdict.numbers
    assert (numbers["precision"], numbers["cause"]) == (values.get("precision", "float32"), cause)
    assert numbers["largest"] == pytest.approx(largest)


CELLS = [
    ("signal_rms", [0, 0, 1e-6, 1e-4, 1e-2], [1, 1, 1, 0, 0]),
    ("signal_rms", [0, 1e-3, 0, 1e-6, 1e-2], [0, 0, 1, 1, 0]),
    ("activation_rms", [1, 1e-4, 1e-6, 0, 0], [0, 0, 1, 1, 1]),
    ("activation_rms", [1, 1, 0, 0, 0], [0, 0, 0, 0, 0]),
    ("weight_gradient_rms", [0, 0, 1e-5, 1e-3, 0], [1, 1, 1, 0, 0]),
]


@pytest.mark.parametrize(("quantity", "sizes", "small"), CELLS)
def test_each_quantity_runs_out_in_its_own_direction(quantity: str, sizes: list[float], small: list[int]) -> None:
    columns = {"signal_rms": np.array([0, 0, 1e-6, 1e-4, 1e-2])} | {quantity: np.array(sizes)}
    trace = trace_of(HALF, steps=2, **columns)
    np.testing.assert_array_equal(underflows(trace, quantity, np.array([1])), [np.array(small, bool)])


@pytest.mark.parametrize("name", PRECISIONS)
def test_the_ends_are_the_dtype_s(name: str) -> None:
    """As ml_dtypes has them (JAX's own source); what float32 and bfloat16 have below is flushed by XLA."""
    record, known = PRECISIONS[name], jnp.finfo(name)
    said = (record.largest, record.smallest_normal, record.epsilon)
    assert said == (float(known.max), float(known.smallest_normal), float(known.eps))
    assert ends_of(Experiment(precision=name)).largest == record.largest
    stored = jax.jit(lambda x, y: (x * y).astype(name).astype("float32"))
    smallest = np.float32(record.smallest)
    assert (stored(smallest, 1.0), stored(smallest, 0.49)) == (smallest, 0)
