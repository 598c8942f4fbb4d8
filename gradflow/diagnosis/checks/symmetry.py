"""Symmetry: units that start as clones stay clones for ever.

Sizes cannot show it; equal weights into every unit of a layer do, unless random biases tell the units apart.
"""

import numpy as np

from gradflow.diagnosis.finding import Finding
from gradflow.diagnosis.row import Row
from gradflow.networks import MLP, downcast
from gradflow.parts.initializers import INITIALIZERS


def check(row: Row) -> Finding | None:
    """symmetric: the initializer gives every unit of a layer the same weights, and nothing else is random."""
    network = downcast(row.experiment.network, MLP)
    drawn = INITIALIZERS[network.initializer].draw(np.random.default_rng(0), 8, 8, network.init_scale)
    return Finding("symmetric") if np.ptp(drawn) == 0 and network.bias_gain == 0 else None
