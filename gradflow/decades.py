"""Decades: sizes as powers of ten."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

UNCHANGED = 0.05  # decades, 12 %: as good as nothing


def decades_of(sizes: ArrayLike) -> NDArray[np.float64]:
    """log10 of sizes, in their shape; NaN where one is 0 or not finite."""
    wide = np.asarray(sizes, np.float64)
    usable = np.isfinite(wide) & (wide > 0)
    return np.log10(wide, where=usable, out=np.full(wide.shape, np.nan))
