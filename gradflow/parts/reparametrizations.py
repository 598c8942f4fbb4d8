"""Reparametrizations: the weights W [fan_in, width] of a hidden layer, made of what is trained, V of the same shape and
a scale g [width] of each unit.

In the formulas V_j is what leads into unit j, μ_j and σ_j its mean and standard deviation over its n entries.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass

import jax.numpy as jnp
from jax import Array

LEAST = 1e-4  # of n σ², as Brock et al. have it: below, what is divided by is rounding
TINY = 1e-30  # of a squared norm: weights of 0 stay 0


@dataclass(frozen=True)
class Reparametrization:
    """One way of making W. made: (V, g, γ, used) -> W; used: [fan_in, 1], 1 where a row of V is read and 0 elsewhere.
    by_norm: g begins as the norm of V_j, so that W begins as V; else at 1."""

    made: Callable[[Array, Array, Array, Array], Array]
    formula: str
    source: str = ""
    by_norm: bool = False


def _as_it_is(v: Array, _: Array, __: Array, ___: Array) -> Array:
    return v


def _divided_by_norm(v: Array, g: Array, _: Array, used: Array) -> Array:
    return used * v * (g / jnp.sqrt(jnp.sum(used * v**2, axis=0) + TINY))


def _standardized(v: Array, g: Array, gamma: Array, used: Array) -> Array:
    count = jnp.sum(used)
    centred = used * (v - jnp.sum(used * v, axis=0) / count)
    return centred * (gamma * g / jnp.sqrt(jnp.maximum(jnp.sum(centred**2, axis=0), LEAST)))


REPARAMETRIZATIONS: dict[str, Reparametrization] = {
    "none": Reparametrization(_as_it_is, r"W = V"),
    "weight_norm": Reparametrization(
        _divided_by_norm, r"W_j = g_j\,\frac{V_j}{\lVert V_j\rVert}", "Salimans & Kingma 2016", by_norm=True
    ),
    "scaled_standardization": Reparametrization(
        _standardized,
        r"W_j = g_j\,\gamma\,\frac{V_j - \mu_j}{\sigma_j \sqrt{n}},\quad \gamma^2 = 1/\mathrm{Var}\,\phi(z),\ "
        r"z \sim N(0, 1)",
        "Brock et al. 2021",
    ),
}


def _of_leaky(slope: float) -> float:
    """E φ² - (E φ)², each half of the line by itself; at slope 0 ReLU's."""
    return (1 + slope**2) / 2 - (1 - slope) ** 2 / (2 * math.pi)


# Var φ(z), z ~ N(0, 1), by quadrature, which the tests repeat; numbers, so that no toggle has anything to compile.
VARIANCES: dict[str, float] = {
    "identity": 1.0,
    "sigmoid": 0.04337904,
    "tanh": 0.39429449,
    "hard_tanh": 0.51605855,
    "relu": _of_leaky(0.0),
    "elu": 0.61917856,
    "selu": 1.0,
    "gelu": 0.34564401,
    "silu": 0.3130833,
    "softplus": 0.2715145,
}


def standard_gain(activation: str, leaky_slope: float) -> float:
    """γ: 1 over the standard deviation of φ(z), z ~ N(0, 1).

    >>> round(standard_gain("relu", 0.0), 4)  # √(2/(1 - 1/π))
    1.7129
    """
    variance = _of_leaky(leaky_slope) if activation == "leaky_relu" else VARIANCES[activation]
    return variance**-0.5
