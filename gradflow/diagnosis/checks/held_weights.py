"""Held weights: those that are frozen, and those that a decay or a limit keeps small."""

from gradflow.diagnosis.finding import Finding
from gradflow.diagnosis.row import Row, decades
from gradflow.diagnosis.thresholds import FLAT
from gradflow.diagnosis.verdicts.smallness import keeps_small


def frozen(row: Row) -> Finding | None:
    """all_frozen: only the output layer learns, whatever signal arrives."""
    return Finding("all_frozen") if row.frozen >= row.depth else None


def small(row: Row) -> Finding | None:
    """small_weights: R has fallen by more than FLAT since the first step, and a field keeps the weights small."""
    now, first = decades(row.signal), decades(row.signal_at_start)
    if now is None or first is None or first - now <= FLAT or now > 0:
        return None
    field = keeps_small(row.experiment, row.step)
    return Finding("small_weights", {"field": field, "amount": first - now}) if field else None
