"""Sizes of a row compared, end to end."""

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


def decades(values: Array) -> float | None:
    """log10 of the first layer's value over the last layer's; None with one layer, or where it has no meaning."""
    if len(values) < 2 or not (np.isfinite(values).all() and values[0] > 0 and values[-1] > 0):
        return None
    return float(np.log10(values[0]) - np.log10(values[-1]))
