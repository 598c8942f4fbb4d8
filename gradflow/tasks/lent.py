"""Lent tasks: those of learners' own data, known by name for as long as somebody holds them.

They are picklable, so that a run of one can be made in another process.
"""

from collections.abc import Callable
from typing import Any, TypeVar
from weakref import WeakValueDictionary, finalize

from gradflow.tasks.sequences.sequence import SequenceTask
from gradflow.tasks.task import Task

PREFIX = "own-"
Lendable = TypeVar("Lendable", Task, SequenceTask)
LENT: WeakValueDictionary[str, Any] = WeakValueDictionary()
when_gone: list[Callable[[str], object]] = []  # who keeps something under a task's name, and lets go of it


def is_lent(name: str) -> bool:
    """Whether a name is of this kind, known or not."""
    return name.startswith(PREFIX)


def carried(name: str) -> Any:
    """The task of a lent name, to be sent where nobody holds it; None for every other name."""
    return LENT.get(name)


class LentOf:
    """The names of those of one kind: what a table is for layers, no recurrent network can read."""

    def __init__(self, kind: type) -> None:
        self._kind = kind

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and isinstance(LENT.get(name), self._kind)


def lend(digest: str, task: Lendable) -> tuple[str, Lendable]:
    """The task's name, and the task to hold: equal data is one task, and so has the same runs."""
    name = PREFIX + digest
    held = LENT.setdefault(name, task)
    if held is task:
        finalize(held, _gone, name).atexit = False
    return name, held


def lend_again(name: str, task: Any) -> Any:
    """One that was carried here, under the name it had there; to hold."""
    return lend(name.removeprefix(PREFIX), task)[1]


def _gone(name: str) -> None:
    """Called wherever the last holder let go, so nobody in the list may wait for a lock."""
    for forget in tuple(when_gone):  # a server may be closed meanwhile
        forget(name)
