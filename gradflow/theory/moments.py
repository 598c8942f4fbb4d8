"""What an activation makes of a Gaussian preactivation z ~ N(0, q), as tables over log q.

In a wide layer every preactivation is a sum of many small independent terms, hence Gaussian, and a
layer is known by a handful of averages of φ and φ' (Poole et al. 2016, arXiv:1606.05340; Schoenholz
et al. 2017, arXiv:1611.01232). They are integrated once, on a grid of q, and looked up from then on.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import jax
import jax.numpy as jnp
import numpy as np
from jaxtyping import Float
from numpy.typing import NDArray

from gradflow.parts.activations import ACTIVATIONS

Array = NDArray[np.float64]

DECADES_OF_Q = 12  # the grid spans q = 10^±12; beyond it every activation here is a power law
POINTS_PER_DECADE = 20  # of q: linear interpolation in log-log is then good to about 1e-4
NODES_PER_DECADE = 100  # of u = √q·z, on each side of 0
LITTLE = 0.2  # of log q; the tables have a point every 0.12
LN10 = np.log(10.0)
LOG_Q: Array = LN10 * np.linspace(-DECADES_OF_Q, DECADES_OF_Q, 2 * DECADES_OF_Q * POINTS_PER_DECADE + 1)


@dataclass(frozen=True)
class Moments:
    """Natural logarithms of averages over z ~ N(0, q), [q].

    second: E φ²; variance: Var φ; slope: E φ'²; kurtosis: E φ'⁴ / (E φ'²)², how unequal the slopes are.
    mean_slope: (E φ')², the part of E φ'² that every unit has.
    """

    second: Float[np.ndarray, "*grid"]
    variance: Float[np.ndarray, "*grid"]
    slope: Float[np.ndarray, "*grid"]
    kurtosis: Float[np.ndarray, "*grid"]
    mean_slope: Float[np.ndarray, "*grid"]


def interpolate(
    log_q: Float[np.ndarray, "*queried"], table: Float[np.ndarray, " grid"]
) -> Float[np.ndarray, "*queried"]:
    """A table of logarithms at any log q; a straight line in log-log, on and beyond the grid."""
    return interpolator(log_q)(table)


def interpolator(
    log_q: Float[np.ndarray, "*queried"],
) -> Callable[[Float[np.ndarray, " grid"]], Float[np.ndarray, "*queried"]]:
    """`interpolate` at this log q, of one table after the other: where it lies is found once."""
    step = LOG_Q[1] - LOG_Q[0]
    left = np.minimum(np.maximum(((log_q - LOG_Q[0]) / step).astype(int), 0), len(LOG_Q) - 2)
    right, share = left + 1, (log_q - LOG_Q[left]) / step

    def at(table: Array) -> Array:
        low = table[left]
        return low + share * (table[right] - low)

    return at


def steepness(log_q: Float[np.ndarray, "*queried"], table: Float[np.ndarray, " grid"]) -> Float[np.ndarray, "*queried"]:
    """The slope of a table of logarithms over log q."""
    return (interpolate(log_q + LITTLE, table) - interpolate(log_q - LITTLE, table)) / (2 * LITTLE)


@lru_cache(maxsize=64)
def moments_of(activation: str, leaky_slope: float) -> Moments:
    """The tables of an activation, on the grid LOG_Q; about 0.2 s the first time, then free."""
    return averages(activation, leaky_slope, LOG_Q)


def averages(activation: str, leaky_slope: float, log_q: Float[np.ndarray, "*queried"]) -> Moments:
    """The averages at any log q [q], integrated and not looked up."""
    u, du = _nodes()
    at_zero, both_sides = _integrands(activation, leaky_slope)
    std = np.exp(log_q / 2)[:, None]
    density = np.exp(-0.5 * (u / std) ** 2) / (std * np.sqrt(2 * np.pi)) * du
    mean, square, slope1, slope2, slope4 = (density @ both_sides).T
    return Moments(
        second=np.log(square + 2 * at_zero * mean + at_zero**2),
        variance=np.log(square - mean**2),
        slope=np.log(slope2),
        kurtosis=np.log(slope4) - 2 * np.log(slope2),
        mean_slope=2 * np.log(slope1),
    )


@lru_cache(maxsize=64)
def _integrands(activation: str, leaky_slope: float) -> tuple[float, Array]:
    """φ(0), and what the averages are made of, at u and -u together [node, 5]."""
    u, _ = _nodes()
    value, slope = value_and_slope(activation, leaky_slope, np.concatenate([-u[::-1], [0.0], u]))
    zero = len(u)  # where u = 0 stands; φ - φ(0) instead of φ keeps a small variance exact
    above = value - value[zero]
    columns = np.column_stack([above, above**2, slope, slope**2, slope**4])
    return float(value[zero]), columns[zero + 1 :] + columns[:zero][::-1]


def _nodes() -> tuple[Array, Array]:
    """Midpoints u > 0 of equal steps in log u, and du.

    The trapezoidal rule in log u converges faster than any power for smooth φ. Kinks lie at 0, which
    no cell contains, and at 1 (hard tanh), which is the border of two cells.
    """
    lowest, highest = -DECADES_OF_Q - 4, DECADES_OF_Q // 2 + 1  # |z| from 1e-10 at least to 10 at least
    cells = np.arange(lowest * NODES_PER_DECADE, highest * NODES_PER_DECADE)
    u = 10.0 ** ((cells + 0.5) / NODES_PER_DECADE)
    return u, u * LN10 / NODES_PER_DECADE


def value_and_slope(activation: str, leaky_slope: float, u: Float[np.ndarray, " node"]) -> tuple[Array, Array]:
    """φ(u) and φ'(u) in float64: single precision would lose the variance of a sigmoid near 0."""
    with jax.enable_x64(True):
        slope_at = jnp.asarray(leaky_slope, jnp.float64)

        def function(z: jax.Array) -> jax.Array:
            return ACTIVATIONS[activation].function(z, slope_at)

        points = jnp.asarray(u, jnp.float64)
        value, slope = jax.jvp(function, (points,), (jnp.ones_like(points),))
        return np.asarray(value), np.asarray(slope)
