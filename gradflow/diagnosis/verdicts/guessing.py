"""Guessing: what whoever answers the same whatever the input gets right, as well as that can be done."""

from dataclasses import dataclass
from functools import lru_cache
from weakref import WeakKeyDictionary

import numpy as np

from gradflow.experiment import Experiment
from gradflow.networks import RNN, downcast
from gradflow.tasks import SequenceTask, Task, task_of

DRAWN = 256  # sequences, to measure how far the answers of a task of sequences vary


@dataclass(frozen=True)
class Guessing:
    """share: of right answers, or of the variance explained, which is 0. loss: the loss on held-out data. looked_at:
    how many answers a look at held-out data has, where they are counted."""

    share: float
    loss: float
    looked_at: int = 0

    @property
    def error(self) -> float:
        """Standard error of the share that guessing gets at a look."""
        return (self.share * (1 - self.share) / self.looked_at) ** 0.5 if self.looked_at else 0.0

    @property
    def of_variance(self) -> bool:
        """Whether the share is of the variance explained: of right answers the commonest class has some."""
        return self.share == 0.0


_known: WeakKeyDictionary[Task, Guessing] = WeakKeyDictionary()


def of_task(experiment: Experiment) -> Guessing | None:
    """Of whatever it learns."""
    try:
        in_time = isinstance(task_of(experiment.data), SequenceTask)
    except KeyError:
        return None
    return of_sequences(experiment) if in_time else of_samples(experiment)


def of_samples(experiment: Experiment) -> Guessing | None:
    """Of a task of single samples: the class, or the number, that is best for the training part.

    share: of the commonest class there; on the held-out part one is as often right, but for chance. loss: on the
    held-out part. None where the task was a learner's own and is gone.
    """
    try:
        task = task_of(experiment.data)
    except KeyError:
        return None
    if task not in _known:
        _known[task] = _measured(task)
    return _known[task]


def _measured(task: Task) -> Guessing:
    mean, held_out = task.data.targets.mean(axis=0), task.data.held_out_targets
    if task.objective == "regression":
        return Guessing(0.0, float(((held_out - mean) ** 2).mean()))
    surprise = -np.log(np.maximum(mean, 1e-9)) @ held_out.T
    return Guessing(float(mean.max()), float(surprise.mean()), len(held_out))


def of_sequences(experiment: Experiment) -> Guessing:
    """Of a task of sequences; the loss of the answers that count."""
    now = downcast(experiment.network, RNN)
    return _of_drawn(experiment.data, now.depth, now.loss_at)


@lru_cache(maxsize=64)
def _of_drawn(task: str, length: int, loss_at: str) -> Guessing:
    record = task_of(task)
    counts = record.asked(length) > 0 if loss_at == "last" else np.ones(length, bool)
    targets = record.draw(np.random.default_rng(0), DRAWN, length, False).targets[:, counts]
    mean = targets.mean(axis=0)
    if record.objective == "regression":
        return Guessing(record.guessed, float(((targets - mean) ** 2).mean()))
    return Guessing(record.guessed, float(-(mean * np.log(np.maximum(mean, 1e-9))).sum(axis=-1).mean()))
