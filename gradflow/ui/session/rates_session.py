"""RatesSession: what one browser session has on the page of learning rates: a grid of rates and folds, and one run
whose rate rises."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from gradflow.comparison.rates import FOLD, RATE, range_of, validation_grid
from gradflow.diagnosis.rates.rate_range import RateRange, rate_range
from gradflow.experiment import Experiment
from gradflow.fields import Value
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

    @property
    def places(self) -> int:
        return len(self.grid) + 1

    def run_at(self, place: int) -> Experiment:
        """The run that a point stands for: beyond the grid's, the one whose rate rises."""
        return self.rising if place == len(self.grid) else super().run_at(place)

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
