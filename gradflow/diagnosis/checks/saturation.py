"""Saturation: units where the slope is nearly 0. Not by itself a loss of signal: random weights may make up for it."""

import numpy as np

from gradflow.diagnosis.finding import Finding
from gradflow.diagnosis.row import Row, layer_of
from gradflow.diagnosis.thresholds import SATURATED


def check(row: Row) -> Finding | None:
    """saturated, with the worst layer."""
    worst = int(np.argmax(np.nan_to_num(row.saturated)))
    if not row.saturated[worst] >= SATURATED:
        return None
    return Finding("saturated", {"layer": layer_of(worst), "share": float(row.saturated[worst])})
