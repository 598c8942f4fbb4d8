"""What the passes of two samples through one wide layer have in common.

Every sample's signal goes through the same weights, so that a batch's mean square varies less from seed to seed than
one sample's, the less the more their paths differ. The preactivations of two samples are Gaussian with correlation c,
and in orthonormal Hermite polynomials, f(√q x) = Σ f_k h_k(x), an average over both is a power series in c (Mehler):

    E f(z_a) g(z_b) = Σ c^k f_k g_k.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from jaxtyping import Float

from gradflow.theory.moments import LN10, value_and_slope

POWERS = 40  # of c; what lies above counts as c^(2 · POWERS): exact at c = 1, and at c = 0.99 good to a percent
DECADES, POINTS_PER_DECADE = 6, 6  # of q, on each side of 1; beyond, every activation here is a power law
LOG_Q = LN10 * np.linspace(-DECADES, DECADES, 2 * DECADES * POINTS_PER_DECADE + 1)
FINEST, STEP, LARGEST = 1e-3, 0.02, 12.0  # x = FINEST · sinh t: a saturated unit's slope lives near 0
STEP_OF_LOG_Q = float(LOG_Q[1] - LOG_Q[0])
EXPONENTS = np.append(np.arange(POWERS), 2 * POWERS)


@dataclass(frozen=True)
class Pair:
    """Averages over a pair of samples (a, b), as multiples of the product of the two samples' own, [pair] each.

    value, slope: E φ_a φ_b / E φ², E φ'_a φ'_b / E φ'², what is left of a correlation of 1.
    values: E φ_a² φ_b² / (E φ²)²; slopes: E φ'_a² φ'_b² / (E φ'²)²; crossed: E φ'_a² φ_b² / (E φ'² E φ²). All are 1
    for units alike.
    """

    value: Float[np.ndarray, " pair"]
    slope: Float[np.ndarray, " pair"]
    values: Float[np.ndarray, " pair"]
    slopes: Float[np.ndarray, " pair"]
    crossed: Float[np.ndarray, " pair"]


@dataclass(frozen=True)
class PairTable:
    """series: of the five averages in the order of Pair, the factors of c^k over LOG_Q, [average, q, power]."""

    series: Float[np.ndarray, "5 grid power"]

    def at(self, log_q: float, correlation: Float[np.ndarray, " pair"]) -> Pair:
        """The averages at this log q of the preactivations; linear between the grid's points."""
        place = min(max(float(log_q - LOG_Q[0]) / STEP_OF_LOG_Q, 0.0), len(LOG_Q) - 1.001)
        left, share = int(place), place - int(place)
        factors = (1 - share) * self.series[:, left] + share * self.series[:, left + 1]
        return Pair(*(factors @ np.minimum(np.maximum(correlation, -1), 1) ** EXPONENTS[:, None]))


@lru_cache(maxsize=64)
def pair_table(activation: str, leaky_slope: float, centred: bool = False) -> PairTable:
    """The table of an activation; centred: of φ - E φ in place of φ. About 0.1 s the first time, then free."""
    x, weight, polynomials = _nodes()
    u = np.exp(LOG_Q / 2)[:, None] * x
    flat = value_and_slope(activation, leaky_slope, u.ravel())
    value, slope = (each.reshape(u.shape) for each in flat)
    if centred:
        value = value - (value @ weight)[:, None]
    functions = {"value": value, "slope": slope, "squared": value**2, "squared_slope": slope**2}
    sizes = {"squared": (value**2 @ weight)[:, None], "squared_slope": (slope**2 @ weight)[:, None]}
    sizes |= {"value": np.sqrt(sizes["squared"]), "slope": np.sqrt(sizes["squared_slope"])}
    functions = {name: f / sizes[name] for name, f in functions.items()}
    factors = {name: (f * weight) @ polynomials for name, f in functions.items()}
    ways = ("value", "value"), ("slope", "slope"), ("squared", "squared"), ("squared_slope", "squared_slope")
    series = []
    for one, other in (*ways, ("squared", "squared_slope")):
        known = factors[one] * factors[other]
        above = (functions[one] * functions[other]) @ weight - known.sum(axis=1)
        series.append(np.column_stack([known, above]))
    return PairTable(np.array(series))


@lru_cache
def _nodes() -> tuple[Float[np.ndarray, " node"], Float[np.ndarray, " node"], Float[np.ndarray, "node power"]]:
    """x, the weight of each under N(0, 1), and the orthonormal Hermite polynomials there."""
    t = np.arange(STEP / 2, np.arcsinh(LARGEST / FINEST), STEP)
    t = np.concatenate([-t[::-1], t])
    x = FINEST * np.sinh(t)
    weight = np.exp(-(x**2) / 2) * np.cosh(t)
    polynomials = [np.ones_like(x), x]
    for k in range(1, POWERS - 1):
        polynomials.append((x * polynomials[k] - np.sqrt(k) * polynomials[k - 1]) / np.sqrt(k + 1))
    return x, weight / weight.sum(), np.column_stack(polynomials)
