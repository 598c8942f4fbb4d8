"""Reach and solved lag: how far back the gradient gets, and how far back the network remembers.

Both count time steps, so that one can be held against the other, and against what the task asks for.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gradflow.diagnosis.thresholds import FAINT, GUESSED, SOLVED
from gradflow.experiment import Experiment
from gradflow.networks import RNN, downcast
from gradflow.tasks.sequences import SEQUENCES
from gradflow.trace import RecurrentTrace, Trace

Array = NDArray[np.float64]


def reaches(trace: Trace, quantity: str = "signal_rms") -> Array:
    """How many time steps back from the last the signal stays at or above FAINT of what it is there, [step].

    NaN where the last time step has no signal, or none that is finite.
    """
    rows = getattr(trace, quantity).astype(np.float64)
    last = rows[:, -1:]
    heard = np.flip(rows >= FAINT * last, axis=1)
    counted = np.logical_and.accumulate(heard, axis=1).sum(axis=1) - 1.0
    return np.where((np.isfinite(last) & (last > 0))[:, 0], counted, np.nan)


def reach(trace: Trace, step: int = -1, quantity: str = "signal_rms") -> int | None:
    """At one step; None where there is no signal to follow."""
    row = range(len(trace))[step]
    found = reaches(trace.rows(slice(row, row + 1)), quantity)[0]
    return int(found) if np.isfinite(found) else None


def solved_lags(trace: RecurrentTrace) -> Array:
    """The longest lag whose answers are right, SOLVED of the way from guessing to perfect, by the latest look at
    held-out data, [step]: 0 where no answer is; NaN before the first look."""
    lags, level = asked_lags(trace.experiment), _level(trace.experiment)
    looked = np.isfinite(trace.answered).any(axis=1)
    with np.errstate(invalid="ignore"):
        found = np.where(trace.answered >= level, lags, 0).max(axis=1).astype(np.float64)
    latest = np.maximum.accumulate(np.where(looked, np.arange(len(trace)), -1))
    return np.where(latest >= 0, found[latest], np.nan)


def solved_lag(trace: RecurrentTrace, step: int = -1) -> int | None:
    """At one step; None before the first look."""
    found = solved_lags(trace.rows(slice(0, range(len(trace))[step] + 1)))[-1]  # type: ignore[arg-type]
    return int(found) if np.isfinite(found) else None


def answered(trace: RecurrentTrace) -> Array:
    """The share of right answers among those that count, or of the variance that they explain, [step]; NaN at steps
    without a look at held-out data."""
    asked = SEQUENCES[trace.experiment.task].asked(trace.depth) > 0
    return trace.answered[:, asked].mean(axis=1, dtype=np.float64)


def asked_lags(experiment: Experiment) -> NDArray[np.int32]:
    """The lag of the answer at every time step, [time]."""
    return SEQUENCES[experiment.task].lag(experiment.network.depth)


def asked_lag(experiment: Experiment) -> int:
    """The longest lag among the answers that count: what the task asks the network to remember."""
    asked = SEQUENCES[experiment.task].asked(experiment.network.depth) > 0
    return int(asked_lags(experiment)[asked].max())


def _level(experiment: Experiment) -> float:
    guessed = _guessed(experiment)
    return guessed + SOLVED * (1 - guessed)


@dataclass(frozen=True)
class Memory:
    """What a step shows of a recurrent network's memory; lags in time steps, None where there is no number.

    asked: what the task asks for. reach, cell_reach: the gradient's, along h and along c. solved: by the latest look.
    answered: the share of right answers among those that count, or of the variance that they explain, by the
    latest look at held-out data; before the first look, of the training batch where it says so.
    guessed: the same of whoever guesses.
    """

    asked: int
    reach: int | None
    cell_reach: int | None
    solved: int | None
    answered: float | None
    guessed: float

    @property
    def level(self) -> str:
        """guessing, partly or solved; unknown before anything was answered."""
        if self.answered is None:
            return "unknown"
        quality = (self.answered - self.guessed) / (1 - self.guessed)
        return "solved" if quality >= SOLVED else "guessing" if quality < GUESSED else "partly"

    @property
    def farthest(self) -> int | None:
        """The longer of the two reaches."""
        return max((found for found in (self.reach, self.cell_reach) if found is not None), default=None)


def memory_of(trace: RecurrentTrace, step: int) -> Memory:
    """At a step of a recurrent network's trace."""
    now = trace.experiment.at(step)
    looks = answered(trace.rows(slice(0, step + 1)))  # type: ignore[arg-type]
    looks = looks[np.isfinite(looks)]
    share = float(looks[-1]) if len(looks) else None
    if share is None and downcast(now.network, RNN).loss_at == "last" and np.isfinite(trace.accuracy[step]):
        share = float(trace.accuracy[step])
    along_c = reach(trace, step, "cell_gradient_rms")
    return Memory(asked_lag(now), reach(trace, step), along_c, solved_lag(trace, step), share, _guessed(now))


def _guessed(now: Experiment) -> float:
    return SEQUENCES[now.task].guessed
