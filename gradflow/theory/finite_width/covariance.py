"""How the signals of two samples vary together over seeds, layer by layer on the way back.

For every pair of samples (a, b) the second moment E ‖δ_a‖² ‖δ_b‖² is taken back through weights of finite width n, and
with it the mean square of the cosine of δ_a and δ_b: the same weights turn all signals into the same few directions.
For one sample, ReLU and plain layers, a layer adds 5/n (Hanin & Nica 2018, arXiv:1812.05994).
"""

from dataclasses import dataclass

import numpy as np
from jaxtyping import Float

from gradflow.theory.finite_width.gamma import mean_of_log, variance_of_log
from gradflow.theory.finite_width.pair import Pair
from gradflow.theory.finite_width.response import Response, onto_signal, variance_from_below
from gradflow.theory.finite_width.samples import Pairs
from gradflow.theory.layer import Layer, log_means
from gradflow.theory.stream import Path

PerPair = Float[np.ndarray, " pair"]


@dataclass(frozen=True)
class Draw:
    """width: of the layers; orthogonal: whether their matrices are, and others independent entries; errors: the mean
    squares of the cosines of the samples' errors at the outputs [pair]; tied: whether all layers share one matrix."""

    width: int
    orthogonal: bool
    errors: PerPair
    tied: bool = False


@dataclass(frozen=True)
class Covariance:
    """Of ln (mean square of the signal at a layer / at the last one): its covariance over seeds, and twice the drop of
    its mean below the log of the mean, which for two samples is what they have in common, [depth, pair] each."""

    of_logs: Float[np.ndarray, "depth pair"]
    drop: Float[np.ndarray, "depth pair"]


def covariance_of(
    signal: list[Float[np.ndarray, " sample"]],
    paths: list[list[Path]],
    layer: Layer,
    response: Response,
    pairs: Pairs,
    draw: Draw,
) -> Covariance:
    last, width = len(paths) - 1, draw.width
    sizes, ways = log_means(signal), [signal[path.to] + path.factor for each in paths[:last] for path in each]
    of_ways = iter(log_means(ways) if ways else ())
    shares = [[float(np.exp(next(of_ways) - sizes[i])) for _ in paths[i]] for i in range(last)]
    alone = [[path.drawn * s for s, path in zip(shares[i], paths[i], strict=True)] for i in range(last)]
    follows = layer.normalization == "none"  # or a normalization sets every layer's size
    of_value, of_size = onto_signal(response, np.append([sum(each) for each in alone], 0.0) * follows)
    cosines, moments = np.zeros((last + 1, len(pairs.weights))), np.zeros((2, last + 1, len(pairs.weights)))
    cosines[last] = draw.errors * pairs.at[last].slope ** 2
    for i in range(last - 1, -1, -1):
        pair, steep = pairs.at[i], (response.slope[i], response.size[i])
        onto = next((cosines[path.to] for path in paths[i] if path.drawn), np.ones(len(pairs.weights)))
        through, turned, values, crossed = _noise(layer, pair, pairs.alike[i], steep, onto, draw.orthogonal)
        turns = [
            (pair.slope**2 * onto + turned / width) / np.maximum(1 + through / width, 1e-3)
            if path.drawn
            else cosines[path.to]
            for path in paths[i]
        ]
        roots = sum(share * np.sqrt(np.clip(turn, 0, 1)) for share, turn in zip(shares[i], turns, strict=True))
        cosines[i] = np.minimum(roots**2, 1.0)
        # Where paths meet, their cross terms have mean 0; a unit that a skip passes keeps its slope in all layers.
        meeting = 2 * max(0.0, 1 - sum(s**2 for s in shares[i])) * np.sqrt(onto * cosines[i]) * pair.slopes
        noise = sum(s**2 for s in alone[i]) * through + meeting
        noise = np.maximum(noise + 2 * of_value[i] * crossed + of_value[i] ** 2 * values, 0) / width
        inherited = sum(share * moments[:, path.to] for share, path in zip(shares[i], paths[i], strict=True))
        moments[:, i] = inherited + np.array([variance_of_log(noise), -2 * mean_of_log(noise)])
    own = np.array([pairs.weights @ pair.values - 1 for pair in pairs.at]) / width
    below = (of_size**2 * variance_from_below(response, np.maximum(own, 0)))[:, None]
    return Covariance(moments[0] + below, moments[1] + below)


def _noise(
    layer: Layer, pair: Pair, alike: PerPair, steep: tuple[float, float], onto: PerPair, orthogonal: bool
) -> tuple[PerPair, PerPair, PerPair, PerPair]:
    """n times the covariances that one layer adds: of ‖D Wᵀ δ‖², of the cosine, of E φ², and between first and third.

    onto: the mean square of the cosine of the signals that come to W. Orthogonal weights keep ‖Wᵀ δ‖ and the norm of
    what enters φ; so does dividing by that norm, which then varies itself.
    """
    slope, size = steep
    through, turned = pair.slopes * (1 + 2 * onto) - 1, pair.slopes * (1 + 2 * onto) - pair.slope**2 * onto
    values, crossed = pair.values - 1, pair.crossed - 1
    over_units = layer.normalization in ("layer", "rms", "group")
    if orthogonal:
        through, turned = through - 2 * onto, turned - pair.slopes * onto
    if over_units and not layer.before:
        return through + values - 2 * crossed, turned, values, crossed
    if over_units:
        return through + 2 * alike**2 * (1 - slope**2 - orthogonal), turned, values, crossed
    sphere = 2 * alike**2 * orthogonal
    return through - sphere * slope**2, turned, values - sphere * size**2, crossed - sphere * slope * size
