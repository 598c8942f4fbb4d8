"""Lent tasks: those of learners' own data, known by name for as long as somebody holds them."""

from collections.abc import Callable
from weakref import WeakValueDictionary, finalize

from gradflow.tasks.task import Task

PREFIX = "own-"
LENT: WeakValueDictionary[str, Task] = WeakValueDictionary()
when_gone: list[Callable[[str], object]] = []  # who keeps something under a task's name, and lets go of it


def is_lent(name: str) -> bool:
    """Whether a name is of this kind, known or not."""
    return name.startswith(PREFIX)


def lend(digest: str, task: Task) -> tuple[str, Task]:
    """The task's name, and the task to hold: equal data is one task, and so has the same runs."""
    name = PREFIX + digest
    held = LENT.setdefault(name, task)
    if held is task:
        finalize(held, _gone, name).atexit = False
    return name, held


def _gone(name: str) -> None:
    """Called wherever the last holder let go, so nobody in the list may wait for a lock."""
    for forget in tuple(when_gone):  # a server may be closed meanwhile
        forget(name)
