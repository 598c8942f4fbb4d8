"""Reach: how many time steps back the gradient of one answer gets."""

import numpy as np
from numpy.typing import NDArray

from gradflow.diagnosis.thresholds import FAINT
from gradflow.experiment import Experiment
from gradflow.networks import RNN, downcast
from gradflow.tasks import task_of
from gradflow.trace import Trace

Array = NDArray[np.float64]
ALONE = {"signal_rms": "last_answer_rms", "cell_gradient_rms": "last_answer_cell_rms"}  # of the last answer


def reaches(trace: Trace, quantity: str = "signal_rms") -> Array:
    """How many time steps back from the last the signal is still at or above FAINT of what it is there, [step].

    What arrives far back has come all the way, however faint it was between: an unbroken stretch would end wherever the
    middle of the profile crosses FAINT by chance. Where several answers count, that of the last one alone, by the
    latest look. NaN where the last time step has no signal, or none that is finite.
    """
    found = _reached(_of_one_answer(trace, quantity)[_looks(trace)])
    return np.minimum(found, _cut_after(trace))


def reach(trace: Trace, step: int = -1, quantity: str = "signal_rms") -> int | None:
    """At one step; None where there is no signal to follow."""
    row = range(len(trace))[step]
    found = min(_reached(one_answer(trace, row, quantity)[None])[0], _limit(trace.experiment, row))
    return int(found) if np.isfinite(found) else None


def one_answer(trace: Trace, step: int, quantity: str = "signal_rms") -> Array:
    """The signal that a single answer sends back, [time]: that of the step, or where several answers count, and each
    time step receives signals of its own, that of the last one alone by the latest look."""
    return _of_one_answer(trace, quantity)[latest_look(trace, step)].astype(np.float64)


def let_back(length: int, window: int) -> int:
    """How many time steps back the last answer's signal is let through: cuts are counted from the first time step, so
    that the last stretch is as short as what the windows leave over; all of them without a window, 0.

    >>> let_back(60, 7), let_back(60, 5), let_back(60, 0)
    (3, 4, 59)
    """
    return (length - 1) % window if window else length - 1


def latest_look(trace: Trace, step: int) -> int:
    """The step itself; where several answers count, that of the latest look at the last one."""
    return int(_looks(trace)[step])


def counts_several(experiment: Experiment) -> bool:
    """Whether the loss counts more than one answer."""
    network = downcast(experiment.network, RNN)
    return bool(np.count_nonzero(task_of(experiment.task).counted(network.depth, network.loss_at)) > 1)


def counts_all_along(experiment: Experiment) -> bool:
    """Whether the loss counts the answer at every time step."""
    return downcast(experiment.network, RNN).loss_at == "every"


def _of_one_answer(trace: Trace, quantity: str) -> NDArray[np.float32]:
    return getattr(trace, ALONE[quantity] if counts_several(trace.experiment) else quantity)


def _looks(trace: Trace) -> NDArray[np.intp]:
    """The step of the latest look, [step]; 0 before the first."""
    steps = np.arange(len(trace))
    if not counts_several(trace.experiment):
        return steps
    looked = np.isfinite(trace.last_answer_rms[:, -1])  # type: ignore[attr-defined]
    return np.maximum.accumulate(np.where(looked, steps, 0))


def _reached(rows: NDArray[np.floating]) -> Array:
    """Of profiles [row, time]."""
    last = rows[:, -1:]
    known = (np.isfinite(last) & (last > 0))[:, 0]
    counted = rows.shape[1] - 1.0 - np.argmax(rows >= FAINT * last, axis=1)
    return np.where(known, counted, np.nan)


def _limit(experiment: Experiment, step: int) -> float:
    now = experiment.at(step)
    return float(let_back(now.network.depth, now.family.window(now.network)))


def _cut_after(trace: Trace) -> Array:
    """The same, [step]."""
    limits = np.full(len(trace), trace.depth - 1.0)
    for begin in sorted({0, *(change.step for change in trace.experiment.changes if change.name == "window")}):
        limits[begin:] = _limit(trace.experiment, begin)
    return limits
