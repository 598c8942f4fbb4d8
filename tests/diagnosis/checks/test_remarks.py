"""Each remark: a trace that calls for it, and its nearest neighbour that does not."""

from typing import Any

import numpy as np
import pytest

from gradflow.diagnosis import diagnose
from gradflow.experiment import Experiment
from gradflow.networks import RNN
from tests.diagnosis.traces import DEPTH, profile, trace_of


def layer(value: float, at: int = 4, others: float = 0.0) -> np.ndarray:
    """`value` in one layer (counted from 0)."""
    values = np.full(DEPTH, others)
    values[at] = value
    return values


def found(experiment: Experiment | None = None, **columns: Any) -> dict[str, dict[str, Any]]:
    """The remarks on the last step, by code."""
    steps = 2 if any(np.ndim(column) == 2 for column in columns.values()) else 1
    return {f.code: dict(f.numbers) for f in diagnose(trace_of(experiment, steps=steps, **columns)).remarks}


REZERO = Experiment().replace(connection="rezero")
HALF = Experiment().replace(precision="float16")
CLONES = Experiment().replace(initializer="constant")
ZEROS = Experiment().replace(initializer="zeros")
BATCH = Experiment().replace(normalization="batch")
ADAM = Experiment(optimizer="adam")
RELU = Experiment().replace(activation="relu")
CLOSED = Experiment().replace(connection="residual", branch_scale=0.0)
DECAYED = Experiment(learning_rate=2.0, l2=1.0)
ONE = Experiment().replace(batch_size=1)
FIRST_ONLY = layer(1.0, at=0)
OPEN_ENDS, ENDS = CLOSED.replace(connection="input_skip"), np.append(FIRST_ONLY[:-1], 1.0)
PULLED = Experiment(learning_rate=0.1, l2=1.0)  # a tenth of each weight at each step
FROZEN = Experiment().replace(frozen_layers=DEPTH)
LIMITED = Experiment(weight_limit=0.01)
FADES = {"signal_rms": np.stack([profile(-1), profile(-3)])}

CALLED_FOR = [
    ("flat_weight_gradient", None, {"signal_rms": profile(-8)}),
    ("flat_weight_gradient", None, {"signal_rms": profile(8), "weight_gradient_rms": profile(0.9)}),
    ("starved_inside", None, {"signal_rms": layer(1e-11, others=1.0)}),
    ("forward_lost", None, {"activation_rms": profile(3.1)}),
    ("forward_exploded", None, {"activation_rms": profile(-3.1)}),
    ("forward_silent", None, {"activation_rms": layer(0, at=DEPTH - 1, others=1.0)}),
    ("update_unstable", None, {"update_ratio": layer(0.2, others=1e-3)}),
    ("update_decay", DECAYED, {"update_ratio": layer(0.2, others=1e-3)}),
    ("update_pulled", PULLED, {"update_ratio": layer(0.12, others=1e-3)}),
    ("update_frozen", None, {"update_ratio": layer(1e-7, others=1e-3)}),
    ("small_weights", LIMITED, FADES),
    ("small_weights", Experiment(weight_decay=1.0, learning_rate=2.0), FADES),
    ("dead_units", CLOSED.replace(activation="relu"), {"dead_fraction": layer(0.95), "signal_rms": np.zeros(DEPTH)}),
    ("update_none", None, {"update_ratio": layer(0.0, others=1e-3)}),
    ("saturated", None, {"saturated_fraction": layer(0.8)}),
    ("dying", RELU, {"dead_fraction": np.stack([layer(0.1), layer(0.5)])}),
    ("zero_branch", REZERO, {"weight_gradient_rms": FIRST_ONLY}),
    ("few_digits", HALF, {"signal_rms": layer(1e-5, others=1.0)}),
    ("symmetric", CLONES, {}),
    ("symmetric", ZEROS, {}),
    ("rounding_alone", CLONES.replace(normalization="layer"), {}),
    ("rounding_alone", CLONES.replace(normalization="rms", norm_position="after"), {}),
    ("all_frozen", FROZEN, {}),
    ("left_out", Experiment().replace(dropout=0.1), {}),
    ("power", None, {"signal_rms": np.arange(1.0, 11) ** 0.5}),
    ("even_updates", ADAM, {"signal_rms": profile(-8), "weight_gradient_rms": profile(-8)}),
    ("batch_of_few", BATCH.replace(batch_size=2), {}),
    ("batch_of_one", BATCH.replace(batch_size=1), {}),
    ("units_off", RELU, {"saturated_fraction": layer(0.8)}),
    ("zero_branch_fixed", CLOSED, {"weight_gradient_rms": FIRST_ONLY}),
    ("zero_branch_fixed", OPEN_ENDS, {"weight_gradient_rms": FIRST_ONLY, "signal_rms": ENDS}),
    ("dead_units", RELU, {"dead_fraction": layer(0.95)}),
    ("flat_units", None, {"dead_fraction": layer(0.95)}),
    ("dead_inside", CLOSED.replace(activation="relu"), {"dead_fraction": layer(0.95)}),
    ("silent_inside", CLOSED, {"signal_rms": layer(0.0, others=1.0)}),
    ("silent_batch", None, {"signal_rms": np.stack([layer(1.0, others=1.0), layer(0.0, others=1.0)])}),
]
NOT_CALLED_FOR = [
    ("few_digits", None, {"signal_rms": layer(1e-5, others=1.0)}),
    ("few_digits", HALF, {"signal_rms": layer(1e-4, others=1.0)}),
    ("few_digits", HALF.replace(loss_scale=16), {"signal_rms": layer(1e-5, others=1.0)}),
    ("few_digits", HALF.replace(precision="bfloat16"), {"signal_rms": layer(1e-5, others=1.0)}),
    ("flat_weight_gradient", None, {"signal_rms": profile(-8), "weight_gradient_rms": profile(-8)}),
    ("flat_weight_gradient", None, {"signal_rms": profile(-1)}),
    ("starved_inside", None, {"signal_rms": layer(1e-2, others=1.0)}),
    ("starved_inside", None, {"signal_rms": profile(-8)}),
    ("forward_lost", None, {"activation_rms": profile(2.9)}),
    ("forward_exploded", None, {"activation_rms": profile(-2.9)}),
    ("update_unstable", None, {"update_ratio": layer(0.09)}),
    ("update_unstable", DECAYED, {"update_ratio": layer(0.2)}),
    ("update_decay", DECAYED.replace(learning_rate=0.1), {"update_ratio": layer(0.2)}),
    ("update_unstable", PULLED, {"update_ratio": layer(0.12)}),
    ("update_pulled", PULLED, {"update_ratio": layer(0.3)}),
    ("small_weights", None, FADES),
    ("small_weights", LIMITED.replace(weight_limit=1.0), FADES),
    ("small_weights", LIMITED, {"signal_rms": profile(-3)}),
    ("update_frozen", None, {"update_ratio": layer(1e-5, others=1e-3)}),
    ("update_none", None, {"update_ratio": layer(np.nan, others=1e-3)}),
    ("update_none", None, {"update_ratio": np.full(DEPTH, np.nan)}),
    ("update_none", REZERO, {"update_ratio": layer(0.0, others=1e-3), "weight_gradient_rms": FIRST_ONLY}),
    ("saturated", None, {"saturated_fraction": layer(0.5)}),
    ("saturated", None, {"saturated_fraction": layer(np.nan)}),
    ("dying", RELU, {"dead_fraction": np.stack([layer(0.4), layer(0.5)])}),
    ("dying", None, {"dead_fraction": np.stack([layer(0.1), layer(0.5)])}),
    ("zero_branch", None, {"weight_gradient_rms": FIRST_ONLY}),
    ("symmetric", None, {}),
    ("rounding_alone", CLONES.replace(normalization="batch"), {}),
    ("rounding_alone", CLONES.replace(normalization="layer", bias_gain=0.1), {}),
    ("left_out", None, {}),
    ("all_frozen", FROZEN.replace(frozen_layers=DEPTH - 1), {}),
    ("power", None, {"signal_rms": profile(-0.5)}),
    ("power", None, {"signal_rms": np.arange(1.0, 11) ** 0.2}),
    ("even_updates", None, {"signal_rms": profile(-8), "weight_gradient_rms": profile(-8)}),  # weights that start at 0
    ("update_unstable", ZEROS, {"update_ratio": layer(0.2)}),
    ("even_updates", ADAM, {"signal_rms": profile(-8)}),
    ("even_updates", ADAM, {"signal_rms": profile(-1), "weight_gradient_rms": profile(-2)}),
    (
        "even_updates",
        ADAM,
        {"signal_rms": profile(-8), "weight_gradient_rms": profile(-8), "update_ratio": 1e-3 * profile(-8)},
    ),
    ("batch_of_few", BATCH, {}),
    ("batch_of_few", BATCH.replace(batch_size=2, optimizer="gd"), {}),
    ("saturated", RELU, {"saturated_fraction": layer(0.8)}),
    ("zero_branch", CLOSED, {"weight_gradient_rms": FIRST_ONLY}),
    ("dead_units", RELU, {"dead_fraction": np.stack([layer(0.5), layer(0.95)])}),
    ("dead_units", None, {"dead_fraction": layer(0.95)}),
    ("symmetric", CLONES.replace(bias_gain=0.1), {}),
    # What one batch shows and the one before did not.
    ("forward_silent", ONE, {"activation_rms": np.stack([layer(1.0, others=1.0), layer(0, at=DEPTH - 1, others=1.0)])}),
    ("forward_silent", ONE, {"activation_rms": layer(0, at=DEPTH - 1, others=1.0)}),
    ("update_none", None, {"update_ratio": np.stack([layer(1e-3, others=1e-3), layer(0.0, others=1e-3)])}),
    ("update_frozen", None, {"update_ratio": np.stack([layer(1e-3, others=1e-3), layer(1e-8, others=1e-3)])}),
    ("saturated", None, {"saturated_fraction": np.stack([layer(0.2), layer(0.9)])}),
    ("starved_inside", None, {"signal_rms": np.stack([layer(1.0, others=1.0), layer(1e-11, others=1.0)])}),
]


@pytest.mark.parametrize(("code", "experiment", "columns"), CALLED_FOR)
def test_called_for(code: str, experiment: Experiment | None, columns: dict[str, Any]) -> None:
    assert code in found(experiment, **columns)


@pytest.mark.parametrize(("code", "experiment", "columns"), NOT_CALLED_FOR)
def test_not_called_for(code: str, experiment: Experiment | None, columns: dict[str, Any]) -> None:
    assert code not in found(experiment, **columns)


def test_nothing_is_said_of_a_healthy_step() -> None:
    assert found() == {}


def test_a_remark_names_its_layer() -> None:
    assert found(saturated_fraction=layer(0.8))["saturated"] == pytest.approx({"layer": 5, "share": 0.8})


@pytest.mark.parametrize("code", ["activation_rms", "weight_gradient_rms", "update_ratio", "saturated_fraction"])
def test_nothing_crashes_where_a_size_is_not_a_number(code: str) -> None:
    columns: dict[str, Any] = {code: np.full(DEPTH, np.nan)}
    diagnose(trace_of(**columns))


@pytest.mark.parametrize(("states", "said"), [(layer(1e-5, at=0, others=1.0), False), (profile(-4), True)])
def test_a_state_that_grows_does_so_over_the_sequence(states: np.ndarray, said: bool) -> None:
    """One time step that reads a blank pixel has next to no state."""
    recalls = Experiment(task="recall", network=RNN(), batch_size=8)
    assert ("forward_exploded" in found(recalls, activation_rms=states)) == said
