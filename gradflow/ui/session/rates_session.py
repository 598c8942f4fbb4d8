"""RatesSession: what one browser session has on the page of learning rates: a grid of rates and folds, and one run
whose rate rises."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from gradflow.comparison.rates import FOLD, RATE, range_of, validation_grid
from gradflow.diagnosis.rates.rate_range import RateRange, rate_range
from gradflow.diagnosis.rates.validation import Validated, best_of, lowest_of, validated
from gradflow.experiment import Experiment, default_of
from gradflow.fields import Value
from gradflow.service.grid.grid_run import Snapshot
from gradflow.ui.session.grid_session import GridSession


@dataclass
class RatesSession(GridSession):
    """The grid's fields are also those of the range test, but for its rate, and without folds."""

    _read: tuple[int, RateRange] | None = None
    _tested: Experiment | None = None

    @property
    def rising(self) -> Experiment:
        return range_of(self.grid.base.replace(folds=1))

    @property
    def rates(self) -> tuple[float, ...]:
        return self.values[RATE]

    @property
    def folds(self) -> int:
        return len(self.values[FOLD])

    def choose(self, **values: Value | None) -> None:
        folds = int(values.pop("folds", self.folds) or 1)
        self._try(lambda: validation_grid(self.grid.base.replace(**values), folds, {RATE: self.rates}))

    def compare(self, axes: Mapping[str, Iterable[Any]]) -> None:
        self._try(lambda: validation_grid(self.grid.base, self.folds, {RATE: axes[RATE]}))

    def rows(self, snapshot: Snapshot) -> list[Validated]:
        """What is known of each rate."""
        return validated(self.grid, {place: cell.outcome for place, cell in snapshot.cells.items()})

    @property
    def offered(self) -> int:
        """A run of the best rate; once all are there, for a menu that changes its mind takes back what was chosen."""
        lowest = lowest_of(self.rows(self.look())) if super().finished else None
        return lowest.places[0] if lowest else 0

    @property
    def places(self) -> int:
        return len(self.grid) + 2

    def run_at(self, place: int) -> Experiment:
        """The run that a point stands for: beyond the grid's, the one whose rate rises, then the one to take along."""
        beyond = place - len(self.grid)
        return super().run_at(place) if beyond < 0 else self.found if beyond else self.rising

    @property
    def found(self) -> Experiment:
        """This network without folds, at the best rate, else at the one suggested, else at its laboratory's."""
        best, tested, lab = best_of(self.rows(self.look())), self.tested(), self.labs.get(self.family)
        own = (lab.experiment if lab else default_of(self.family.config)).learning_rate
        suggested = tested.suggested if tested else None
        return self.grid.base.replace(folds=1, learning_rate=best.values[RATE] if best else suggested or own)

    def take_along(self) -> None:
        """Open that one."""
        self.opening = len(self.grid) + 1

    def go_on(self, seconds: float) -> None:
        """Let the range test go on for so many seconds at most."""
        rising = self.rising
        self.server.runs.get(rising).advance(rising.steps, seconds, self.server.audience.share(self.interval))

    def tested(self) -> RateRange | None:
        """What the range test says so far; None before its first step."""
        rising = self.rising
        run = self.server.runs.get(rising)
        made = len(run)
        if made and (self._read is None or self._tested != rising or self._read[0] != made):
            self._tested, self._read = rising, (made, rate_range(run.upto(made)))
        return self._read[1] if made and self._read else None

    @property
    def range_is_done(self) -> bool:
        return self.server.runs.get(self.rising).finished

    @property
    def finished(self) -> bool:
        return super().finished and self.range_is_done
