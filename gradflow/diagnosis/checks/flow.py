"""Flow: how much of the last layer's signal reaches the first. The verdict on the signal where nothing is broken."""

import numpy as np

from gradflow.diagnosis.finding import Finding
from gradflow.diagnosis.row import Row, decades
from gradflow.diagnosis.thresholds import BORDERLINE, CLEAR_LAW, PLAINLY, SLIGHT_LAW, SOON, VANISHING


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
    if r is None or abs(r) < SLIGHT_LAW or row.depth < 5 or not (row.signal > 0).all():
        return None
    law, plainly = _fitting(row)
    return law if plainly or abs(r) >= CLEAR_LAW else None


def power(row: Row) -> Finding | None:
    """power: before training has changed much, the signal plainly changes less and less from layer to layer, so that a
    rate per layer says too much of deeper networks."""
    r = decades(row.signal)
    if r is None or row.step >= SOON or law_of(row) != "power" or not _fitting(row)[1]:
        return None
    return Finding("power", {"amount": abs(r)})


def _fitting(row: Row) -> tuple[str, bool]:
    """The law that fits better, and whether it fits PLAINLY times as well."""
    layer, size = np.arange(1, row.depth + 1), np.log10(row.signal)
    exponential, power = _misfit(layer, size), _misfit(np.log(layer), size)
    plainly = max(exponential, power) >= PLAINLY * min(exponential, power)
    return "exponential" if exponential <= power else "power", plainly


def _misfit(x: np.ndarray, y: np.ndarray) -> float:
    """Sum of squares about the best straight line."""
    return float(((y - np.polyval(np.polyfit(x, y, 1), x)) ** 2).sum())
