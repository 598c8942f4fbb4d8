"""Activations: values and slopes are PyTorch's and the definitions', at the kinks too."""

import math

import jax
import jax.numpy as jnp
import numpy as np
import pytest
import torch

from gradflow.parts.activations import ACTIVATIONS
from tests.twin import activations as twin
from tests.twin.in_torch import ACTIVATIONS as MODULES

GRID = np.concatenate([np.linspace(-8, 8, 321), [-1.0, 0.0, 1.0, -60.0, 60.0, 1e-6, -1e-6]]).astype(np.float32)
SLOPES = (0.01, 0.2)

every_activation = pytest.mark.parametrize("name", ACTIVATIONS)


def value_and_slope(name: str, z: np.ndarray, leaky_slope: float) -> tuple[np.ndarray, np.ndarray]:
    point = jnp.asarray(z)
    value, slope = jax.jvp(
        lambda x: ACTIVATIONS[name].function(x, jnp.float32(leaky_slope)), (point,), (jnp.ones_like(point),)
    )
    return np.asarray(value), np.asarray(slope)


@every_activation
@pytest.mark.parametrize("leaky_slope", SLOPES)
def test_value_and_slope_are_those_of_pytorch(name: str, leaky_slope: float) -> None:
    z = torch.tensor(GRID.astype(np.float64), requires_grad=True)
    expected = MODULES[name](leaky_slope)(z)
    (expected_slope,) = torch.autograd.grad(expected.sum(), z)
    value, slope = value_and_slope(name, GRID, leaky_slope)
    np.testing.assert_allclose(value, expected.detach().numpy(), rtol=1e-5, atol=1e-6)
    np.testing.assert_allclose(slope, expected_slope.numpy(), rtol=1e-5, atol=1e-6)


@every_activation
@pytest.mark.parametrize("leaky_slope", SLOPES)
def test_slope_is_the_derivative_worked_out_by_hand(name: str, leaky_slope: float) -> None:
    _, slope = value_and_slope(name, GRID, leaky_slope)
    np.testing.assert_allclose(slope, twin.slope(name, GRID.astype(np.float64), leaky_slope), rtol=1e-5, atol=1e-6)


@every_activation
def test_it_saturates_as_its_record_says(name: str) -> None:
    """Exactly: at every point of a stretch. Nearly: it goes on falling far out."""
    _, slope = value_and_slope(name, np.linspace(-8, 8, 1601, dtype=np.float32), 0.01)
    flat = np.abs(slope) < 0.05 * ACTIVATIONS[name].max_slope
    stretch = np.convolve(slope == 0, np.ones(100), "valid").max() == 100
    falls = abs(slope[0]) < abs(slope[400]) / 2 or abs(slope[-1]) < abs(slope[-401]) / 2
    found = "exactly" if stretch else "nearly" if falls else "never"
    assert ACTIVATIONS[name].saturates == found
    assert ACTIVATIONS[name].one_sided is bool(flat[0] != flat[-1])


@every_activation
def test_value_is_the_definition_and_stays_finite_far_out(name: str) -> None:
    far = np.array([-1e4, -200.0, -90.0, 90.0, 200.0, 1e4], np.float32)
    value, slope = value_and_slope(name, far, 0.1)
    assert np.isfinite(value).all() and np.isfinite(slope).all()
    expected = twin.activate(torch, name, torch.tensor(far.astype(np.float64)), 0.1).numpy()
    np.testing.assert_allclose(value, expected, rtol=1e-5, atol=1e-6)


@every_activation
@pytest.mark.parametrize("leaky_slope", SLOPES)
def test_max_slope_is_the_maximum(name: str, leaky_slope: float) -> None:
    assert ACTIVATIONS[name].max_slope == pytest.approx(twin.steepest(name, leaky_slope), rel=1e-4)


@every_activation
def test_not_a_number_stays_one(name: str) -> None:
    value, _ = value_and_slope(name, np.array([np.nan], np.float32), 0.1)
    assert np.isnan(value[0])


def test_small_numbers_keep_their_digits() -> None:
    """exp(z) - 1 and the tails of the sigmoid must not round to 0 where float32 can hold the truth."""
    z = np.array([-1e-7, -30.0, -80.0], np.float32)
    exact = [math.expm1(z[0]), math.exp(z[1]), math.exp(z[2])]
    assert value_and_slope("elu", z[:1], 0.0)[0][0] == pytest.approx(exact[0], rel=1e-5)
    for name in ("sigmoid", "softplus"):
        assert value_and_slope(name, z[1:], 0.0)[0] == pytest.approx(exact[1:], rel=1e-4)
