"""All frozen: where no hidden layer is trained, the output layer learns alone, whatever signal arrives below it."""

from gradflow.diagnosis.finding import Finding
from gradflow.diagnosis.row import Row


def check(row: Row) -> Finding | None:
    """all_frozen."""
    return Finding("all_frozen", {"depth": row.depth}) if row.frozen >= row.depth else None
