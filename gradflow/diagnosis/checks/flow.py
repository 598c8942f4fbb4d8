"""Flow: how much of the last layer's signal reaches the first. The verdict where nothing is broken."""

import numpy as np

from gradflow.diagnosis.finding import Finding
from gradflow.diagnosis.row import Row, decades
from gradflow.diagnosis.thresholds import BORDERLINE, CLEAR_LAW, VANISHING


def check(row: Row) -> Finding:
    """vanishing, exploding, borderline or healthy, by R = log10 of the first layer's signal over the last's."""
    r = decades(row.signal)
    if r is None:
        return Finding("healthy")  # one layer: there is no way to get lost on
    kind = "healthy" if abs(r) <= BORDERLINE else "borderline"
    if abs(r) >= VANISHING:
        kind = "exploding" if r > 0 else "vanishing"
    return Finding(kind, {"decades": r, "slope": r / (row.depth - 1)})


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
