"""What activation and normalization make of a stream: how large the result, how steep the way back.

Every formula is for a wide layer at initialization (γ = 1, β = 0; preactivations have mean zero over
the units) and speaks of mean squares. Sizes are natural logarithms per sample, [sample], so that a
hundred layers neither overflow nor underflow.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import reduce

import numpy as np
from jaxtyping import Float

from gradflow.parts.normalizations import EPSILON
from gradflow.theory.moments import Moments, interpolate, interpolator

LOG_EPSILON = np.log(EPSILON)


@dataclass(frozen=True)
class Layer:
    """One layer's N and φ.

    normalization: a name of NORMALIZATIONS. before: whether it stands before φ. batch_size: of training.
    standardized: whether what leads into each unit of the next layer has mean 0, and so reads no mean. pooled: log of
    the mean of mean squares over what is normalized together.
    """

    moments: Moments
    normalization: str
    before: bool
    batch_size: int
    standardized: bool = False
    pooled: Callable[[Float[np.ndarray, " sample"]], Float[np.ndarray, " sample"]] = lambda sizes: sizes

    @property
    def centres_stream(self) -> bool:
        """Whether only the stream's part about its batch mean matters: batch normalization removes the rest."""
        return self.normalization == "batch" and self.before

    def passed(self, log_q: Float[np.ndarray, " sample"]) -> "Passed":
        """What becomes of a stream with mean square q (about its batch mean if `centres_stream`).

        N divides by the root of a mean square plus ε: of what enters φ, or of what leaves it.
        """
        if self.normalization == "none":
            divisor = np.zeros_like(log_q)
        elif self.before:
            divisor = np.logaddexp(self.pooled(log_q), LOG_EPSILON)
        else:
            table = self.moments.variance if self._takes_mean_off else self.moments.second
            divisor = np.logaddexp(self.pooled(interpolate(log_q, table)), LOG_EPSILON)
        log_variance = log_q - divisor if self.before else log_q
        at = interpolator(log_variance)
        second, square, variance = at(self.counted), at(self.moments.second), at(self.moments.variance)
        taken, after = self._takes_mean_off and not self.before, 0.0 if self.before else divisor
        return Passed(
            second=second - after,
            slope=at(self.moments.slope) - divisor + self._batch_excess(),
            entering=log_variance,
            mean=(log_of(0.0) if taken else _log_less(square, variance)) - after,
            whole=(variance if taken else square) - after,
        )

    @property
    def centres(self) -> bool:
        """Whether only what varies of φ counts from here on: over the batch, or over the units."""
        return self.standardized or self._takes_mean_off

    @property
    def _takes_mean_off(self) -> bool:
        return self.normalization == "batch" or (self.normalization in ("layer", "group") and not self.before)

    @property
    def counted(self) -> Float[np.ndarray, " grid"]:
        """The table of what counts of φ from here on: E φ², or only Var φ where N removes a mean.

        Over the units: layer normalization after φ (Ba et al. 2016). Over the batch: batch normalization; its
        samples are nearly independent from the second layer on, hence its rate E φ'²/Var φ (Yang et al. 2019,
        arXiv:1902.08129).
        """
        return self.moments.variance if self.centres else self.moments.second

    def _batch_excess(self) -> float:
        """log of what a finite batch adds to batch normalization's backward factor: (B-2)/(B-3).

        A unit's variance over B samples is χ² with B-1 degrees of freedom, E 1/χ² = 1/(B-3), and two of B
        directions are projected out of the signal; exact for the identity, close for the others.
        """
        return float(np.log((self.batch_size - 2) / (self.batch_size - 3))) if self.normalization == "batch" else 0.0


@dataclass(frozen=True)
class Passed:
    """Logs, [sample] each. second: of the mean square of h, as far as it counts; slope: of that of ∂h/∂z; entering: of
    the variance of what enters φ; mean: of the square of what all units of h have in common; whole: of its mean square.
    """

    second: Float[np.ndarray, " sample"]
    slope: Float[np.ndarray, " sample"]
    entering: Float[np.ndarray, " sample"]
    mean: Float[np.ndarray, " sample"]
    whole: Float[np.ndarray, " sample"]


def log_of(x: Float[np.ndarray, "..."] | float) -> Float[np.ndarray, "..."]:
    """log, and -inf at 0 without a warning."""
    with np.errstate(divide="ignore"):
        return np.asarray(np.log(np.asarray(x, float)))


def _log_less(of: Float[np.ndarray, " sample"], less: Float[np.ndarray, " sample"]) -> Float[np.ndarray, " sample"]:
    """log of exp(of) - exp(less), which is no larger; of nothing less nothing, nothing."""
    return of + log_of(np.maximum(-np.expm1(np.minimum(less, of) - np.maximum(of, -1e300)), 0.0))


def log_add(*logs: Float[np.ndarray, "..."] | float) -> Float[np.ndarray, "..."]:
    """log of the sum of exp(logs), elementwise."""
    return np.asarray(reduce(np.logaddexp, logs))


def log_mean(logs: Float[np.ndarray, " sample"]) -> np.floating:
    """log of the mean of exp(logs) over samples."""
    return np.logaddexp.reduce(logs) - np.log(len(logs))


def log_means(logs: Sequence[Float[np.ndarray, " sample"]]) -> Float[np.ndarray, " layer"]:
    """`log_mean` of each layer, in one call for all: a call costs more than what it does to one layer's numbers."""
    return np.logaddexp.reduce(np.array(logs), axis=1) - np.log(len(logs[0]))
