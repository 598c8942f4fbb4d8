"""Probes: the fixed inputs of a task at which one looks at a network's answers."""

import numpy as np

from gradflow.tasks.task import Array, Data

SIDE = 40  # of the grid over the plane
POINTS = 200  # on the line
DIGITS = 12  # pictures are looked at one by one
SAMPLES = 128  # points of a cloud
MARGIN = 0.05  # of the data's extent, on every side


def _between(low: float, high: float, count: int) -> Array:
    edge = MARGIN * (high - low)
    return np.linspace(low - edge, high + edge, count, dtype=np.float32)


def probes_in(data: Data) -> Array:
    """[probe, input]: a grid over the plane (row by row), a line over one input, else held-out samples."""
    inputs = data.inputs
    ranges = [(float(column.min()), float(column.max())) for column in inputs.T]
    if len(ranges) == 1:
        return _between(*ranges[0], POINTS)[:, None]
    if len(ranges) == 2:
        across, up = (_between(low, high, SIDE) for low, high in ranges)
        return np.stack(np.meshgrid(across, up), axis=-1).reshape(-1, 2)
    return data.held_out_inputs[: DIGITS if data.targets.shape[1] > 1 else SAMPLES]
