"""Gates: one that is shut, or wide open, for nearly every unit at nearly every time step hardly gates."""

import numpy as np

from gradflow.diagnosis.finding import Finding
from gradflow.diagnosis.row import Row
from gradflow.diagnosis.thresholds import SHUT
from gradflow.networks import RNN, downcast
from gradflow.parts.cells import CELLS


def check(row: Row) -> Finding | None:
    """gate_shut or gate_open, of the gate that is nearest to either end."""
    names = CELLS[downcast(row.experiment.network, RNN).cell].openings
    means = np.array([opening.mean() for opening in row.openings[: len(names)]])
    if not names or not np.isfinite(means).all():
        return None
    most = int(np.argmax(np.abs(means - 0.5)))
    if SHUT < means[most] < 1 - SHUT:
        return None
    code = "gate_shut" if means[most] <= SHUT else "gate_open"
    return Finding(code, {"gate": names[most], "share": float(means[most])})
