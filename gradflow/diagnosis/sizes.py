"""Sizes of a row compared, end to end."""

import numpy as np
from numpy.typing import NDArray

from gradflow.decades import decades_of

Array = NDArray[np.float64]


BENDS = 1.0  # decades from a straight line: from here on an average per layer is true of no layer


def bend(values: Array) -> int | None:
    """Where sizes neither fall nor grow layer by layer, the layer, from 0, that lies farthest from the straight line
    between the logarithms of the first and the last: skips that join distant layers leave out those between. None where
    all lie near it.

    >>> bend(10.0 ** -np.arange(15.0)), bend(10.0 ** np.abs(np.arange(-7.0, 8.0)))
    (None, 7)
    """
    logs = decades_of(values)
    off = np.nan_to_num(np.abs(logs - np.linspace(logs[0], logs[-1], len(logs))))
    return int(off.argmax()) if off.max() >= BENDS else None


def decades(values: Array) -> float | None:
    """log10 of the first layer's value over the last layer's; None with one layer, or where it has no meaning."""
    if len(values) < 2 or not (np.isfinite(values).all() and values[0] > 0 and values[-1] > 0):
        return None
    return float(np.log10(values[0]) - np.log10(values[-1]))
