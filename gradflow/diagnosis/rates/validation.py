"""Validation: what a cross-validation says of each combination of values, over the folds held out in turn."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from gradflow.comparison.grid import Grid
from gradflow.diagnosis.group import Spread
from gradflow.diagnosis.outcome import Outcome

FOLD = "fold"


@dataclass(frozen=True)
class Validated:
    """One combination. values: by field. places: of its runs in the grid, a fold each.

    done, broken: how many of its runs have ended, and how many of these with a number that is not finite. loss,
    accuracy: of the held-out folds; training_loss: of the last batch; median and ends over the runs that stayed finite,
    None where there is none.
    """

    values: Mapping[str, Any]
    places: tuple[int, ...]
    done: int
    broken: int
    loss: Spread | None
    accuracy: Spread | None
    training_loss: Spread | None

    @property
    def whole(self) -> bool:
        """Whether every fold is there and finite."""
        return self.done == len(self.places) and not self.broken


def validated(grid: Grid, outcomes: Mapping[int, Outcome]) -> list[Validated]:
    """Of a grid of `gradflow.comparison.rates.validation_grid`, in its order; outcomes: by place, those there are."""
    folds = len(grid.axes[-1].values)
    return [_of(grid, outcomes, tuple(range(at, at + folds))) for at in range(0, len(grid), folds)]


def best_of(rows: Sequence[Validated]) -> Validated | None:
    """The one with the lowest median loss on held-out folds, of those with every fold; None where there is none."""
    whole = [(row.loss.median, at) for at, row in enumerate(rows) if row.whole and row.loss]
    return rows[min(whole)[1]] if whole else None


def as_good(rows: Sequence[Validated], best: Validated) -> list[Validated]:
    """Those whose median lies within the range that the best has over its folds: the folds do not tell them apart."""
    assert best.loss is not None
    return [row for row in rows if row.whole and row.loss and row.loss.median <= best.loss.high]


def _of(grid: Grid, outcomes: Mapping[int, Outcome], places: tuple[int, ...]) -> Validated:
    there = [outcomes[place] for place in places if place in outcomes]
    finite = [each for each in there if each.first_non_finite is None]
    values = {name: value for name, value in grid.values[places[0]].items() if name != FOLD}
    spreads = (
        _spread([getattr(each, name) for each in finite]) for name in ("held_out_loss", "held_out_accuracy", "loss")
    )
    return Validated(values, places, len(there), len(there) - len(finite), *spreads)


def _spread(found: Sequence[float | None]) -> Spread | None:
    known = [value for value in found if value is not None and np.isfinite(value)]
    return Spread(float(np.median(known)), min(known), max(known)) if known else None
