"""How far one random draw at finite width may lie from the mean-field profile.

The log of the signal's norm is a sum over layers of nearly independent terms of variance O(1/width)
(Hanin & Nica 2018, arXiv:1812.05994); for one sample and a critical ReLU network Var log ‖δ₁‖² = 5 (L-1)/n.
The rms over a batch varies less, because samples take different paths: measured, 0.2 to 0.9 of it.
"""

import numpy as np
from jaxtyping import Float

from gradflow.theory.layer import log_mean
from gradflow.theory.moments import LN10
from gradflow.theory.stream import Path, Upward


def spread_of(
    up: Upward, signal: list[Float[np.ndarray, " sample"]], paths: list[list[Path]], width: int, orthogonal: bool
) -> Float[np.ndarray, " depth"]:
    """Standard deviation over seeds of log10 (rms at a layer / rms at the last layer) of one sample, [depth].

    With k the kurtosis of the slopes, ‖D Wᵀ δ‖²/‖δ‖² has relative variance c/n: c = 3k - 1 for
    independent weights, 3 (k - 1) for orthogonal ones, which keep ‖Wᵀ δ‖. Where paths of shares s meet,
    their cross terms, of mean zero, add 2 (1 - Σ s²)/n.
    """
    deviation = np.zeros(len(paths))
    for i in range(len(paths) - 2, -1, -1):
        total = log_mean(signal[i])
        shares = [float(np.exp(log_mean(signal[path.to] + path.factor) - total)) for path in paths[i]]
        kurtosis = max(1.0, float(np.median(up.passed[i].kurtosis)))  # rounding must not take it below
        c = 3 * (kurtosis - 1) if orthogonal else 3 * kurtosis - 1
        drawn = sum(share**2 for share, path in zip(shares, paths[i], strict=True) if path.drawn)
        meeting = max(0.0, 1 - sum(share**2 for share in shares))
        inherited = sum(share * deviation[path.to] for share, path in zip(shares, paths[i], strict=True))
        deviation[i] = np.hypot(inherited, np.sqrt((c * drawn + 2 * meeting) / width))
    return deviation / (2 * LN10)
