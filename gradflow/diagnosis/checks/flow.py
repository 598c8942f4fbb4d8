"""Flow: how much of the last layer's signal reaches the first. The verdict on the signal where nothing is broken."""

import numpy as np

from gradflow.diagnosis.finding import Finding
from gradflow.diagnosis.row import Row, decades
from gradflow.diagnosis.thresholds import BORDERLINE, CLEAR_LAW, VANISHING


def check(row: Row) -> Finding:
    """vanishing, exploding, borderline or passes, by R = log10 of the first layer's signal over the last's; where a
    cell has a state of its own, of the better of two ways: along h, or along c."""
    r, way = along(row)
    if r is None:
        return Finding("passes")  # one layer: there is no way to get lost on
    kind = "passes" if abs(r) <= BORDERLINE else "borderline"
    if abs(r) >= VANISHING:
        kind = "exploding" if r > 0 else "vanishing"
    return Finding(kind, {"decades": r, "slope": r / (row.depth - 1), "way": way})


def along(row: Row) -> tuple[float | None, str]:
    """R, and the way it was measured along: h, unless less is lost along c."""
    r, along_c = decades(row.signal), None if row.cell_signal is None else decades(row.cell_signal)
    if along_c is not None and r is not None and r < min(0.0, along_c):
        return along_c, "c"
    return r, "h"


def law_of(row: Row) -> str | None:
    """Whether log signal is straighter over the layer ("exponential") or over its logarithm ("power"), if either."""
    r = decades(row.signal)
    if r is None or abs(r) < CLEAR_LAW or row.depth < 5 or not (row.signal > 0).all():
        return None
    layer, size = np.arange(1, row.depth + 1), np.log10(row.signal)
    return "exponential" if _misfit(layer, size) <= _misfit(np.log(layer), size) else "power"


def _misfit(x: np.ndarray, y: np.ndarray) -> float:
    """Sum of squares about the best straight line."""
    return float(((y - np.polyval(np.polyfit(x, y, 1), x)) ** 2).sum())
