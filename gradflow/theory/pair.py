"""What two samples' passes through one wide layer have in common.

Every sample's signal goes through the same weights, so that a batch's mean square varies less from seed to seed than
one sample's, the less the more their paths differ. Preactivations of two samples are Gaussian with correlation c
(Schoenholz et al. 2017, arXiv:1611.01232, section 4), and the averages over both are integrated on a grid.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from jaxtyping import Float

from gradflow.theory.moments import value_and_slope

NODES_PER_DECADE = 6  # of |z|/√q on each side of 0; measured: the averages are then good to a few percent
_EXPONENTS = np.arange(-5 * NODES_PER_DECADE, 0.9 * NODES_PER_DECADE) + 0.5
_HALF = 10.0 ** (_EXPONENTS / NODES_PER_DECADE)  # from 1e-5 to 8: a saturated unit's slope lives near 0
_X = np.concatenate([-_HALF[::-1], _HALF])
_P = np.exp(-(_X**2) / 2) * np.abs(_X)
_P = _P / _P.sum()
LARGEST = -60.0, 60.0  # log q; beyond, every activation here is a power law


@dataclass(frozen=True)
class Pair:
    """Averages over a pair (a, b), as multiples of the product of the two samples' own.

    value, slope: E φ_a φ_b / E φ², E φ'_a φ'_b / E φ'², what is left of a correlation of 1.
    slopes: E φ'_a² φ'_b² / (E φ'²)²; values: E φ_a² φ_b² / (E φ²)²; crossed: E φ'_a² φ_b² / (E φ'² E φ²). All are 1
    for units alike.
    """

    value: float
    slope: float
    slopes: float
    values: float
    crossed: float


def pair_of(activation: str, leaky_slope: float, log_q: float, correlation: float, centred: bool = False) -> Pair:
    """The averages at this size of preactivation; centred: of φ - E φ in place of φ."""
    return _pair(activation, leaky_slope, round(float(log_q), 1), round(float(np.clip(correlation, -1, 1)), 2), centred)


@lru_cache(maxsize=4096)
def _pair(activation: str, leaky_slope: float, log_q: float, correlation: float, centred: bool) -> Pair:
    size, rest = np.exp(np.clip(log_q, *LARGEST) / 2), np.sqrt(1 - correlation**2)
    h, s = value_and_slope(activation, leaky_slope, size * _X)
    others = size * (correlation * _X[:, None] + rest * _X)
    h_other, s_other = (x.reshape(others.shape) for x in value_and_slope(activation, leaky_slope, others.ravel()))
    if centred:
        mean = _P @ h
        h, h_other = h - mean, h_other - mean
    h2, s2 = _P @ h**2, _P @ s**2

    def together(one: Float[np.ndarray, " node"], other: Float[np.ndarray, "node other"], scale: float) -> float:
        return float(_P @ (one * (other @ _P)) / scale)

    return Pair(
        value=together(h, h_other, h2),
        slope=together(s, s_other, s2),
        slopes=together(s**2, s_other**2, s2**2),
        values=together(h**2, h_other**2, h2**2),
        crossed=together(h**2, s_other**2, h2 * s2),
    )
