"""Patches: what a unit of a layer reads where units have a place in a picture, and the way back."""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
SPAN = 3  # positions of a kernel in a line, and lines


def patches(x: Array, taps: int, circular: bool) -> Array:
    """[sample, place, unit] -> [sample, place, taps · unit]: the nine places around each, line by line; itself where a
    unit reads one place."""
    if taps == 1:
        return x
    return _wide(x)[:, _around(x.shape[1], circular)].reshape(*x.shape[:2], -1)


def patches_back(onto: Array, taps: int, circular: bool) -> Array:
    """∂loss/∂patches [sample, place, taps · unit] -> ∂loss/∂x [sample, place, unit]. Whoever reads a place with one of
    its nine weights is its neighbour on the opposite side."""
    if taps == 1:
        return onto
    wide, around = _wide(onto), _around(onto.shape[1], circular)
    parts = np.split(wide, taps, axis=2)
    return sum(part[:, around[:, taps - 1 - tap]] for tap, part in enumerate(parts))  # type: ignore[return-value]


def _wide(x: Array) -> Array:
    """With one more place, where there is nothing."""
    return np.concatenate([x, np.zeros_like(x[:, :1])], axis=1)


def rows_of_nearest(weights: Array, taps: int, units: int) -> Array:
    """Of weights [taps · unit, out] the rows of the first units at each place, as a dense block's layers read them."""
    return weights.reshape(taps, -1, weights.shape[1])[:, :units].reshape(-1, weights.shape[1])


@lru_cache
def _around(places: int, circular: bool) -> NDArray[np.intp]:
    """The places around each [place, tap], of a square; `places` where there is none."""
    side = round(places**0.5)
    step = np.arange(SPAN) - SPAN // 2
    line, place = (at[:, None, None] for at in np.divmod(np.arange(places), side))
    y, x = np.broadcast_arrays(line + step[:, None], place + step)
    inside = (y >= 0) & (y < side) & (x >= 0) & (x < side)
    return np.where(inside | circular, side * (y % side) + x % side, places).reshape(places, -1)
