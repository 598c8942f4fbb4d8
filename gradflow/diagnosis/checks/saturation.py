"""Saturation: units where the slope is nearly 0. Not by itself a loss of signal: random weights may make up for it.

Where the slope is exactly 0 there, as below a ReLU's corner, nothing can: such units are off, and counted as such only
by far more than the half of a layer that is off in any ReLU network.
"""

import numpy as np

from gradflow.diagnosis.finding import Finding
from gradflow.diagnosis.row import Row, layer_of
from gradflow.diagnosis.thresholds import DEAD, SATURATED, SATURATED_SMOOTH


def check(row: Row) -> Finding | None:
    """saturated, or units_off where the slope is exactly 0, with the layer that is worst over the latest batches."""
    share = np.nan_to_num(row.saturated_lately)
    worst = int(np.argmax(share))
    if not share[worst] > (SATURATED if row.activation_function.one_sided else SATURATED_SMOOTH):
        return None
    code = "units_off" if row.activation_function.saturates == "exactly" else "saturated"
    if row.dead_lately[worst] >= np.float32(DEAD):
        return None  # which is said of them already
    return Finding(code, {"layer": layer_of(worst), "share": float(share[worst])})
