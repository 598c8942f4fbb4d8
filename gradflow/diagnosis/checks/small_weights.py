"""Small weights: a decay or a limit that keeps them small, and less signal that arrives than did at the start."""

from gradflow.diagnosis.finding import Finding
from gradflow.diagnosis.row import Row, decades
from gradflow.diagnosis.thresholds import FLAT
from gradflow.diagnosis.verdicts.smallness import keeps_small


def check(row: Row) -> Finding | None:
    """small_weights: R has fallen by more than FLAT since the first step."""
    now, first = decades(row.signal), decades(row.signal_at_start)
    if now is None or first is None or first - now <= FLAT or now > 0:
        return None
    field = keeps_small(row.experiment, row.step)
    return Finding("small_weights", {"field": field, "amount": first - now}) if field else None
