"""Where float32 ends: tiny values as they are, huge ones clipped right, a non-finite run ends as a result."""

from typing import Any

import numpy as np
import pytest

import gradflow
from gradflow import MLP, Experiment
from gradflow.parts.activations import ACTIVATIONS
from tests.twin.activations import slope
from tests.twin.case import case_of
from tests.twin.design import BATCH, WIDTH
from tests.twin.measures import layer_sizes

pytestmark = pytest.mark.slow


def deep(depth: int, activation: str = "sigmoid", **more: object) -> Experiment:
    mlp = MLP(depth=depth, width=WIDTH, activation=activation)
    return Experiment(network=mlp, batch_size=BATCH, steps=1).replace(**more)


@pytest.mark.parametrize("depth", [30, 40, 60, 100])
def test_values_down_to_1e_30_are_as_they_are(depth: int) -> None:
    e = deep(depth)
    case, trace = case_of(e, 1), gradflow.train(e)
    tiniest = 1.0
    for name, true in layer_sizes(e, case.true[0].truth).items():
        held = true > 1e-30
        tiniest = min(tiniest, true[held].min())
        np.testing.assert_allclose(getattr(trace, name)[0][held], true[held], rtol=1e-3, err_msg=name)
        beyond = getattr(trace, name)[0][true < 1e-38]
        assert (beyond < 1e-37).all()
    ratio = case.true[0].update_ratio
    np.testing.assert_allclose(trace.update_ratio[0][ratio > 1e-30], ratio[ratio > 1e-30], rtol=1e-3)
    assert tiniest < {30: 1e-18, 40: 1e-24}.get(depth, 1e-28)


def test_the_norm_of_a_tiny_gradient_is_right() -> None:
    """Squares of 1e-25 are 0 in float32; the norm is not. Constant outputs leave the hidden layers alone."""
    e = deep(3, "tanh", task="linear", initializer="constant", init_scale=1e-4, gain=1e-5)
    case, trace = case_of(e, 1), gradflow.train(e)
    for name, true in layer_sizes(e, case.true[0].truth).items():
        assert 1e-30 < true.min() < 1e-19 or name == "activation_rms"
        np.testing.assert_allclose(getattr(trace, name)[0], true, rtol=1e-4, err_msg=name)


def test_huge_gradients_are_clipped_by_norm_and_do_not_become_zeros() -> None:
    """Squares of 1e25 are infinite in float32; max_norm over infinity would be 0."""
    e = deep(6, "identity", task="linear", initializer="normal", init_scale=10.0, gain=12.0, clipping="norm")
    case, trace = case_of(e, 1), gradflow.train(e)
    true = case.true[0]
    assert true.raw_norm > 1e25, true.raw_norm
    assert trace.raw_norm[0] == pytest.approx(true.raw_norm, rel=1e-4)
    assert trace.clipped_norm[0] == pytest.approx(1.0, rel=1e-4)
    assert trace.update_norm[0] == pytest.approx(e.learning_rate, rel=1e-4)


def test_the_layer_named_is_the_first_with_a_number_beyond_float32() -> None:
    mlp = MLP(depth=100, width=128, activation="identity", initializer="normal", init_scale=1.0)
    e = Experiment(network=mlp, steps=1)
    start = gradflow.inspect(e)
    true = [start.activations[0].astype(np.float64)]
    for weight in start.weights[1:-1]:
        true.append(true[-1] @ weight.astype(np.float64))
    beyond = [np.abs(h).max() > np.finfo(np.float32).max for h in true]
    broken = gradflow.train(e).first_non_finite()
    assert broken is not None and (broken.layer, broken.where) == (beyond.index(True) + 1, "activation")


def test_training_goes_on_after_huge_gradients() -> None:
    e = deep(6, "identity", task="linear", initializer="normal", init_scale=10.0, gain=12.0, clipping="norm", steps=5)
    trace = gradflow.train(e)
    assert len(trace) == 5 and (trace.raw_norm > 1e25).all() and (trace.update_norm > 0).all()
    np.testing.assert_allclose(trace.clipped_norm, 1, rtol=1e-4)


BROKEN: dict[str, dict[str, Any]] = {
    "relu, gain 12": {"depth": 100, "activation": "relu", "initializer": "he_normal", "gain": 12.0},
    "learning rate 100": {"depth": 20, "activation": "relu", "initializer": "he_normal", "learning_rate": 100.0},
    "linear, learning rate 100": {"depth": 5, "activation": "identity", "task": "linear", "learning_rate": 100.0},
    "backward only": {
        "depth": 100,
        "activation": "sigmoid",
        "gain": 12.0,
        "connection": "residual",
        "learning_rate": 100.0,
    },
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_run_that_leaves_float32_ends_as_a_result(name: str) -> None:
    e = Experiment(batch_size=BATCH, steps=50).replace(width=WIDTH, **BROKEN[name])
    trace = gradflow.train(e)
    found = trace.first_non_finite()
    if name == "backward only" and found is None:
        return
    assert found is not None and found.step == len(trace) - 1 and 1 <= found.layer <= e.network.depth + 1
    for array_name, array in trace.arrays().items():
        before = array[:-1]
        assert np.isfinite(before).all() or "held_out" in array_name or array_name == "accuracy", array_name
    one_more = list(gradflow.stream(e))
    assert sum(map(len, one_more)) == len(trace)


def test_the_first_layer_that_overflows_is_named() -> None:
    e = Experiment(batch_size=BATCH, steps=50).replace(width=WIDTH, **BROKEN["relu, gain 12"])
    found = gradflow.train(e).first_non_finite()
    truth = case_of(e, 1).true[0].truth
    largest = np.array([np.abs(h).max() for h in truth.activations])
    assert found is not None and (found.step, found.where) == (0, "activation")
    first = int(np.flatnonzero(largest > 3.4e38)[0]) + 1
    assert abs(found.layer - first) <= 1


@pytest.mark.parametrize("activation", [name for name, each in ACTIVATIONS.items() if each.slope])
def test_a_signal_through_slopes_that_cancellation_would_lose_is_as_it_is(activation: str) -> None:
    """1 - tanh² is 0 in float32 from z = 9 on, where the slope is 6·10⁻⁸; it is a number of float32's up to z = 44."""
    e = deep(3, activation, initializer="normal", init_scale=1.0, bias_gain=4.0)
    inspected, trace = gradflow.inspect(e), gradflow.train(e)
    case = case_of(e, 1)
    slopes = [slope(activation, u, 0.0) for u in case.true[0].truth.entering]
    assert min(np.abs(s).min() for s in slopes) < 1e-9
    for said, true in zip(inspected.slopes, slopes, strict=True):
        np.testing.assert_allclose(said, true, rtol=1e-3, atol=1e-37)  # z itself is rounded
    for name, true in layer_sizes(e, case.true[0].truth).items():
        np.testing.assert_allclose(getattr(trace, name)[0], true, rtol=1e-4, err_msg=name)
    assert not trace.dead_fraction.any()
