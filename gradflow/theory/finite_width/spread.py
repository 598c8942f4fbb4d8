"""How far one random draw at finite width may lie from the mean-field profile, and to which side.

The log of the signal's mean square over a batch is a sum over layers of nearly independent terms of variance
O(1/width) (Hanin & Nica 2018, arXiv:1812.05994), and its mean lies about ½ Var below the log of the mean. A batch
varies less than a sample, because samples take different paths (`gradflow.theory.finite_width.pair`).
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from jaxtyping import Float

from gradflow.theory.finite_width.covariance import Draw, covariance_of
from gradflow.theory.finite_width.excess import excess_of
from gradflow.theory.finite_width.response import response_of
from gradflow.theory.finite_width.samples import Pairs
from gradflow.theory.layer import Layer, log_mean
from gradflow.theory.moments import LN10
from gradflow.theory.stream import Path, Upward, Wiring

# Measured over the settings of tests/benchmarks/coverage.py, whose seeds vary as said here within 10 %:
WIDENED = 1.1  # of what is left out
WIDENED_SKIPS = 1.5  # where skips let a unit keep its slope from layer to layer, and all layers read the same stream
NARROW, WIDENED_NARROW = 16, 1.25  # below so many units first order in 1/width says too little
WIDENED_TIED = 1.6  # powers of one matrix differ more than products of many; over 50 layers 80 % were in the band
BETWEEN_BATCHES = 0.05  # of ln, about 0.01 decades: where width leaves next to nothing
OWN = np.array([0.0, 0.2, 0.5, 1, 2, 3, 4, 6, 8, 11, 15, 20, 30, 45, 70, 100])  # of ln, in squares
DRAWN, MOST = 500, 512  # draws; samples
Profile = Float[np.ndarray, " depth"]


@dataclass(frozen=True)
class SeedSpread:
    """deviation: over seeds, of log10 (rms at a layer / at the last one); shift: of its mean from mean-field theory."""

    deviation: Profile
    shift: Profile


def spread_of(
    up: Upward,
    signal: list[Float[np.ndarray, " sample"]],
    paths: list[list[Path]],
    wiring: Wiring,
    layer: Layer,
    pairs: Pairs,
    draw: Draw,
    batch: tuple[int, float],
) -> SeedSpread:
    """batch: how many samples are in it, and the share of the data that is not."""
    count, rest = batch
    response = response_of(up, wiring, layer)
    covariance = covariance_of(signal, paths, layer, response, pairs, draw)
    variance, _ = _over_samples(covariance.of_logs, count)
    _, mean = _over_samples(covariance.drop, count)
    excess, unsure = excess_of(up, layer, response, pairs, draw.width, draw.orthogonal)
    mean = mean + excess
    varies = variance > 1e-9
    skipped = any(start is not None for start in wiring.starts) and layer.normalization == "none"
    widened = (WIDENED_SKIPS if skipped else WIDENED) * (WIDENED_NARROW if draw.width < NARROW else 1)
    widened *= WIDENED_TIED if draw.tied else 1
    deviation = widened * np.sqrt(variance + _of_data(signal) * rest / count + unsure**2)
    deviation = np.where(varies, np.hypot(deviation, BETWEEN_BATCHES), 0.0)
    return SeedSpread(deviation / (2 * LN10), mean / (2 * LN10))


def _over_samples(moments: Float[np.ndarray, "depth pair"], count: int) -> tuple[Profile, Profile]:
    """Variance and mean of the log of a mean over so many log-normal numbers of mean 1, from the covariances of their
    logs: of pairs of different samples, and last of one sample."""
    if count == 1:
        return moments[:, -1], -moments[:, -1] / 2
    common = np.log(np.exp(moments[:, :-1]).mean(axis=1))
    own = np.maximum(moments[:, -1] - common, 0.0)
    variances, means = _of_mean(min(count, MOST))
    return common + np.interp(own, OWN, variances), np.interp(own, OWN, means) - common / 2


@lru_cache(maxsize=32)
def _of_mean(count: int) -> tuple[Float[np.ndarray, " own"], Float[np.ndarray, " own"]]:
    """Variance and mean of the log of the mean of so many independent log-normal numbers of mean 1, for each variance
    OWN of their logs; over DRAWN draws, the same every time. With a large one the few largest decide, and no closed
    form is good."""
    drawn = np.random.default_rng(0).standard_normal((DRAWN, count))
    logs = [np.log(np.exp(np.sqrt(own) * drawn - own / 2).mean(axis=1)) for own in OWN]
    return np.array([each.var() for each in logs]), np.array([each.mean() for each in logs])


def _of_data(signal: list[Float[np.ndarray, " sample"]]) -> Profile:
    """The variance over samples of a layer's signal beside the last one's, as shares of their means."""
    shares = np.array([np.exp(size - log_mean(size)) for size in signal])
    return (shares - shares[-1]).var(axis=1)
