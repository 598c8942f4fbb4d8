"""Saturation: units where the slope is nearly 0. Not by itself a loss of signal: random weights may make up for it.

Where the slope is exactly 0 there, as below a ReLU's corner, nothing can: such units are off, and counted as such only
by far more than the half of a layer that is off in any ReLU network.
"""

import numpy as np

from gradflow.diagnosis.finding import Finding
from gradflow.diagnosis.row import Row, layer_of
from gradflow.diagnosis.thresholds import DEAD, SATURATED, SATURATED_SMOOTH

WITH_CORNERS = ("relu", "hard_tanh")  # activations whose slope is exactly 0 somewhere
HALF_OFF = ("relu", "leaky_relu", "elu", "gelu", "silu", "softplus")  # flat on one side, where half of all inputs are


def check(row: Row) -> Finding | None:
    """saturated, or units_off where the slope is exactly 0, with the layer that is worst over the latest batches."""
    now, share = row.experiment, np.nan_to_num(row.saturated_lately)
    worst = int(np.argmax(share))
    activation = now.family.activation(now.network)
    if not share[worst] > (SATURATED if activation in HALF_OFF else SATURATED_SMOOTH):
        return None
    code = "units_off" if activation in WITH_CORNERS else "saturated"
    if row.dead_lately[worst] >= np.float32(DEAD):
        return None  # which is said of them already
    return Finding(code, {"layer": layer_of(worst), "share": float(share[worst])})
