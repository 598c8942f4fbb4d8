"""Rate range: what one run whose learning rate rises says of which rates learn (Smith 2017, arXiv:1506.01186)."""

from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from gradflow.comparison.rates import rates_of
from gradflow.diagnosis.verdicts.guessing import of_task
from gradflow.trace import Trace

Array = NDArray[np.float64]

WINDOWS = 20  # of a run; each is smoothed by its median, which one bad batch does not move
PART = 0.1  # of the whole fall: what has to be gained before it counts as falling, or lost before it is lost
NOISE = 2.0  # times the usual distance of a loss from the median around it: less says nothing
BELOW_GUESSING = 0.05  # of the loss of guessing; less is no learning
LUCK = 3.0  # standard errors that the lowest of a few dozen medians lies below their middle
SPREAD_OF_MEDIAN = 1.25 * 1.48  # standard error of a median of n, times √n, in median distances from it
BELOW_EDGE = 3.0  # half a decade: the rate rose slowly to the edge, and a run that begins there has no such warm-up


@dataclass(frozen=True)
class RateRange:
    """Of a run whose learning rate rises; rates as in an experiment, losses as in a trace.

    word: "found", "unbroken" (no edge up to the highest rate), "guessing" (at no rate clearly below the loss of who
    guesses, so that nothing is suggested), or "rising" (there is more to come, so that nothing is said yet).
    first: the rate from which on the loss falls. lowest: that of the lowest loss. edge: the last from which the loss
    came back near its lowest; beyond, it is lost or no longer finite. suggested: a rate to begin with.
    rates, losses, smoothed [step]: as far as the run came.
    """

    word: Literal["found", "unbroken", "guessing", "rising"]
    first: float | None
    lowest: float | None
    edge: float | None
    suggested: float | None
    guess: float
    rates: Array = field(repr=False)
    losses: Array = field(repr=False)
    smoothed: Array = field(repr=False)


def rate_range(trace: Trace) -> RateRange:
    """What the trace of `gradflow.comparison.rates.range_of` says so far; ValueError where it has no step."""
    if len(trace) == 0:
        raise ValueError("a trace of 0 steps: allowed is one of at least 1")
    experiment = trace.experiment
    known = of_task(experiment)
    guess = np.inf if known is None else known.loss
    rates, losses = rates_of(experiment)[: len(trace)], trace.loss.astype(float)
    if len(trace) < experiment.steps and trace.first_non_finite() is None:  # what looks lost may yet come back
        return RateRange("rising", None, None, None, None, guess, rates, losses, _smoothed(losses, experiment.steps))
    return _read(rates, losses, guess, experiment.steps)


def _read(rates: Array, losses: Array, guess: float, steps: int) -> RateRange:
    """steps: of the whole run; fewer were made where it ended with a number that is not finite."""
    half, known, smoothed = _half(steps), _known(losses), _smoothed(losses, steps)
    if not np.isfinite(smoothed).any():
        return RateRange("guessing", None, None, None, None, guess, rates, losses, smoothed)
    lowest = int(smoothed.argmin())
    start = float(np.median(known[: 2 * half + 1]))
    away = np.abs(known - smoothed)[np.isfinite(known) & np.isfinite(smoothed)]
    tolerance = max(PART * (start - smoothed[lowest]), NOISE * float(np.median(away)))
    edge = _edge(rates, smoothed, tolerance, steps)
    chance = LUCK * SPREAD_OF_MEDIAN * float(np.median(away)) / np.sqrt(2 * half + 1)
    if smoothed[lowest] > guess - max(BELOW_GUESSING * guess, chance) or start - smoothed[lowest] <= tolerance:
        edge = _edge(rates, smoothed, max(tolerance, PART * start), steps)
        return RateRange("guessing", None, None, edge, None, guess, rates, losses, smoothed)
    above = np.flatnonzero(smoothed[:lowest] > start - tolerance)
    first = float(rates[above[-1] + 1 if above.size else 0])
    top = edge or float(rates[lowest])
    suggested = _two_digits(max(first, top / BELOW_EDGE))
    word = "found" if edge else "unbroken"
    return RateRange(word, first, float(rates[lowest]), edge, suggested, guess, rates, losses, smoothed)


def _half(steps: int) -> int:
    """Of the steps over which a median runs, as many before and after its own."""
    return max(1, steps // (2 * WINDOWS))


def _known(losses: Array) -> Array:
    return np.where(np.isfinite(losses), losses, np.inf)


def _smoothed(losses: Array, steps: int) -> Array:
    half, known = _half(steps), _known(losses)
    return np.array([np.median(known[max(0, at - half) : at + half + 1]) for at in range(len(known))])


def _edge(rates: Array, smoothed: Array, tolerance: float, steps: int) -> float | None:
    """The last rate at which the loss is within this of its lowest; None where that is the last of all steps."""
    last = int(np.flatnonzero(smoothed <= smoothed.min() + tolerance)[-1])
    return float(rates[last]) if last < steps - 1 else None


def _two_digits(rate: float) -> float:
    return float(f"{rate:.1e}")
