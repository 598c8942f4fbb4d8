"""Units that take no part: dead ones, nearly all of a layer or more than it had at the start, and those of dropout.

Inputs grow parallel in a deep random ReLU network, so that some units of its upper layers are off for a
whole batch without any illness: 0.20 in layer 10, 0.33 in layer 20, 0.46 in layer 50 for 64 samples.
A unit that is off for one batch may be on for the next: the least share of the latest steps counts.
"""

import numpy as np

from gradflow.diagnosis.finding import Finding
from gradflow.diagnosis.row import Row, layer_of
from gradflow.diagnosis.thresholds import DEAD, DEAD_EXCESS, STAYS


def check(row: Row) -> Finding | None:
    """dead_units or, where skips pass by the layer, dead_inside: at least DEAD of a layer; flat_units where slopes are
    only too small to be held. dying: the layer that lost most units since the start."""
    dead = np.nan_to_num(row.dead_lately)
    worst = int(np.argmax(dead))
    if dead[worst] >= np.float32(DEAD):  # as the trace holds it: 0.9 in float32 is less than 0.9
        passed_by = row.passed_by and row.signal[0] > 0
        code = "flat_units" if row.flattens else "dead_inside" if passed_by else "dead_units"
        return Finding(code, {"layer": layer_of(worst), "share": float(dead[worst])})
    if row.flattens:
        return None  # saturation says it of them
    dead = dead if len(row.recent) == STAYS else np.nan_to_num(row.dead)
    excess = dead - np.nan_to_num(row.dead_at_start)
    worst = int(np.argmax(excess))
    if excess[worst] < DEAD_EXCESS:
        return None
    share, start = float(dead[worst]), float(row.dead_at_start[worst])
    return Finding("dying", {"layer": layer_of(worst), "share": share, "start": start})


def left_out(row: Row) -> Finding | None:
    """left_out: with dropout a thinned network answers a batch, and the whole one held-out data."""
    rate = getattr(row.experiment.network, "dropout", 0.0)
    return Finding("left_out", {"share": rate}) if rate else None
