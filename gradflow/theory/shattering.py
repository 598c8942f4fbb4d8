"""Shattered gradients (Balduzzi et al. 2017, arXiv:1702.08591): how alike the signals are that two inputs send back.

Both come from the same signal at the last layer's activations, go through the same weights, and meet slopes of their
own: every layer leaves E φ'_a φ'_b / E φ'² of their cosine (`gradflow.theory.finite_width.pair`), a skip all of it.
Sizes say nothing of that: the signal may pass and differ between any two examples as if by chance.
"""

import numpy as np
from jaxtyping import Float

from gradflow.theory.finite_width.samples import Pairs
from gradflow.theory.stream import Path, downward


def alike_of(paths: list[list[Path]], top: Float[np.ndarray, " sample"], pairs: Pairs) -> Float[np.ndarray, " depth"]:
    """The mean cosine of the signals of such pairs at each layer. top: log of the last layer's mean square slope."""
    signal = downward(top, paths)
    found = [pair.slope[:-1] for pair in pairs.at]  # at the last layer that is all
    for i in range(len(paths) - 2, -1, -1):
        shares = np.exp(np.median([signal[path.to] + path.factor - signal[i] for path in paths[i]], axis=1))
        through = [pairs.at[i].slope[:-1] if path.drawn else 1.0 for path in paths[i]]
        parts = [share * by * found[path.to] for share, by, path in zip(shares, through, paths[i], strict=True)]
        found[i] = np.sum(parts, axis=0)
    return np.array([each.mean() for each in found])
