"""Memory: how far back a recurrent network remembers, beside how far back the gradient gets.

Both count time steps, so that one can be held against the other, and against what the task asks for.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gradflow.diagnosis.reach import counts_all_along, counts_several, let_back, one_answer, reach
from gradflow.diagnosis.sizes import decades
from gradflow.diagnosis.thresholds import GUESSED, SOLVED
from gradflow.experiment import Experiment
from gradflow.tasks import task_of
from gradflow.tasks.sequences.sequence import from_the_first
from gradflow.trace import RecurrentTrace

Array = NDArray[np.float64]


def solved_lags(trace: RecurrentTrace) -> Array:
    """The longest lag whose answers are right, SOLVED of the way from guessing to perfect, by the latest look at
    held-out data, [step]: 0 where no answer is; NaN before the first look, and where nobody knows the lags."""
    if not lag_is_known(trace.experiment):
        return np.full(len(trace), np.nan)
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
    asked = task_of(trace.experiment.task).asked(trace.depth) > 0
    return trace.answered[:, asked].mean(axis=1, dtype=np.float64)


def asked_lags(experiment: Experiment) -> NDArray[np.int32]:
    """The lag of the answer at every time step, [time]; where nobody knows it, all that has been read by then."""
    return (task_of(experiment.task).lag or from_the_first)(experiment.network.depth)


def lag_is_known(experiment: Experiment) -> bool:
    """Whether the task says how far back its answers depend on what was read: a learner's own data does not."""
    return task_of(experiment.task).lag is not None


def asked_lag(experiment: Experiment) -> int:
    """The longest lag among the answers that count: what the task asks the network to remember."""
    asked = task_of(experiment.task).asked(experiment.network.depth) > 0
    return int(asked_lags(experiment)[asked].max())


def _level(experiment: Experiment) -> float:
    guessed = task_of(experiment.task).guessed
    return guessed + SOLVED * (1 - guessed)


@dataclass(frozen=True)
class Memory:
    """What a step shows of a recurrent network's memory; lags in time steps, None where there is no number.

    asked: what the task asks for; unless that is known, how much of a sequence there is to remember. reach, cell_reach:
    the gradient's, along h and along c; where the loss counts several answers (several), that of the last one's alone.
    limit: how far truncated backpropagation lets the last answer's signal back; None without.
    along_h, along_c: decades of the signal at the time step that is asked for over the last.
    solved: by the latest look. answered: the share of right answers among those that count, or of the variance that
    they explain, by the latest look; before the first, of the training batch where it says so. guessed: of whoever
    guesses.
    """

    asked: int
    reach: int | None
    cell_reach: int | None
    solved: int | None
    answered: float | None
    guessed: float
    along_h: float | None = None
    along_c: float | None = None
    limit: int | None = None
    several: bool = False
    known: bool = True

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

    @property
    def arrives(self) -> float | None:
        """Along the better of the two ways."""
        return max((found for found in (self.along_h, self.along_c) if found is not None), default=None)


def memory_of(trace: RecurrentTrace, step: int) -> Memory:
    """At a step."""
    now, row = trace.experiment.at(step), range(len(trace))[step]
    window = now.family.window(now.network)
    looks = answered(trace.rows(slice(0, row + 1)))  # type: ignore[arg-type]
    looks = looks[np.isfinite(looks)]
    asked = asked_lag(now)
    return Memory(
        asked=asked,
        reach=reach(trace, row),
        cell_reach=reach(trace, row, "cell_gradient_rms"),
        solved=solved_lag(trace, row),
        answered=float(looks[-1]) if len(looks) else _of_batch(trace, row),
        guessed=task_of(now.task).guessed,
        along_h=decades(one_answer(trace, row)[-1 - asked :]),
        along_c=decades(one_answer(trace, row, "cell_gradient_rms")[-1 - asked :]),
        limit=let_back(trace.depth, window) if 0 < window < trace.depth else None,
        several=counts_several(now),
        known=lag_is_known(now),
    )


def _of_batch(trace: RecurrentTrace, step: int) -> float | None:
    known = not counts_all_along(trace.experiment) and np.isfinite(trace.accuracy[step])
    return float(trace.accuracy[step]) if known else None
