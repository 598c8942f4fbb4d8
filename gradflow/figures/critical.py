"""Critical: where theory puts the edge between vanishing and exploding, as a line on a map of two knobs."""

import numpy as np
from numpy.typing import NDArray

from gradflow.grid import Grid

Line = tuple[NDArray[np.float64], NDArray[np.float64]]


def critical(grid: Grid) -> Line | None:
    """Values of the grid's first and of its second field along the line; None where theory has none.

    HOOK: `gradflow.theory.critical` belongs here, once it is there. Grids of gain × bias_gain with weights drawn
    at random then have critical_line(activation, bias_gains); others of gain its value at no bias.
    """
    return None
