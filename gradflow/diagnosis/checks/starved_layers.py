"""Starved layers: a skip can feed the first layer and leave the layers it passes without signal."""

import numpy as np

from gradflow.diagnosis.finding import Finding
from gradflow.diagnosis.row import Row, decades, layer_of
from gradflow.diagnosis.thresholds import VANISHING


def check(row: Row) -> Finding | None:
    """starved_inside: some inner layer is VANISHING decades below the last, though the first is not."""
    r = decades(row.signal)
    if r is None or r <= -VANISHING:
        return None
    weakest = int(np.argmin(row.signal))
    below = decades(row.signal[weakest:])
    if below is None or below > -VANISHING:
        return None
    return Finding("starved_inside", {"layer": layer_of(weakest), "part": below})
