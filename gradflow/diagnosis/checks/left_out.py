"""Left out: with dropout a batch is answered by a thinned network, and held-out data by the whole one."""

from gradflow.diagnosis.finding import Finding
from gradflow.diagnosis.row import Row


def check(row: Row) -> Finding | None:
    """left_out."""
    rate = getattr(row.experiment.network, "dropout", 0.0)
    return Finding("left_out", {"share": rate}) if rate else None
