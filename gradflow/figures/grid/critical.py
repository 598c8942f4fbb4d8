"""Critical: where theory puts the edge between vanishing and exploding, as a line on a map of two knobs."""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from gradflow.comparison.grid import Grid
from gradflow.diagnosis.group import compared_axes
from gradflow.theory.predict import THEORIES

Line = tuple[NDArray[np.float64], NDArray[np.float64]]

GAIN, BIAS_GAIN = "gain", "bias_gain"
POINTS = 41  # of a line that bends


@lru_cache(maxsize=64)
def critical(grid: Grid) -> Line | None:
    """Values of the grid's two fields along the line; None where neither is the gain, or theory has no line."""
    axes = {axis.name: np.array(axis.values, object) for axis in compared_axes(grid)[:2]}
    network, critical_gains = grid.base.network, THEORIES[grid.base.family].critical_gains
    if GAIN not in axes or len(axes) < 2 or critical_gains is None or grid.base.start != "random":
        return None
    other = next(name for name in axes if name != GAIN)
    if other == BIAS_GAIN:
        values = np.linspace(min(axes[other]), max(axes[other]), POINTS)
        gains = critical_gains(network, values)
    else:
        values = axes[other].astype(float)
        cells = [grid.base.replace(**{other: value}) for value in axes[other].tolist()]
        gains = np.array([critical_gains(each.network, each.values()[BIAS_GAIN]) for each in cells], float)
    if not np.isfinite(gains).any():
        return None
    along = {GAIN: gains, other: values}
    first, second = axes
    return along[first], along[second]
