"""Frozen: all hidden layers keep their weights, so that whatever signal arrives changes nothing in them."""

from gradflow.diagnosis.finding import Finding
from gradflow.diagnosis.row import Row


def check(row: Row) -> Finding | None:
    """all_frozen: only the output layer learns."""
    return Finding("all_frozen") if row.frozen >= row.depth else None
