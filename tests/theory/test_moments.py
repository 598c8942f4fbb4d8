"""The tables against closed forms (facts of the standard normal) and against plain quadrature."""

import jax.numpy as jnp
import numpy as np
import pytest
from scipy.stats import norm

from gradflow.parts.activations import ACTIVATIONS
from gradflow.theory.moments import interpolate, moments_of

STANDARD = np.zeros(1)  # log q = 0

# E φ², E φ'², E φ'²/Var φ for z ~ N(0, 1); leaky slope 0.2.
CLOSED = {
    "identity": (1.0, 1.0, 1.0),
    "sigmoid": (0.29338, 0.04484, 1.0336),
    "tanh": (0.39429, 0.46440, 1.1778),
    "hard_tanh": (0.51606, 0.68269, 1.3229),
    "relu": (0.5, 0.5, np.pi / (np.pi - 1)),
    "leaky_relu": (0.52, 0.52, 1.2436),
    "elu": (0.64495, 0.66810, 1.0790),
    "selu": (1.0, 1.0715749924557991, 1.0715749924557991),
    "gelu": (0.42522, 0.45585, 1.3188),
    "silu": (0.35578, 0.37948, 1.2121),
    "softplus": (0.92125, 0.29338, 1.0805),
}


def at(log_q: np.ndarray, table: np.ndarray) -> float:
    return float(np.exp(interpolate(log_q, table))[0])


@pytest.mark.parametrize("activation", CLOSED)
def test_standard_normal_averages(activation: str) -> None:
    second, slope, rate = CLOSED[activation]
    moments = moments_of(activation, 0.2)
    assert at(STANDARD, moments.second) == pytest.approx(second, rel=1e-4)
    assert at(STANDARD, moments.slope) == pytest.approx(slope, rel=1e-4)
    assert at(STANDARD, moments.slope - moments.variance) == pytest.approx(rate, rel=1e-4)


@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize("q", [1e-10, 0.0123, 7.7, 1e10])
def test_any_variance_against_plain_quadrature(activation: str, q: float) -> None:
    z = np.concatenate([-np.geomspace(1e-9, 12, 40_001)[::-1], np.geomspace(1e-9, 12, 40_001)])
    value = np.asarray(ACTIVATIONS[activation].function(jnp.asarray(np.sqrt(q) * z), jnp.float32(0.2)), float)
    second = np.trapezoid(value**2 * norm.pdf(z), z)
    assert at(np.log([q]), moments_of(activation, 0.2).second) == pytest.approx(second, rel=2e-3)


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_tables_go_on_beyond_their_ends(activation: str) -> None:
    far = np.array([-2000.0, 2000.0])
    moments = moments_of(activation, 0.01)
    assert np.isfinite([interpolate(far, table) for table in vars(moments).values()]).all()


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_poincare_inequality(activation: str) -> None:
    """Var φ(z) <= q E φ'(z)²: why batch normalization never lets the signal vanish."""
    moments = moments_of(activation, 0.2)
    assert at(STANDARD, moments.variance) <= at(STANDARD, moments.slope) * (1 + 1e-6)
