"""Probes: the fixed inputs of a task at which one looks at a network's answers."""

from typing import Literal

import numpy as np

from gradflow.tasks.task import Array, Task

SIDE = 40  # of the grid over the plane
POINTS = 200  # on the line
MARGIN = 0.05  # of the data's extent, on every side


def view_of(task: Task) -> Literal["line", "plane", "classes", "cloud"]:
    """How one looks at the answers: along one input, over two, or at samples; digits are shown as they are."""
    if task.inputs == 1 and task.outputs <= 2:
        return "line"
    return "plane" if task.inputs == 2 else "classes" if task.objective == "classification" else "cloud"


def probes_in(task: Task) -> Array:
    """[probe, input]: a grid over the plane (row by row), a line over one input, else held-out samples."""
    view, ranges = view_of(task), [(float(column.min()), float(column.max())) for column in task.data.inputs.T]
    if view == "line":
        return _between(*ranges[0], POINTS)[:, None]
    if view == "plane":
        across, up = (_between(low, high, SIDE) for low, high in ranges)
        return np.stack(np.meshgrid(across, up), axis=-1).reshape(-1, 2)
    return task.data.held_out_inputs[: task.looked_at]


def _between(low: float, high: float, count: int) -> Array:
    edge = MARGIN * (high - low) or 1.0  # in case the training part holds one value only
    return np.linspace(low - edge, high + edge, count, dtype=np.float32)
