"""Symmetry: units that start as clones stay clones for ever.

Sizes cannot show it; equal weights into every unit of a layer do, unless random biases tell the units apart. Over time
the recurrent matrix has to treat all units alike too: all of its entries equal, or a multiple of the identity.
"""

import numpy as np

from gradflow.diagnosis.finding import Finding
from gradflow.diagnosis.row import Row
from gradflow.parts.initializers import INITIALIZERS

OVER_UNITS = ("layer", "rms", "group")


def check(row: Row) -> Finding | None:
    """symmetric: the initializer gives every unit of a layer the same weights, and nothing else is random;
    rounding_alone: and a normalization over the units takes off all that clones have in common."""
    network = row.experiment.network
    scale, recurrent = getattr(network, "init_scale", 1.0), getattr(network, "recurrent_initializer", None)
    alike = np.ptp(_drawn(getattr(network, "initializer", "lecun_normal"), scale)) == 0
    if recurrent is not None:
        matrix = _drawn(recurrent, scale)
        alike = alike and np.ptp(matrix - matrix[0, 1] - (matrix[0, 0] - matrix[0, 1]) * np.eye(len(matrix))) == 0
    if not alike or getattr(network, "bias_gain", 0.0):
        return None
    return Finding("rounding_alone" if getattr(network, "normalization", "none") in OVER_UNITS else "symmetric")


def _drawn(initializer: str, scale: float) -> np.ndarray:
    return INITIALIZERS[initializer].draw(np.random.default_rng(0), 8, 8, scale)
