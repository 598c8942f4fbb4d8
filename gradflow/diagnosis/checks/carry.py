"""Carry: the path along a gated cell's own state may stay open where the signal at h vanishes."""

from gradflow.diagnosis.finding import Finding
from gradflow.diagnosis.row import Row, decades
from gradflow.diagnosis.thresholds import BORDERLINE, VANISHING
from gradflow.networks import RNN, downcast
from gradflow.parts.cells import CELLS


def check(row: Row) -> Finding | None:
    """carry_open: along c the signal arrives. gated_learns: it does not, but gates learn to open."""
    r = decades(row.signal)
    if 0 < row.window < row.depth or (r is not None and r >= -BORDERLINE):
        return None
    if row.memory is not None and row.memory.level == "solved":
        return None
    along_c = None if row.cell_signal is None else decades(row.cell_signal)
    if r is not None and along_c is not None and along_c > -BORDERLINE and abs(along_c) <= -r / 2:
        return Finding("carry_open", {"amount": -r, "cell_amount": abs(along_c)})
    gated = bool(CELLS[downcast(row.experiment.network, RNN).cell].openings)
    return Finding("gated_learns") if gated and (r is None or r <= -VANISHING) else None
