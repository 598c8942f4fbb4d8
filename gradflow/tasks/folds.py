"""Folds: a task's training part cut into parts of equal size, one of them held out instead of the task's own.

What the task itself holds out is in no fold: it stays unseen until a choice has been made by the folds.
"""

from dataclasses import replace
from typing import Any
from weakref import WeakKeyDictionary

from gradflow.tasks.sequences.sequence import SequenceTask
from gradflow.tasks.task import Task, cut

SIGN = "/"
_folds: WeakKeyDictionary[Any, dict[tuple[int, int], Any]] = WeakKeyDictionary()


def name_of_fold(task: str, fold: int, folds: int) -> str:
    """What the data of a fold is called; fold: 1 to folds."""
    return f"{task}{SIGN}{fold}{SIGN}{folds}"


def split_name(name: str) -> tuple[str, int, int]:
    """The task, the fold and how many there are; 1 of 1 where the name is a task's."""
    task, *numbers = name.split(SIGN)
    fold, folds = map(int, numbers or (1, 1))
    return task, fold, folds


def fold_of(task: Any, fold: int, folds: int) -> Any:
    """The task with one fold held out and the others to train on; the same object each time it is asked for."""
    known = _folds.setdefault(task, {})
    if (fold, folds) not in known:
        sequences = isinstance(task, SequenceTask)
        known[fold, folds] = (_of_sequences if sequences else _of_samples)(task, fold, folds)
    return known[fold, folds]


# A fold holds data and not its task, or the task of a learner's own would be held by what is kept of it.


def _of_samples(task: Task, fold: int, folds: int) -> Task:
    data = cut(task.data, fold, folds)
    return replace(task, make=lambda: data)


def _of_sequences(task: SequenceTask, fold: int, folds: int) -> SequenceTask:
    assert task.cut is not None, "what cannot be cut has no folds (`gradflow.experiment`)"
    return replace(task, draw=task.cut(task.draw, fold, folds), data=task.data and cut(task.data, fold, folds))
