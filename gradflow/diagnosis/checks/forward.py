"""Forward: whether the input's signal reaches the last layer at all."""

import numpy as np

from gradflow.diagnosis.finding import Finding
from gradflow.diagnosis.row import Row, decades
from gradflow.diagnosis.thresholds import FORWARD


def forward_decades(row: Row) -> float | None:
    """F = log10 of the last layer's activation rms over the first layer's."""
    return decades(row.activation[::-1])


def check(row: Row) -> Finding | None:
    """forward_lost or forward_exploded."""
    f = forward_decades(row)
    if f is None:
        silent = row.depth > 1 and row.activation[-1] == 0 and np.isfinite(row.activation).all()
        return Finding("forward_silent") if silent else None
    if abs(f) < FORWARD:
        return None
    return Finding("forward_exploded" if f > 0 else "forward_lost", {"amount": abs(f)})
