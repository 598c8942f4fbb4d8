"""How alike the samples of a batch are, on their way up and at the outputs.

The correlation of two samples' preactivations follows a map of its own (Poole et al. 2016, arXiv:1606.05340, eq. 5);
at finite width it varies besides, which makes samples alike sooner.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from jaxtyping import Float

from gradflow.theory.finite_width.pair import Pair, PairTable
from gradflow.theory.layer import log_mean
from gradflow.theory.stream import Upward, Wiring

QUANTILES = np.array([1, 3, 5]) / 6  # of the pairs of different samples
DRAWN = 2000  # pairs of outputs


@dataclass(frozen=True)
class Pairs:
    """at: of each layer the averages over each quantile of the pairs of different samples, and over a sample with
    itself; alike: their correlations there [pair]; weights: how much each counts [pair]."""

    at: list[Pair]
    alike: list[Float[np.ndarray, " pair"]]
    weights: Float[np.ndarray, " pair"]


def pairs_in(
    up: Upward, wiring: Wiring, angles: Float[np.ndarray, " pair"], count: int, table: PairTable, width: int
) -> Pairs:
    """The pairs from the first layer up. angles: the correlations there, of the pairs of different samples, of which a
    batch of so many has (count - 1)/count."""
    alike, pairs = [np.append(angles, 1.0)], []
    varied = np.zeros(len(alike[0]))  # variance of the correlation over seeds
    layers = zip(up.passed, up.sizes, strict=True)
    steep = np.exp(np.median([passed.slope - passed.second + size for passed, size in layers], axis=1))
    for j, size in enumerate(up.entering):
        turned = np.sign(alike[j]) * np.sqrt(np.minimum(alike[j] ** 2 + varied, 1.0))
        pairs.append(table.at(size, turned))
        if j + 1 < len(up.passed):
            below = table.at(size, alike[j])
            steepness = steep[j] * below.slope
            varied = np.minimum(steepness**2 * varied + (1 - alike[j] ** 2) ** 2 / width, 1 - alike[j] ** 2)
            alike.append(np.clip(_alike(up, wiring, alike, below, j + 1), -1, 1))
    others = (1 - 1 / count) / len(angles)
    return Pairs(pairs, alike, np.append(np.full(len(angles), others), 1 / count))


def _alike(
    up: Upward, wiring: Wiring, alike: list[Float[np.ndarray, " pair"]], below: Pair, j: int
) -> Float[np.ndarray, " pair"]:
    """The correlation of the pairs' streams at layer j."""
    size, gate, start = up.mean_size[j], up.gates[j], wiring.starts[j]
    drawn = np.exp(wiring.log_weight + up.mean_second[j - 1] - size)
    branch = drawn * below.value + np.exp(wiring.log_bias - size)
    if gate is not None:
        carried = np.exp(log_mean(gate.carried + up.sizes[j - 1]) - size)
        return np.exp(log_mean(gate.opened)) * branch + carried * alike[j - 1]
    if start is None:
        return branch
    return np.exp(up.mean_size[start] - size) * alike[start] + np.exp(wiring.log_scale) * branch


def errors_alike(classes: int, size: float, correlation: float) -> float:
    """Mean square of the cosine of two samples' p - one-hot, of outputs with this mean square and correlation; over
    DRAWN pairs, the same every time."""
    shared, own, other, right = _outputs(classes)
    correlation = float(np.clip(correlation, 0, 1))
    errors = []
    for each, classes_right in zip((own, other), right, strict=True):
        outputs = np.sqrt(size) * (np.sqrt(correlation) * shared + np.sqrt(1 - correlation) * each)
        p = np.exp(outputs - outputs.max(axis=1, keepdims=True))
        errors.append(p / p.sum(axis=1, keepdims=True) - classes_right)
    a, b = errors
    return float(((a * b).sum(axis=1) ** 2).mean() / ((a**2).sum(axis=1) * (b**2).sum(axis=1)).mean())


@lru_cache(maxsize=16)
def _outputs(classes: int) -> tuple[Float[np.ndarray, "..."], ...]:
    rng = np.random.default_rng(0)
    shared, own, other = rng.standard_normal((3, DRAWN, classes))
    return shared, own, other, np.eye(classes)[rng.integers(classes, size=(2, DRAWN))]
