"""The column to learn as classes or as numbers, and the rows that take part."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from gradflow.tasks.own.column import Column
from gradflow.tasks.own.prepare import Rows, values_of
from gradflow.tasks.own.roles import MOST_CLASSES
from gradflow.tasks.own.unusable import Unusable
from gradflow.tasks.task import one_hot

MOST_WHOLE = 100  # different whole numbers that may still be classes; beyond, they are numbers without a question


@dataclass(frozen=True)
class Target:
    """rows: those that take part. wanted [row, output]: one-hot, or numbers. classes: by name; none where numbers are
    learned. different: how many values the column has. rare: rows left out, for their class is not among the most
    frequent. either: whether it may be learned either way, so that one has to ask.
    """

    rows: Rows
    wanted: NDArray[np.floating]
    classes: tuple[str, ...]
    different: int
    rare: int
    either: bool


def target_in(column: Column, rows: Rows, learn: Literal["number", "classes"] | None) -> Target:
    """Classes are texts, and whole numbers of which there are no more than there may be classes unless told otherwise.
    Raises Unusable."""
    values = values_of(column, rows)
    if len(values) == 1:
        raise Unusable("constant", target=column.name)
    numbers = column.numbers
    whole = numbers is not None and all(float(value).is_integer() for value in values)
    either = whole and len(values) <= MOST_WHOLE
    as_number = learn == "number" if learn and either else len(values) > MOST_CLASSES
    if numbers is not None and (not whole or as_number or len(values) > MOST_WHOLE):
        return Target(rows, np.array(numbers)[rows, None], (), len(values), 0, either)
    held = numbers or column.cells
    different = len(values)
    values, taken = _most_frequent(column, values, rows)
    labels = np.array([values.index(held[row]) for row in taken])
    names = tuple(value if isinstance(value, str) else f"{value:.0f}" for value in values)
    return Target(taken, one_hot(labels, len(values)), names, different, len(rows) - len(taken), either)


def _most_frequent(column: Column, values: list, rows: Rows) -> tuple[list, Rows]:
    """The most frequent values, in their order, and the rows that have one of them; all if they are few enough."""
    if len(values) <= MOST_CLASSES:
        return values, rows
    held = np.array([values.index(value) for value in _held(column, rows)])
    counts = np.bincount(held)
    kept = np.sort(np.argsort(-counts, kind="stable")[:MOST_CLASSES])
    if counts[kept].min() < 2:  # names, of which every row has its own
        raise Unusable("classes_many", target=column.name, classes=len(values), most=MOST_CLASSES)
    return [values[place] for place in kept], rows[np.isin(held, kept)]


def _held(column: Column, rows: Rows) -> list:
    held = column.numbers or column.cells
    return [held[row] for row in rows]
