"""Tasks by name, and their data, drawn once."""

from functools import lru_cache

from gradflow.tasks.digits import DIGITS
from gradflow.tasks.planar import CIRCLES, MOONS, SPIRALS, XOR
from gradflow.tasks.regression import CURVE, LINEAR
from gradflow.tasks.task import Data, Task

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


__all__ = ["TASKS", "Data", "Task", "data_of"]
