"""Tasks by name, and their data, drawn once."""

from typing import Any
from weakref import WeakKeyDictionary

from gradflow.tasks.digits import DIGITS, grey_levels
from gradflow.tasks.lent import LENT, is_lent
from gradflow.tasks.planar import CIRCLES, MOONS, SPIRALS, XOR
from gradflow.tasks.probes import SIDE, probes_in, view_of
from gradflow.tasks.regression import CURVE, LINEAR
from gradflow.tasks.sequences import SEQUENCES, Batch, SequenceTask
from gradflow.tasks.task import MOST_SAMPLES, Array, Data, Task

TASKS: dict[str, Task] = {
    "digits": DIGITS,
    "spirals": SPIRALS,
    "moons": MOONS,
    "circles": CIRCLES,
    "xor": XOR,
    "curve": CURVE,
    "linear": LINEAR,
}
_probes: WeakKeyDictionary[Task, Array] = WeakKeyDictionary()


def task_of(name: str) -> Any:
    """The task of this name: one of TASKS or of SEQUENCES, or a learner's own while it is lent. KeyError if there
    is none."""
    return (TASKS | SEQUENCES).get(name) or LENT[name]


def data_of(name: str) -> Data:
    """The data of a task; shared, so do not write into it."""
    return task_of(name).data


def probes_of(name: str) -> Array:
    """The inputs [probe, input] at which one looks at a network's answers; shared like the data."""
    task = task_of(name)
    if task not in _probes:
        _probes[task] = probes_in(task)
    return _probes[task]


__all__ = [
    "LENT",
    "MOST_SAMPLES",
    "SEQUENCES",
    "SIDE",
    "TASKS",
    "Batch",
    "Data",
    "SequenceTask",
    "Task",
    "data_of",
    "grey_levels",
    "is_lent",
    "probes_of",
    "task_of",
    "view_of",
]
