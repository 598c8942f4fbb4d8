"""Taking part: which layers learn at all, and of which units a batch is answered."""

from gradflow.diagnosis.finding import Finding
from gradflow.diagnosis.row import Row


def layers(row: Row) -> Finding | None:
    """all_frozen: no hidden layer is trained, so that the output layer learns alone, whatever signal arrives below."""
    return Finding("all_frozen", {"depth": row.depth}) if row.frozen >= row.depth else None


def units(row: Row) -> Finding | None:
    """left_out: with dropout a thinned network answers a batch, and the whole one held-out data."""
    rate = getattr(row.experiment.network, "dropout", 0.0)
    return Finding("left_out", {"share": rate}) if rate else None
