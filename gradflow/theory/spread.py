"""How far one random draw at finite width may lie from the mean-field profile, and to which side.

The log of the signal's mean square over a batch is a sum over layers of nearly independent terms of variance
O(1/width) (Hanin & Nica 2018, arXiv:1812.05994). Its mean square is as mean-field theory says, so that the mean of its
log lies ½ Var below. For one sample and a critical ReLU network Var = 5 (L-1)/n; a batch varies less, because samples
take different paths (`gradflow.theory.pair`).
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from gradflow.theory.layer import Array, Passed, log_mean
from gradflow.theory.moments import LN10
from gradflow.theory.pair import Pair, pair_of
from gradflow.theory.stream import Path, Upward, Wiring

QUANTILES = np.array([1, 3, 5]) / 6  # of the pairs of different samples


WIDENED = 1.2  # measured over the settings of tests/benchmarks/coverage.py: what is left out is 0.4 of what is counted
BATCH_OF_DATA = 0.012  # decades; measured: between batches, where width leaves next to nothing


@dataclass(frozen=True)
class Samples:
    """Of the batch: how many samples; the correlation of the preactivations of pairs of them in the first layer
    [pair]; from the correlation of two samples' outputs, the mean square of the cosine of their errors."""

    count: int
    alike: Array
    errors: Callable[[float], float]


@dataclass(frozen=True)
class Drawn:
    """What is particular to the network: its activation, its width, whether its matrices are orthogonal, whether φ is
    centred before it goes on, whether the size that enters φ follows from layer to layer, whether it is divided by a
    norm over the units, and whether before φ."""

    activation: str
    leaky_slope: float
    width: int
    orthogonal: bool
    centred: bool
    follows: bool
    over_units: bool
    before: bool


def variance_of(
    up: Upward, signal: list[Array], paths: list[list[Path]], wiring: Wiring, samples: Samples, drawn: Drawn
) -> Array:
    """Variance over seeds of ln (mean square of the signal at a layer / at the last layer), [depth].

    For every pair of samples (a, b) the second moment E ‖δ_a‖² ‖δ_b‖² is taken back, and with it the mean square of
    the cosine of δ_a and δ_b: weights of finite width turn all signals into the same few directions.
    """
    pairs, weights, same = _pairs(up, wiring, samples, drawn)
    depth, last, width = len(paths), len(paths) - 1, drawn.width
    cosines = np.zeros((depth, len(weights)))  # mean squares of them
    cosines[last] = [samples.errors(pair.value) * pair.slope**2 for pair in pairs[last][:-1]] + [1.0]
    moments = np.zeros((depth, len(weights)))  # ln of second moments
    response, forward = _responses(up, wiring, pairs, weights, drawn)
    for i in range(last - 1, -1, -1):
        total = log_mean(signal[i])
        shares = [float(np.exp(log_mean(signal[path.to] + path.factor) - total)) for path in paths[i]]
        slope, slopes, crossed, values = (
            np.array([getattr(pair, name) for pair in pairs[i]]) for name in ("slope", "slopes", "crossed", "values")
        )
        of_norms = _of_norms(up.passed[i], drawn, crossed, values, same[i])
        into = next((cosines[path.to] for path in paths[i] if path.drawn), np.ones(len(weights)))
        fixed = 1 + 2 * into if drawn.orthogonal else 1.0
        through = (slopes * (1 + 2 * into) - fixed + of_norms) / width  # of E ‖δ_a‖² ‖δ_b‖²
        turned = (slopes * (1 + (1 if drawn.orthogonal else 2) * into) - slope**2 * into) / width  # of E (δ_a · δ_b)²
        ways = [
            (slope**2 * into + turned) / np.maximum(1 + through, 1e-3) if path.drawn else cosines[path.to]
            for path in paths[i]
        ]
        roots = sum(share * np.sqrt(np.clip(way, 0, 1)) for share, way in zip(shares, ways, strict=True))
        cosines[i] = np.minimum(roots**2, 1.0)
        share_drawn = sum(share**2 for share, path in zip(shares, paths[i], strict=True) if path.drawn)
        meeting = max(0.0, 1 - sum(share**2 for share in shares)) * np.sqrt(into * cosines[i])
        noise = share_drawn * through + 2 * meeting / width
        noise = noise + (2 * response[i] * (crossed - 1) + response[i] ** 2 * (values - 1)) / width
        inherited = sum(share * moments[path.to] for share, path in zip(shares, paths[i], strict=True))
        moments[i] = inherited + np.log1p(np.maximum(noise, 0))
    return np.log(np.exp(moments) @ weights) + forward


def _of_norms(passed: Passed, drawn: Drawn, crossed: Array, values: Array, same: Array) -> Array:
    """What dividing by a norm over the units adds: the norm varies, and with it what φ sees."""
    if not drawn.over_units:
        return np.zeros(len(same))
    if not drawn.before:
        return values - 2 * (crossed - 1) - 1
    return 2 * same**2 * (1 - float(np.median(passed.slope_response)) ** 2)


def _pairs(
    up: Upward, wiring: Wiring, samples: Samples, drawn: Drawn
) -> tuple[list[list[Pair]], Array, Array]:
    """At each layer the averages over each quantile of the pairs of different samples, and over a sample with itself;
    how much each counts [pair]; their correlations [depth, pair]."""
    quantiles = np.append(np.quantile(samples.alike, QUANTILES), 1.0)
    alike, pairs = np.zeros((len(up.sizes), len(quantiles))), []
    varied = np.zeros(len(quantiles))  # variance of the correlation over seeds
    for j, passed in enumerate(up.passed):
        if j:
            steep = _steepness(up, alike[j - 1], wiring, pairs[-1], j)
            varied = steep**2 * varied + (1 - alike[j - 1] ** 2) ** 2 / drawn.width
        alike[j] = quantiles if j == 0 else _alike(up, wiring, alike, pairs[-1], j)
        size = float(np.median(passed.entering))
        turned = np.sign(alike[j]) * np.sqrt(np.minimum(alike[j] ** 2 + np.minimum(varied, 1), 1.0))
        entering = [pair_of(drawn.activation, drawn.leaky_slope, size, c, drawn.centred) for c in turned]
        pairs.append(entering)
    others = (1 - 1 / samples.count) / len(QUANTILES)
    return pairs, np.append(np.full(len(QUANTILES), others), 1 / samples.count), alike


def _steepness(up: Upward, alike: Array, wiring: Wiring, below: list[Pair], j: int) -> Array:
    """How much more two streams at layer j are alike for a little more of it one layer below."""
    passed = up.passed[j - 1]
    factor = np.exp(float(np.median(passed.slope + passed.entering - passed.second)))
    return np.minimum(factor * np.array([pair.slope for pair in below]), 1.0)


def _alike(up: Upward, wiring: Wiring, alike: Array, below: list[Pair], j: int) -> Array:
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


def _responses(
    up: Upward, wiring: Wiring, pairs: list[list[Pair]], weights: Array, drawn: Drawn
) -> tuple[Array, Array]:
    """What a layer's own excess of ln E φ² does to the signal by way of the slopes of all later layers, [depth]; and
    the variance that comes from below, [depth]. Both 0 where every layer's size is its own."""
    depth = len(up.passed)
    response, forward = np.zeros(depth), np.zeros(depth)
    if not drawn.follows:
        return response, forward
    slopes = np.array([float(np.median(passed.slope_response)) for passed in up.passed])
    sizes = np.array([float(np.median(passed.size_response)) for passed in up.passed])
    shares = np.array(
        [1.0] + [np.exp(wiring.log_weight + log_mean(up.passed[j - 1].second) - log_mean(up.sizes[j])) for j in range(1, depth)]
    )
    for i in range(depth - 2, -1, -1):
        above = 0.0 if i + 1 == depth - 1 else slopes[i + 1] + response[i + 1] * sizes[i + 1]
        response[i] = shares[i + 1] * above
    below = 0.0  # variance of ln q of the layer
    for i in range(depth - 1):
        forward[i] = (slopes[i] + sizes[i] * response[i]) ** 2 * below
        excess = float(weights @ np.array([pair.values for pair in pairs[i]])) - 1
        below = shares[i + 1] ** 2 * (sizes[i] ** 2 * below + max(0.0, excess) / drawn.width)
    return response, forward


def errors_alike(classes: int, size: float, correlation: float) -> float:
    """Mean square of the cosine of two samples' p - one-hot, of outputs with this mean square and correlation; over
    2000 pairs drawn once and for all."""
    rng, correlation = np.random.default_rng(0), float(np.clip(correlation, 0, 1))
    shared, *own = rng.standard_normal((3, 2000, classes))
    errors = []
    for each in own:
        outputs = np.sqrt(size) * (np.sqrt(correlation) * shared + np.sqrt(1 - correlation) * each)
        p = np.exp(outputs - outputs.max(axis=1, keepdims=True))
        errors.append(p / p.sum(axis=1, keepdims=True) - np.eye(classes)[rng.integers(classes, size=len(p))])
    a, b = errors
    return float(((a * b).sum(axis=1) ** 2).mean() / ((a**2).sum(axis=1) * (b**2).sum(axis=1)).mean())


def spread_of(variance: Array) -> Array:
    """Standard deviation in decades, of what nothing varies 0."""
    deviation = WIDENED * np.sqrt(variance) / (2 * LN10)
    return np.where(variance > 1e-9, np.hypot(deviation, BATCH_OF_DATA), 0.0)


def excess_of(up: Upward, drawn: Drawn) -> Array:
    """What a norm over n units before φ adds to ln (mean square of the signal) of a layer, to first order in 1/n, [depth].

    E 1/σ² is 1 + 2/n; of the signal the share (1 + 2 a)/n, along u itself, is taken off; and u, whose norm is n and
    not n on average, has E φ'² less by F''/n, of F(t) = E φ'(√t g)² with a = F'/F at t = 1.
    """
    if not (drawn.over_units and drawn.before):
        return np.zeros(len(up.passed))
    a = np.array([float(np.median(passed.slope_response)) for passed in up.passed])
    b = np.array([float(np.median(passed.slope_bend)) for passed in up.passed])
    layers = (1 - 2 * a - (a**2 - a + b)) / drawn.width
    return np.append(np.cumsum(layers[:-1][::-1])[::-1], 0.0)
