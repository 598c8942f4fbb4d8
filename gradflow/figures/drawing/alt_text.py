"""Clauses of a picture's sentence: what an eye sees of one quantity's line over the layers."""

import numpy as np
from numpy.typing import NDArray

from gradflow.figures.drawing.marks import MARKS
from gradflow.text import Words

LEVEL = 3.0  # sizes within this factor look level on an axis of many decades


def over_depth(name: str, sizes: NDArray[np.floating], words: Words, back: bool = True) -> str:
    """By what factor a size falls or grows between its extremes, or that it is level; and what is no such number.

    sizes: [layer], at least one. back: it is read from the last layer to the first, as gradients travel.
    """
    wide = np.asarray(sizes, np.float64)
    usable = np.isfinite(wide) & (wide > 0)
    said = [_change(wide, usable, words, back)] if usable.any() else []
    for mark in MARKS:
        if count := int(mark.holds(wide).sum()):
            said.append(words(f"clause.{mark.name}", count=count, layers=len(wide)))
    return words("clause.whole", name=name, what=words("clause.and").join(said))


def _change(wide: NDArray[np.float64], usable: NDArray[np.bool_], words: Words, back: bool) -> str:
    low = int(np.where(usable, wide, np.inf).argmin())
    high = int(np.where(usable, wide, 0).argmax())
    factor = wide[high] / wide[low]
    if factor < LEVEL:
        return words("clause.level", low=brief(wide[low]), high=brief(wide[high]))
    falls = (high > low) == back
    first, last = (high, low) if falls else (low, high)
    ends = {"first": first + 1, "start": brief(wide[first]), "last": last + 1, "end": brief(wide[last])}
    return words("clause.falls" if falls else "clause.grows", factor=brief(factor), **ends)


def brief(size: float) -> str:
    """Two digits: 0.37, 380, 4.2e-7; ∞ and NaN."""
    if not np.isfinite(size):
        return "NaN" if np.isnan(size) else "∞"
    digits = f"{size:.2g}"
    return (
        f"{float(digits):g}"
        if 1e-3 <= size < 1e4
        else digits.replace("e-0", "e-").replace("e+0", "e").replace("e+", "e")
    )
