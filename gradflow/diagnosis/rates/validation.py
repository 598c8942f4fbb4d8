"""Validation: what a cross-validation says of each combination of values, over the folds held out in turn."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from gradflow.comparison.grid import Grid
from gradflow.diagnosis.group import Spread
from gradflow.diagnosis.outcome import Outcome
from gradflow.diagnosis.verdicts.guessing import of_task
from gradflow.diagnosis.verdicts.learning import NO_BETTER_THAN_GUESSING

FOLD = "fold"


@dataclass(frozen=True)
class Validated:
    """One combination. values: by field. places: of its runs in the grid, a fold each.

    done, broken: how many of its runs have ended, and how many of these with a number that is not finite. learned: how
    many of the others do better than guessing. guess: the loss of guessing, infinite where it is not known. loss,
    accuracy: of the held-out folds; training_loss: of the last batch; median and ends over the runs that stayed finite,
    None where there is none.
    """

    values: Mapping[str, Any]
    places: tuple[int, ...]
    done: int
    broken: int
    learned: int
    guess: float
    loss: Spread | None
    accuracy: Spread | None
    training_loss: Spread | None

    @property
    def whole(self) -> bool:
        """Whether every fold is there and finite."""
        return self.ended and not self.broken

    @property
    def ended(self) -> bool:
        """Whether every fold is there."""
        return self.done == len(self.places)

    @property
    def broke(self) -> dict[str, int]:
        """How many of how many broke, for a sentence."""
        return {"broken": self.broken, "folds": len(self.places)}

    @property
    def learns(self) -> bool:
        """Whether most of those that stayed finite do better than guessing."""
        return 2 * self.learned > self.done - self.broken


def validated(grid: Grid, outcomes: Mapping[int, Outcome]) -> list[Validated]:
    """Of a grid of `gradflow.comparison.rates.validation_grid`, in its order; outcomes: by place, those there are."""
    folds = len(grid.axes[-1].values)
    return [_of(grid, outcomes, tuple(range(at, at + folds))) for at in range(0, len(grid), folds)]


def lowest_of(rows: Sequence[Validated]) -> Validated | None:
    """The one with the lowest median loss on held-out folds, of those with every fold, and of those that learn if one
    of them does; None where there is none."""
    whole = [(not row.learns, row.loss.median, at) for at, row in enumerate(rows) if row.whole and row.loss]
    return rows[min(whole)[-1]] if whole else None


def best_of(rows: Sequence[Validated]) -> Validated | None:
    """The lowest of all, once all have every fold, for one of the others may be better; None where none learns."""
    lowest = lowest_of(rows) if all(row.ended for row in rows) else None
    return lowest if lowest and lowest.learns else None


def as_good(rows: Sequence[Validated], best: Validated) -> list[Validated]:
    """Those whose median lies within the range that the best has over its folds: the folds do not tell them apart."""
    assert best.loss is not None
    return [row for row in rows if row.whole and row.learns and row.loss and row.loss.median <= best.loss.high]


def _of(grid: Grid, outcomes: Mapping[int, Outcome], places: tuple[int, ...]) -> Validated:
    there = [outcomes[place] for place in places if place in outcomes]
    finite = [each for each in there if each.first_non_finite is None]
    values = {name: value for name, value in grid.values[places[0]].items() if name != FOLD}
    spreads = (
        _spread([getattr(each, name) for each in finite]) for name in ("held_out_loss", "held_out_accuracy", "loss")
    )
    learned = sum(each.learning not in NO_BETTER_THAN_GUESSING for each in finite)
    known = of_task(grid.cells[places[0]])
    guess = np.inf if known is None else known.loss
    return Validated(values, places, len(there), len(there) - len(finite), learned, guess, *spreads)


def _spread(found: Sequence[float | None]) -> Spread | None:
    known = [value for value in found if value is not None and np.isfinite(value)]
    return Spread(float(np.median(known)), min(known), max(known)) if known else None
