"""Sizes as 16-bit codes: the log10 of any float32 in two bytes, and the marks no logarithm has.

A map colours log10 of a size and shows the size itself on hover; both come from one code. Codes
FIRST to 65535 divide float32's whole range, 2^-149 to 2^128, into equal steps of 0.0013 decades, so
a size comes back within 0.15 %. The codes below FIRST stand for what has no logarithm.
"""

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

EMPTY, ZERO, INFINITE, NAN, FIRST = 0, 1, 2, 3, 4

LOW = -149 * float(np.log10(2.0))  # float32's smallest number
HIGH = 128 * float(np.log10(2.0))  # just above its largest
STEP = (HIGH - LOW) / (2**16 - 1 - FIRST)


def encode(sizes: NDArray[Any], empty: NDArray[np.bool_] | None = None) -> NDArray[np.uint16]:
    """Codes of sizes >= 0, any shape; `empty` marks cells that hold nothing."""
    wide = np.asarray(sizes, np.float64)
    positive = np.isfinite(wide) & (wide > 0)
    decades = np.log10(wide, where=positive, out=np.full(wide.shape, LOW))
    codes = (np.rint((decades - LOW) / STEP) + FIRST).astype(np.uint16)
    codes[wide == 0] = ZERO
    codes[np.isposinf(wide)] = INFINITE
    codes[np.isnan(wide)] = NAN
    if empty is not None:
        codes[empty] = EMPTY
    return codes


def decode(codes: NDArray[np.uint16]) -> NDArray[np.float64]:
    """log10 of the sizes; NaN where a code stands for something else."""
    decades = LOW + (codes.astype(np.float64) - FIRST) * STEP
    return np.where(codes < FIRST, np.nan, decades)


@dataclass(frozen=True)
class Coded:
    """Codes on their way to the browser, and what to make of them there.

    log10: numbers to colour, gaps where there is no logarithm. text: what to read on hover.
    zero: 1 where the size is exactly 0, gaps elsewhere. Several forms of one array travel once.
    """

    codes: NDArray[np.uint16]
    form: Literal["log10", "text", "zero"]
