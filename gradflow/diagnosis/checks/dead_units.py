"""Dead units: more than the same layer had at the start.

Inputs grow parallel in a deep random ReLU network, so that some units of its upper layers are off for a
whole batch without any illness: 0.20 in layer 10, 0.33 in layer 20, 0.46 in layer 50 for 64 samples.
"""

import numpy as np

from gradflow.diagnosis.finding import Finding
from gradflow.diagnosis.row import Row, layer_of
from gradflow.diagnosis.thresholds import DEAD, DEAD_EXCESS


def check(row: Row) -> Finding | None:
    """dying, with the layer that lost most units since the start (DEAD or more is a verdict of its own)."""
    excess = np.nan_to_num(row.dead - row.dead_at_start)
    worst = int(np.argmax(excess))
    if excess[worst] < DEAD_EXCESS or row.dead[worst] >= np.float32(DEAD):
        return None
    share, start = float(row.dead[worst]), float(row.dead_at_start[worst])
    return Finding("dying", {"layer": layer_of(worst), "share": share, "start": start})
