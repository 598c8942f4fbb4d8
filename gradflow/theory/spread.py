"""How far one random draw at finite width may lie from the mean-field profile, and to which side.

The log of the signal's mean square over a batch is a sum over layers of nearly independent terms of variance
O(1/width) (Hanin & Nica 2018, arXiv:1812.05994). Its mean square is as mean-field theory says, so that the mean of its
log lies ½ Var below. For one sample and a critical ReLU network Var = 5 (L-1)/n; a batch varies less, because samples
take different paths (`gradflow.theory.pair`).
"""

import numpy as np
from jaxtyping import Float

from gradflow.theory.layer import Passed, log_mean
from gradflow.theory.moments import LN10
from gradflow.theory.samples import Drawn, Pairs, SampleAngles, pairs_of
from gradflow.theory.stream import Path, Upward, Wiring

WIDENED = 1.2  # measured over the settings of tests/benchmarks/coverage.py: what is left out is 0.4 of what is counted
BATCH_OF_DATA = 0.012  # decades; measured: between batches, where width leaves next to nothing


def variance_of(
    up: Upward,
    signal: list[Float[np.ndarray, " sample"]],
    paths: list[list[Path]],
    wiring: Wiring,
    samples: SampleAngles,
    drawn: Drawn,
) -> Float[np.ndarray, " depth"]:
    """Variance over seeds of ln (mean square of the signal at a layer / at the last layer), [depth].

    For every pair of samples (a, b) the second moment E ‖δ_a‖² ‖δ_b‖² is taken back, and with it the mean square of
    the cosine of δ_a and δ_b: weights of finite width turn all signals into the same few directions.
    """
    pairs = pairs_of(up, wiring, samples, drawn)
    weights = pairs.weights
    depth, last, width = len(paths), len(paths) - 1, drawn.width
    cosines = np.zeros((depth, len(weights)))  # mean squares of them
    cosines[last] = [samples.errors(pair.value) * pair.slope**2 for pair in pairs.at[last][:-1]] + [1.0]
    moments = np.zeros((depth, len(weights)))  # ln of second moments
    response, forward = _responses(up, wiring, pairs, drawn)
    for i in range(last - 1, -1, -1):
        total = log_mean(signal[i])
        shares = [float(np.exp(log_mean(signal[path.to] + path.factor) - total)) for path in paths[i]]
        slope, slopes, crossed, values = (
            np.array([getattr(pair, name) for pair in pairs.at[i]]) for name in ("slope", "slopes", "crossed", "values")
        )
        of_norms = _of_norms(up.passed[i], drawn, crossed, values, pairs.alike[i])
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


def _of_norms(
    passed: Passed,
    drawn: Drawn,
    crossed: Float[np.ndarray, " pair"],
    values: Float[np.ndarray, " pair"],
    alike: Float[np.ndarray, " pair"],
) -> Float[np.ndarray, " pair"]:
    """What dividing by a norm over the units adds: the norm varies, and with it what φ sees."""
    if not drawn.over_units:
        return np.zeros(len(alike))
    if not drawn.before:
        return values - 2 * (crossed - 1) - 1
    return 2 * alike**2 * (1 - float(np.median(passed.slope_response)) ** 2)


def _responses(
    up: Upward, wiring: Wiring, pairs: Pairs, drawn: Drawn
) -> tuple[Float[np.ndarray, " depth"], Float[np.ndarray, " depth"]]:
    """What a layer's own excess of ln E φ² does to the signal by way of the slopes of all later layers, [depth]; and
    the variance that comes from below, [depth]. Both 0 where every layer's size is its own."""
    depth = len(up.passed)
    response, forward = np.zeros(depth), np.zeros(depth)
    if not drawn.follows:
        return response, forward
    slopes = np.array([float(np.median(passed.slope_response)) for passed in up.passed])
    sizes = np.array([float(np.median(passed.size_response)) for passed in up.passed])
    drawn_sizes = [wiring.log_weight + log_mean(passed.second) for passed in up.passed[:-1]]
    shares = np.exp([0.0, *(size - log_mean(total) for size, total in zip(drawn_sizes, up.sizes[1:], strict=True))])
    for i in range(depth - 2, -1, -1):
        above = 0.0 if i + 1 == depth - 1 else slopes[i + 1] + response[i + 1] * sizes[i + 1]
        response[i] = shares[i + 1] * above
    below = 0.0  # variance of ln q of the layer
    for i in range(depth - 1):
        forward[i] = (slopes[i] + sizes[i] * response[i]) ** 2 * below
        excess = float(pairs.weights @ np.array([pair.values for pair in pairs.at[i]])) - 1
        below = shares[i + 1] ** 2 * (sizes[i] ** 2 * below + max(0.0, excess) / drawn.width)
    return response, forward


def spread_of(variance: Float[np.ndarray, " depth"]) -> Float[np.ndarray, " depth"]:
    """Standard deviation in decades, of what nothing varies 0."""
    deviation = WIDENED * np.sqrt(variance) / (2 * LN10)
    return np.where(variance > 1e-9, np.hypot(deviation, BATCH_OF_DATA), 0.0)


def excess_of(up: Upward, drawn: Drawn) -> Float[np.ndarray, " depth"]:
    """What a norm over n units before φ adds to ln (mean square of the signal), to first order in 1/n, [depth].

    E 1/σ² is 1 + 2/n; of the signal the share (1 + 2 a)/n, along u itself, is taken off; and u, whose norm is n and
    not n on average, has E φ'² less by F''/n, of F(t) = E φ'(√t g)² with a = F'/F at t = 1.
    """
    if not (drawn.over_units and drawn.before and drawn.plain):
        return np.zeros(len(up.passed))
    a = np.array([float(np.median(passed.slope_response)) for passed in up.passed])
    b = np.array([float(np.median(passed.slope_bend)) for passed in up.passed])
    layers = (1 - 2 * a - (a**2 - a + b)) / drawn.width
    return np.append(np.cumsum(layers[:-1][::-1])[::-1], 0.0)
