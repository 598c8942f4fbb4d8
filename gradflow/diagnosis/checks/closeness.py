"""Closeness: whether another seed could easily have given another word."""

import numpy as np

from gradflow.diagnosis.finding import Finding
from gradflow.diagnosis.row import Row, decades
from gradflow.diagnosis.thresholds import BORDERLINE, VANISHING

SLOPE_CONSTANT = 5.0  # of ReLU (Hanin & Nica 2018); linear 2, most others between


def spread_of(row: Row) -> float:
    """Standard deviation of R over seeds, in decades, of a plain network of this width: √(c (L-1)/n) / (2 ln 10)."""
    layers = row.depth - 1
    return float(np.sqrt(SLOPE_CONSTANT * layers / row.experiment.network.width) / (2 * np.log(10)))


def check(row: Row) -> Finding | None:
    """too_close: R lies within two standard deviations of a threshold."""
    r, spread = decades(row.signal), spread_of(row)
    if r is None or min(abs(abs(r) - BORDERLINE), abs(abs(r) - VANISHING)) > 2 * spread:
        return None
    return Finding("too_close", {"decades": r, "spread": spread, "width": row.experiment.network.width})
