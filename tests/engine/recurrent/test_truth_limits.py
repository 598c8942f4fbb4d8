"""Where float32 ends in a recurrent network: zeros and tiny values as they are, a non-finite run ends as a result."""

import numpy as np
import pytest

import gradflow
from gradflow import Experiment
from gradflow.networks import RNN
from gradflow.trace import RecurrentTrace
from tests.twin.activations import slope
from tests.twin.recurrent_case import case_of
from tests.twin.recurrent_training import time_sizes

pytestmark = pytest.mark.slow

SIGMOID = Experiment("adding", RNN("sigmoid", 8, 400), "sgd", 0.1, batch_size=6, steps=3)
EXPLODING = RNN("linear", 8, 400, recurrent_initializer="orthogonal", spectral_radius=1.5)


def test_a_signal_that_underflows_is_an_exact_zero() -> None:
    trace = gradflow.train(SIGMOID)
    assert isinstance(trace, RecurrentTrace)
    assert trace.first_non_finite() is None and len(trace) == 3
    assert (trace.signal_rms[:, :300] == 0).all() and (trace.signal_rms[:, -1] > 1e-3).all()
    assert (trace.weight_gradient_rms[:, :300] == 0).all() and not np.isnan(trace.update_ratio).any()


def test_values_down_to_1e_30_are_as_they_are() -> None:
    case, trace = case_of(SIGMOID, 0), gradflow.train(SIGMOID.replace(steps=1))
    for name, true in time_sizes(case.true).items():
        if name != "cell_gradient_rms":
            held = true > 1e-30
            np.testing.assert_allclose(getattr(trace, name)[0][held], true[held], rtol=1e-4, err_msg=name)
            assert (getattr(trace, name)[0][true < 1e-38] < 1e-37).all()
    tiniest = time_sizes(case.true)["signal_rms"]
    assert 0 < tiniest[tiniest > 1e-30].min() < 1e-28


def test_a_state_that_overflows_ends_the_run_at_its_first_row() -> None:
    e = Experiment("adding", EXPLODING, "sgd", 0.1, batch_size=6, steps=50)
    trace = gradflow.train(e)
    found = trace.first_non_finite()
    assert found is not None and (found.step, found.where) == (0, "activation") and len(trace) == 1
    truth = case_of(e, 0).true
    first = int(np.flatnonzero(np.abs(truth.states).max(axis=(0, 2, 3)) > 3.4e38)[0]) + 1
    assert abs(found.layer - first) <= 3  # the norm of 48 entries leaves float32 before each of them does


@pytest.mark.parametrize("clipping", ["none", "norm"])
def test_an_exploding_gradient_ends_a_run_that_is_not_clipped(clipping: str) -> None:
    network = RNN("linear", 8, 60, recurrent_initializer="orthogonal", spectral_radius=1.1)
    e = Experiment("adding", network, "sgd", 0.1, batch_size=6, steps=50, clipping=clipping)
    trace = gradflow.train(e)
    if clipping == "norm":
        assert len(trace) == 50 and trace.first_non_finite() is None
    else:
        found = trace.first_non_finite()
        assert found is not None and found.step == len(trace) - 1 < 49
        for name in ("loss", "signal_rms", "activation_rms", "update_norm"):
            assert np.isfinite(getattr(trace, name)[:-1]).all(), name


@pytest.mark.parametrize("cell", ["tanh", "sigmoid"])
def test_a_signal_through_slopes_that_cancellation_would_lose_is_as_it_is(cell: str) -> None:
    """1 - tanh² is 0 in float32 from z = 9 on, and σ(1 - σ) from z = 17 on, where the slopes are 6·10⁻⁸."""
    fields = {"initializer": "normal", "init_scale": 3.0, "gain": 12.0}
    e = Experiment("adding", RNN(cell, 8, 12, recurrent_initializer="orthogonal", **fields), batch_size=6, steps=1)
    case, trace = case_of(e, 0), gradflow.train(e)
    slopes = slope("sigmoid" if cell == "sigmoid" else "tanh", case.true.entering, 0.0)
    assert slopes.min() < 1e-9
    for name, true in time_sizes(case.true).items():
        true = true if name != "cell_gradient_rms" else np.full_like(true, np.nan)
        np.testing.assert_allclose(getattr(trace, name)[0], true, rtol=1e-4, err_msg=name)
    np.testing.assert_allclose(case.inspected.gradients.weight_hh[0], case.true.gradients.weight_hh[0], rtol=1e-3)
    np.testing.assert_allclose(trace.dead_fraction[0], (slopes < 1e-38).all(axis=2).mean(axis=(0, 2)))
