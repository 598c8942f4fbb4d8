"""Blocked: a layer that receives exactly nothing, and goes on receiving nothing."""

import numpy as np

from gradflow.diagnosis.finding import Finding
from gradflow.diagnosis.reach import let_back
from gradflow.diagnosis.row import Row, decades, layer_of
from gradflow.diagnosis.thresholds import BORDERLINE, DEAD, FITTED, SAMPLES, STAYS
from gradflow.diagnosis.underflow import ends_of, lost


def check(row: Row) -> Finding | None:
    """underflow, fitted, truncated, truncated_every, cut_beyond, dead_signal, flat_signal, silent_now or flat_now; None
    where the signal passes, be it by the skips past a layer that receives nothing.

    flat_signal, flat_now: not a true 0, but a signal times a slope that the format cannot hold, of an activation that
    is flat only in the limit: float32 holds tanh's slope up to z = 44.
    """
    found = _zero_signal(row)
    several = row.memory is not None and row.memory.several
    found = _cut(row) if found is None or (found.code == "truncated" and several) else found
    return _beyond(row, found) if found is not None and found.code.startswith("truncated") else found


def _zero_signal(row: Row) -> Finding | None:
    zero = np.flatnonzero(row.signal == 0)
    if not zero.size or (row.passed_by and row.signal[0] > 0):
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
    if row.window and top + 1 < row.depth and (top + 1) % row.window == 0:
        return Finding("truncated", {"layer": layer_of(top + 1), "window": row.window})
    near = row.lately.saturated_fraction[-1, top : top + 2]  # by the layer's own slopes, or the later time step's
    flat = row.flattens and not row.starts_at_zero and near.max() > DEAD
    code = ("flat_signal" if flat else "dead_signal") if stays(row, int(top)) else "flat_now" if flat else "silent_now"
    numbers: dict[str, float | str] = {"layer": layer_of(top)}
    if flat:
        numbers |= {"size": ends.smallest, "precision": row.experiment.precision}
    return Finding(code, numbers)


def stays(row: Row, layer: int) -> bool:
    """Whether a layer, from 0, that receives exactly 0 now is known to go on so.

    It has for `STAYS` steps; or for all there are, over samples enough. Weights that are all 0 let the signal down one
    layer a step (Wₗ moves as soon as layer l - 1 says something and layer l hears something), so that there one has to
    wait; but where the last layer says nothing, not even the output's weights ever move.
    """
    silent = row.recent == 0
    tops = np.where(silent.any(axis=1), row.depth - 1 - np.argmax(silent[:, ::-1], axis=1), -1)
    if not silent[:, layer].all() or tops[0] > layer:
        return False
    if len(silent) >= STAYS:
        return True
    if row.starts_at_zero:
        return bool(row.activation[-1] == 0)
    return len(silent) * row.experiment.batch_size >= SAMPLES


def _cut(row: Row) -> Finding | None:
    """Backpropagation through time is cut off, and answers that count before the cut send signals of their own."""
    if not 0 < row.window < row.depth:
        return None
    return Finding("truncated_every", {"window": row.window, "limit": let_back(row.depth, row.window)})


def _beyond(row: Row, cut: Finding) -> Finding:
    """cut_beyond where the last answer's signal still goes as far back as the task is known to need; else the cut."""
    memory = row.memory
    if memory is None or not memory.known or memory.limit is None or memory.limit < memory.asked:
        return cut
    if memory.arrives is None or memory.arrives <= -BORDERLINE:
        return cut
    return Finding("cut_beyond", {"window": row.window, "limit": memory.limit})
