"""Starved layers: a skip can feed the first layer and leave the layers it passes without signal."""

import numpy as np

from gradflow.diagnosis.finding import Finding
from gradflow.diagnosis.row import Row, decades, layer_of
from gradflow.diagnosis.thresholds import VANISHING


def check(row: Row) -> Finding | None:
    """starved_inside: some inner layer is VANISHING decades below the last in each of the latest batches, though the
    first is not."""
    r = decades(row.signal)
    if r is None or r <= -VANISHING:
        return None
    with np.errstate(divide="ignore", invalid="ignore"):  # a layer that hears nothing is told of otherwise
        below = np.fmax.reduce(np.log10(row.recent) - np.log10(row.recent[:, -1:]), axis=0)
    weakest = int(np.nanargmin(np.where(np.isfinite(below), below, np.nan)))
    if below[weakest] > -VANISHING:
        return None
    return Finding("starved_inside", {"layer": layer_of(weakest), "part": float(below[weakest])})
