"""Blocked: a layer that receives exactly nothing, or whose units are dead."""

import numpy as np

from gradflow.diagnosis.finding import Finding
from gradflow.diagnosis.row import Row, decades, layer_of
from gradflow.diagnosis.thresholds import DEAD, FITTED
from gradflow.diagnosis.underflow import ends_of, lost


def check(row: Row) -> Finding | None:
    """underflow, fitted, truncated, dead_signal or dead_units; None where the signal passes."""
    return _zero_signal(row) or _dead_units(row)


def _zero_signal(row: Row) -> Finding | None:
    zero = np.flatnonzero(row.signal == 0)
    if not zero.size:
        return None
    top = zero[-1]  # the signal comes down from the output: it is lost first in the highest such layer
    ends = ends_of(row.experiment)
    if lost(row.signal, ends)[top]:
        seen = row.signal[top + 1 :]
        slope = (decades(seen) or 0.0) / max(1, len(seen) - 1)
        numbers = {"layer": layer_of(top), "size": ends.smallest, "slope": slope, "since": row.silent_since}
        return Finding("underflow", numbers | {"precision": row.experiment.precision})
    if zero.size == row.depth and row.loss < FITTED:
        return Finding("fitted", {"loss": row.loss})
    if _is_cut(row, top):
        return Finding("truncated", {"layer": layer_of(top + 1), "window": row.window})
    return Finding("dead_signal", {"layer": layer_of(top)})


def _is_cut(row: Row, top: np.integer) -> bool:
    """Whether backpropagation was cut off right after this layer or time step."""
    return row.window > 0 and top + 1 < row.depth and (top + 1) % row.window == 0


def _dead_units(row: Row) -> Finding | None:
    worst = np.argmax(np.nan_to_num(row.dead))
    if not row.dead[worst] >= np.float32(DEAD):  # as the trace holds it: 0.9 in float32 is less than 0.9
        return None
    return Finding("dead_units", {"layer": layer_of(worst), "share": float(row.dead[worst])})
