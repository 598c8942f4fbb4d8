"""Silent: layers that receive exactly 0 although the network as a whole is not blocked."""

import numpy as np

from gradflow.diagnosis.finding import Finding
from gradflow.diagnosis.row import Row, layer_of


def check(row: Row) -> Finding | None:
    """silent_inside: one that skips pass by. silent_batch: of this step's batch only, while others got through."""
    zero = np.flatnonzero(row.signal == 0)
    if not zero.size:
        return None
    top = int(zero[-1])
    if row.passed_by and row.signal[0] > 0:
        return Finding("silent_inside", {"layer": layer_of(top)})
    heard = int((row.recent[:, top] > 0).sum())
    if not heard:
        return None
    return Finding("silent_batch", {"layer": layer_of(top), "heard": heard, "of": len(row.recent)})
