"""Reading: a number read off the traces of a few runs. Bound: where it has to lie."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf

from gradflow.diagnosis.thresholds import BORDERLINE, VANISHING
from gradflow.presets.claim import Claim, measured
from gradflow.trace import Trace


@dataclass(frozen=True)
class Reading:
    """One of `presets.QUANTITIES` at one step of one run, or by how much it is more than another run's.

    run, less: which of the runs, counted from 0; less: that of which the same quantity is taken off. step: negative
    from the end. Units are the quantity's: decades less decades is the ratio of two sizes, in decades.

    >>> Reading("signal_decades", step=0)
    Reading(quantity='signal_decades', run=0, step=0, less=None)
    """

    quantity: str
    run: int = 0
    step: int = -1
    less: int | None = None

    def value(self, traces: Sequence[Trace]) -> float:
        """The number; NaN where the trace does not say (yet)."""
        found = self._of(traces[self.run])
        return found if self.less is None else found - self._of(traces[self.less])

    def _of(self, trace: Trace) -> float:
        return float(measured(Claim(self.quantity, step=self.step), trace))

    @property
    def runs(self) -> tuple[int, ...]:
        """Which runs it is read off."""
        return (self.run,) if self.less is None else (self.run, self.less)


@dataclass(frozen=True)
class Bound:
    """The number lies between `low` and `high`."""

    reading: Reading
    low: float = -inf
    high: float = inf

    def holds(self, traces: Sequence[Trace]) -> bool:
        return self.low <= self.reading.value(traces) <= self.high

    def settled(self, values: Sequence[float]) -> bool | None:
        """Whether it holds, or does not, for good: by values of several seeds, all on one side of the nearest cut and
        none nearer to it than they lie apart. None where they do not settle it, as NaN never does.

        >>> above = Bound(Reading("loss"), low=1.0)
        >>> above.settled([1.5, 1.6]), above.settled([0.5, 0.6]), above.settled([1.1, 1.6])
        (True, False, None)
        """
        clearances = [min(value - self.low, self.high - value) for value in values]  # negative where it does not hold
        apart = max(values) - min(values) if len(set(values)) > 1 else 0.0
        if all(clearance >= apart and clearance > 0 for clearance in clearances):
            return True
        if all(clearance <= -apart and clearance < 0 for clearance in clearances):
            return False
        return None


def above(quantity: str, low: float, run: int = 0, step: int = -1, less: int | None = None) -> Bound:
    """The quantity is at least so much."""
    return Bound(Reading(quantity, run, step, less), low=low)


def below(quantity: str, high: float, run: int = 0, step: int = -1, less: int | None = None) -> Bound:
    """The quantity is at most so much."""
    return Bound(Reading(quantity, run, step, less), high=high)


def near(quantity: str, value: float, within: float, run: int = 0, step: int = -1, less: int | None = None) -> Bound:
    """The quantity is this value, give or take."""
    return Bound(Reading(quantity, run, step, less), value - within, value + within)


def passes(run: int = 0, step: int = 0) -> Bound:
    """The signal passes, by the verdict's own thresholds."""
    return near("signal_decades", 0.0, BORDERLINE, run, step)


def vanishes(run: int = 0, step: int = 0) -> Bound:
    """The signal vanishes, by the verdict's own threshold."""
    return below("signal_decades", -VANISHING, run, step)


def explodes(run: int = 0, step: int = 0) -> Bound:
    """The signal explodes, by the verdict's own threshold."""
    return above("signal_decades", VANISHING, run, step)
