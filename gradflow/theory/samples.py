"""How alike the samples of a batch are on their way up, layer by layer.

The correlation of two samples' preactivations follows a map of its own (Poole et al. 2016, arXiv:1606.05340, eq. 5);
at finite width it varies besides, which makes samples alike sooner.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from jaxtyping import Float

from gradflow.theory.layer import log_mean
from gradflow.theory.pair import Pair, pair_of
from gradflow.theory.stream import Upward, Wiring

QUANTILES = np.array([1, 3, 5]) / 6  # of the pairs of different samples
DRAWN = 2000  # pairs of outputs


@dataclass(frozen=True)
class SampleAngles:
    """Of the batch: how many samples; the correlation of the preactivations of pairs of them in the first layer
    [pair]; from the correlation of two samples' outputs, the mean square of the cosine of their errors."""

    count: int
    alike: Float[np.ndarray, " pair"]
    errors: Callable[[float], float]


@dataclass(frozen=True)
class Drawn:
    """What is particular to the network: its activation, its width, whether its matrices are orthogonal, whether φ is
    centred before it goes on, whether the size that enters φ follows from layer to layer, whether it is divided by a
    norm over the units, whether nothing skips, and whether a normalization comes before φ."""

    activation: str
    leaky_slope: float
    width: int
    orthogonal: bool
    centred: bool
    follows: bool
    over_units: bool
    plain: bool
    before: bool


@dataclass(frozen=True)
class Pairs:
    """at: of each layer the averages over each quantile of the pairs of different samples, and over a sample with
    itself; weights: how much each counts [pair]; alike: their correlations [depth, pair]."""

    at: list[list[Pair]]
    weights: Float[np.ndarray, " pair"]
    alike: Float[np.ndarray, "depth pair"]


def pairs_of(up: Upward, wiring: Wiring, samples: SampleAngles, drawn: Drawn) -> Pairs:
    """The pairs from the first layer up."""
    quantiles = np.append(np.quantile(samples.alike, QUANTILES), 1.0)
    alike, pairs = np.zeros((len(up.sizes), len(quantiles))), []
    varied = np.zeros(len(quantiles))  # variance of the correlation over seeds
    for j, passed in enumerate(up.passed):
        if j:
            varied = _steepness(up, pairs[-1], j) ** 2 * varied + (1 - alike[j - 1] ** 2) ** 2 / drawn.width
        alike[j] = quantiles if j == 0 else _alike(up, wiring, alike, pairs[-1], j)
        size = float(np.median(passed.entering))
        turned = np.sign(alike[j]) * np.sqrt(np.minimum(alike[j] ** 2 + np.minimum(varied, 1), 1.0))
        entering = [pair_of(drawn.activation, drawn.leaky_slope, size, c, drawn.centred) for c in turned]
        pairs.append(entering)
    others = (1 - 1 / samples.count) / len(QUANTILES)
    return Pairs(pairs, np.append(np.full(len(QUANTILES), others), 1 / samples.count), alike)


def _steepness(up: Upward, below: list[Pair], j: int) -> Float[np.ndarray, " pair"]:
    """How much more two streams at layer j are alike for a little more of it one layer below."""
    passed = up.passed[j - 1]
    factor = np.exp(float(np.median(passed.slope + passed.entering - passed.second)))
    return np.minimum(factor * np.array([pair.slope for pair in below]), 1.0)


def _alike(
    up: Upward, wiring: Wiring, alike: Float[np.ndarray, "depth pair"], below: list[Pair], j: int
) -> Float[np.ndarray, " pair"]:
    """The correlation of the pairs' streams at layer j."""
    size, gate, start = log_mean(up.sizes[j]), up.gates[j], wiring.starts[j]
    drawn = np.exp(wiring.log_weight + log_mean(up.passed[j - 1].second) - size)
    branch = drawn * np.array([pair.value for pair in below]) + np.exp(wiring.log_bias - size)
    if gate is not None:
        carried = np.exp(log_mean(gate.carried + up.sizes[j - 1]) - size)
        return np.exp(log_mean(gate.opened)) * branch + carried * alike[j - 1]
    if start is None:
        return branch
    return np.exp(log_mean(up.sizes[start]) - size) * alike[start] + np.exp(wiring.log_scale) * branch


def errors_alike(classes: int, size: float, correlation: float) -> float:
    """Mean square of the cosine of two samples' p - one-hot, of outputs with this mean square and correlation; over
    DRAWN pairs, the same every time."""
    rng, correlation = np.random.default_rng(0), float(np.clip(correlation, 0, 1))
    shared, *own = rng.standard_normal((3, DRAWN, classes))
    errors = []
    for each in own:
        outputs = np.sqrt(size) * (np.sqrt(correlation) * shared + np.sqrt(1 - correlation) * each)
        p = np.exp(outputs - outputs.max(axis=1, keepdims=True))
        errors.append(p / p.sum(axis=1, keepdims=True) - np.eye(classes)[rng.integers(classes, size=len(p))])
    a, b = errors
    return float(((a * b).sum(axis=1) ** 2).mean() / ((a**2).sum(axis=1) * (b**2).sum(axis=1)).mean())
