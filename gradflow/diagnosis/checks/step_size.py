"""Step size: the real update of a layer's weights relative to the weights."""

import numpy as np

from gradflow.diagnosis.checks.weight_gradient import zero_by_design
from gradflow.diagnosis.finding import Finding
from gradflow.diagnosis.row import Row, layer_of
from gradflow.diagnosis.thresholds import FROZEN, UNSTABLE


def check(row: Row) -> Finding | None:
    """update_unstable, update_frozen or update_none, of the worst layer; zero weights have no ratio."""
    ratio = np.where(np.isfinite(row.update_ratio), row.update_ratio, np.nan)
    if np.isnan(ratio).all():
        return None
    fastest, slowest = int(np.nanargmax(ratio)), int(np.nanargmin(ratio))
    if ratio[fastest] > UNSTABLE:
        return Finding("update_unstable", {"layer": layer_of(fastest), "size": float(ratio[fastest])})
    if ratio[slowest] < FROZEN and not zero_by_design(row):
        code = "update_none" if ratio[slowest] == 0 else "update_frozen"
        return Finding(code, {"layer": layer_of(slowest), "size": float(ratio[slowest])})
    return None
