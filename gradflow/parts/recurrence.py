"""The recurrent matrix of one gate at initialization: drawn by a rule, and rescaled to a spectral radius.

Here, because both the engine, which trains it, and theory, which speaks of this very matrix, need it.
"""

import numpy as np
from numpy.typing import NDArray

from gradflow.parts.initializers import INITIALIZERS
from gradflow.parts.seed_roles import STATE_WEIGHT

Array = NDArray[np.float32]


def recurrent_matrix(
    rule: str, width: int, init_scale: float, spectral_radius: float, draw: tuple[int, int, int]
) -> Array:
    """U [from, to]. spectral_radius: 0 leaves it as it is drawn. draw: seed, stacked layer, gate."""
    seed, layer, gate = draw
    rng = np.random.default_rng((seed, STATE_WEIGHT, layer, gate))
    return scaled_to(INITIALIZERS[rule].draw(rng, width, width, init_scale), spectral_radius)


def scaled_to(recurrent: Array, spectral_radius: float) -> Array:
    """The matrix with this spectral radius; as it is for 0, or where its own is 0 and nothing can be done."""
    own = np.abs(np.linalg.eigvals(recurrent.astype(np.float64))).max() if spectral_radius else 0.0
    return (recurrent * (spectral_radius / own)).astype(np.float32) if own else recurrent
