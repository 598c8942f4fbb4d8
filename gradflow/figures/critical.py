"""Critical: where theory puts the edge between vanishing and exploding, as a line on a map of two knobs."""

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike, NDArray

from gradflow.diagnosis.group import families
from gradflow.grid import Grid
from gradflow.network import MLP

Line = tuple[NDArray[np.float64], NDArray[np.float64]]
Gains = Callable[[MLP, ArrayLike], NDArray[np.float64]]

GAIN, BIAS_GAIN = "gain", "bias_gain"

# HOOK: `gradflow.theory.critical.critical_gains` belongs here, once it is there: (network, bias gains) -> the gain of
# the critical line at each, NaN where there is none. Until then no line is drawn.
GAINS: Gains | None = None


def critical(grid: Grid, gains: Gains | None = None) -> Line | None:
    """Values of the grid's two fields along the line; None where neither is the gain, or theory has no line.

    gains: instead of theory's.
    """
    gains = gains or GAINS
    axes = {axis.name: axis.values for axis in families(grid)[:2]}
    if gains is None or GAIN not in axes or not isinstance(grid.base.network, MLP):
        return None
    other = next(name for name in axes if name != GAIN)
    networks = [grid.base.replace(**{other: value}).network for value in axes[other]]
    found = np.array([gains(network, [getattr(network, BIAS_GAIN, 0.0)])[0] for network in networks], float)
    if not np.isfinite(found).any():
        return None
    along = {GAIN: found, other: np.array(axes[other], float)}
    first, second = axes
    return along[first], along[second]
