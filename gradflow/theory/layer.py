"""What activation and normalization make of a stream: how large the result, how steep the way back.

Every formula is for a wide layer at initialization (γ = 1, β = 0; preactivations have mean zero over
the units) and speaks of mean squares. Sizes are natural logarithms per sample, [sample], so that a
hundred layers neither overflow nor underflow.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from jaxtyping import Float

from gradflow.parts.normalizations import EPSILON
from gradflow.theory.moments import Moments, interpolate

LOG_EPSILON = np.log(EPSILON)


@dataclass(frozen=True)
class Layer:
    """One layer's N and φ.

    normalization: a name of NORMALIZATIONS. before: whether it stands before φ. batch_size: of training. pooled: log of
    the mean of mean squares over what is normalized together.
    """

    moments: Moments
    normalization: str
    before: bool
    batch_size: int
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
            divisor = np.logaddexp(self.pooled(interpolate(log_q, self.counted)), LOG_EPSILON)
        log_variance = log_q - divisor if self.before else log_q
        second = interpolate(log_variance, self.counted)
        slope = interpolate(log_variance, self.moments.slope)
        return Passed(
            second=second if self.before else second - divisor,
            slope=slope - divisor + self._batch_excess(),
            entering=log_variance,
        )

    @property
    def centres(self) -> bool:
        """Whether only what varies of φ counts from here on: over the batch, or over the units."""
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
    """second: log of the mean square of h; slope: log of the mean square of ∂h/∂z; entering: log of the variance of
    what enters φ; [sample] each."""

    second: Float[np.ndarray, " sample"]
    slope: Float[np.ndarray, " sample"]
    entering: Float[np.ndarray, " sample"]


def log_of(x: Float[np.ndarray, "..."] | float) -> Float[np.ndarray, "..."]:
    """log, and -inf at 0 without a warning."""
    with np.errstate(divide="ignore"):
        return np.asarray(np.log(np.asarray(x, float)))


def log_add(*logs: Float[np.ndarray, "..."] | float) -> Float[np.ndarray, "..."]:
    """log of the sum of exp(logs), elementwise."""
    return np.asarray(np.logaddexp.reduce(np.broadcast_arrays(*logs)))


def log_mean(logs: Float[np.ndarray, " sample"]) -> np.floating:
    """log of the mean of exp(logs) over samples."""
    return np.logaddexp.reduce(logs) - np.log(len(logs))
