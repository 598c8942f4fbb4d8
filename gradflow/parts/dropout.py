"""Dropout: which units a step leaves out (Srivastava et al. 2014), and by how much it magnifies the others.

Whether a unit stays is decided by a number of its own, of the seed, the step, the layer and its place: so a run repeats
itself to the bit, runs that differ in something else leave out the same units, and whoever asks again is told the same.
The numbers are those of a hash of 32 bits (Wellons 2018, "lowbias32").
"""

from typing import Any

MOST = 0.9
GOLDEN = 0x9E3779B9  # 2³² over the golden ratio, which spreads neighbours far apart


def left_in(xp: Any, seed: Any, step: Any, layer: Any, shape: tuple[int, int], keep: Any) -> Any:
    """Factors [row, unit] of a layer's activations in a step: 0, or 1 / keep of a share `keep` of them, float32. xp is
    numpy or jax.numpy: both make the same. Layers are counted from 0.

    >>> import numpy as np
    >>> left_in(np, 0, 0, 0, (2, 4), np.float32(0.5))
    array([[2., 2., 0., 0.],
           [2., 2., 2., 0.]], dtype=float32)
    """
    start = xp.zeros(1, xp.uint32)
    for number in (seed, step, layer):
        start = _mixed(xp, start + xp.full(1, number, xp.int32).astype(xp.uint32) + xp.uint32(1))
    places = xp.arange(shape[0] * shape[1], dtype=xp.uint32).reshape(shape)
    drawn = _mixed(xp, places * xp.uint32(GOLDEN) + start) >> xp.uint32(8)  # 24 bits, which float32 holds exactly
    keep = xp.asarray(keep, xp.float32)
    return xp.where(drawn.astype(xp.float32) < keep * xp.float32(2**24), 1 / keep, xp.float32(0))


def _mixed(xp: Any, x: Any) -> Any:
    x = (x ^ (x >> xp.uint32(16))) * xp.uint32(0x7FEB352D)
    x = (x ^ (x >> xp.uint32(15))) * xp.uint32(0x846CA68B)
    return x ^ (x >> xp.uint32(16))
