"""Tasks by name, and their data, drawn once."""

from functools import lru_cache

from gradflow.tasks.digits import DIGITS, grey_levels
from gradflow.tasks.planar import CIRCLES, MOONS, SPIRALS, XOR
from gradflow.tasks.probes import SIDE, probes_in
from gradflow.tasks.regression import CURVE, LINEAR
from gradflow.tasks.task import Array, Data, Task

TASKS: dict[str, Task] = {
    "digits": DIGITS,
    "spirals": SPIRALS,
    "moons": MOONS,
    "circles": CIRCLES,
    "xor": XOR,
    "curve": CURVE,
    "linear": LINEAR,
}


@lru_cache(maxsize=len(TASKS))
def data_of(task: str) -> Data:
    """The data of a task; shared, so do not write into it."""
    return TASKS[task].make()


@lru_cache(maxsize=len(TASKS))
def probes_of(task: str) -> Array:
    """The inputs [probe, input] at which one looks at a network's answers; shared like the data."""
    return probes_in(data_of(task))


__all__ = ["SIDE", "TASKS", "Data", "Task", "data_of", "grey_levels", "probes_of"]
