"""The log of a random factor of mean 1, from its variance: as if it were a Gamma, which a sum of squares is.

Exact for the square of a Gaussian vector's norm; a long product of such factors is log-normal (Hanin & Nica 2018,
arXiv:1812.05994), and its median lies below its mean, the further the narrower the network.
"""

import numpy as np
from jaxtyping import Float

Numbers = Float[np.ndarray, "*shape"]


def mean_of_log(variance: Numbers) -> Numbers:
    """ψ(k) - ln k with k = 1/variance, about -variance/2; by Stirling's series at k + 1, good to 0.001."""
    w = variance / (1 + variance)
    return np.log1p(variance) - variance - w / 2 - w**2 / 12


def variance_of_log(variance: Numbers) -> Numbers:
    """ψ'(k), about the variance itself where that is small."""
    w = variance / (1 + variance)
    return variance**2 + w + w**2 / 2 + w**3 / 6
