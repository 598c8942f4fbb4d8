"""Tasks by name, and their data, drawn once."""

from typing import Any
from weakref import WeakKeyDictionary

from gradflow.tasks.digits import DIGITS, grey_levels
from gradflow.tasks.folds import fold_of, name_of_fold, split_name
from gradflow.tasks.lent import LENT, is_lent
from gradflow.tasks.planar import CIRCLES, MOONS, SPIRALS, XOR
from gradflow.tasks.probes import SIDE, probes_in, view_of
from gradflow.tasks.regression import CURVE, LINEAR
from gradflow.tasks.sequences import SEQUENCES, Batch, SequenceTask
from gradflow.tasks.sequences.sequence import drawn_apart
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
    """The task of this name: one of TASKS or of SEQUENCES, a learner's own while it is lent, or a fold of either.
    KeyError if there is none."""
    task, fold, folds = split_name(name)
    whole = (TASKS | SEQUENCES).get(task) or LENT[task]
    return whole if folds == 1 else fold_of(whole, fold, folds)


def can_be_cut(name: str) -> bool:
    """Whether the data of a task has folds; whether it had, nobody knows of a learner's own that is gone."""
    try:
        task = task_of(name)
    except KeyError:
        return True
    return not isinstance(task, SequenceTask) or task.cut is not None


def alike(name: str, other: str) -> bool:
    """Whether networks of one task fit the other: as many inputs, and as many outputs with the same loss."""
    try:
        shapes = [(task.inputs, task.outputs, task.objective) for task in map(task_of, (name, other))]
    except KeyError:
        return False
    return shapes[0] == shapes[1]


def is_drawn(name: str) -> bool:
    """Whether a task's data is made up anew at every step."""
    task = task_of(name)
    return isinstance(task, SequenceTask) and task.cut is drawn_apart


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
    "alike",
    "can_be_cut",
    "data_of",
    "grey_levels",
    "is_drawn",
    "is_lent",
    "name_of_fold",
    "probes_of",
    "task_of",
    "view_of",
]
