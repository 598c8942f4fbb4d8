"""GridSession: what one browser session has on a page of grids, as a `LabSession` is in a laboratory."""

import time
import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from gradflow.comparison.axes import Refused
from gradflow.comparison.grid import Grid
from gradflow.diagnosis.group import Group, groups
from gradflow.experiment import Experiment
from gradflow.fields import Value
from gradflow.figures.drawing.live_figure import LiveFigure
from gradflow.invalid import InvalidField
from gradflow.networks import Family, TooManyStates
from gradflow.service.grid.grid_run import Snapshot
from gradflow.service.server import Server
from gradflow.tasks import is_lent
from gradflow.tasks.own import Own
from gradflow.ui.session.lab_session import LabSession

SLOWLY = 2.0  # seconds between two states of the table
LONGER = 0.5  # seconds; a look lasts so much longer than until the next


@dataclass
class GridSession:
    """A grid, and what was wrong with the link or the choice that led here.

    default: the page's own grid for a family of networks. shown: what colours a cell, where there is a choice.
    refused: a choice that was too much, or, if `linked`, a link. table: whether the table of all runs is open.
    opening: the place of a run that is to be opened. labs: of the same visit, by family; they hold data of one's own.
    """

    server: Server
    page: str
    default: Callable[[Family], Grid]
    grid: Grid
    shown: str
    broken: Sequence[InvalidField] = ()
    refused: Refused | TooManyStates | None = None
    linked: bool = True
    table: bool = False
    opening: int | None = None
    labs: Mapping[Family, LabSession] = field(default_factory=dict)
    name: str = field(default_factory=lambda: uuid.uuid4().hex)
    _seen: Snapshot | None = None
    _drawn: tuple[Any, LiveFigure] | None = None
    _listed: tuple[float, int] = (float("-inf"), 0)

    @property
    def now(self) -> Experiment:
        """What all runs share, with the first value of every axis."""
        return self.grid.base

    @property
    def family(self) -> Family:
        return self.grid.base.family

    @property
    def own(self) -> Own | None:
        """The data of one's own that the laboratory of this family holds."""
        lab = self.labs.get(self.family)
        return lab and lab.own

    @property
    def values(self) -> dict[str, tuple[Any, ...]]:
        """The axes' values, by field."""
        return {axis.name: axis.values for axis in self.grid.axes}

    def arrive(
        self, grid: Grid, shown: str, broken: Sequence[InvalidField], refused: Refused | TooManyStates | None
    ) -> None:
        """Show what a link says."""
        self.grid, self.shown, self.broken, self.refused, self.linked = grid, shown, broken, refused, True

    def choose(self, **values: Value | None) -> None:
        """Give these fields these values in every run."""
        self._try(lambda: Grid.of(self.grid.base.replace(**values), self.values))

    def compare(self, axes: Mapping[str, Iterable[Any]]) -> None:
        """Compare these fields' values; fields that are compared no longer keep their first."""
        self._try(lambda: Grid.of(self.grid.base, axes))

    def reset(self, family: Family | None = None) -> None:
        self._try(lambda: self.default(family or self.family))

    def let_go(self) -> None:
        """Learn other data where this session does not hold any more what all runs learn from."""
        if is_lent(self.now.task) and self.now.task != (self.own and self.own.name):
            self.reset()
            self.refuse("gone")

    def refuse(self, why: str) -> None:
        self.broken, self.refused, self.linked = [], Refused(why, why), False

    @property
    def places(self) -> int:
        """How many runs points stand for."""
        return len(self.grid)

    def run_at(self, place: int) -> Experiment:
        """The run that a point stands for."""
        return self.grid.cells[place]

    @property
    def offered(self) -> int:
        """The place of the run that is offered to be opened, before another is chosen."""
        return 0

    @property
    def finished(self) -> bool:
        """Whether there is no more to come."""
        return self.look().finished

    def look(self) -> Snapshot:
        """What there is of the grid; it is worked on until a little after the next frame is due."""
        if self._seen is None or self._seen.grid != self.grid or not self._seen.finished:
            self._seen = self.server.grids.look(self.grid, self.name, self.interval + LONGER)
        return self._seen

    @property
    def interval(self) -> float:
        """Seconds between two frames: twice a laboratory's, for a frame is twice as large."""
        return 2 * self.server.audience.interval_for(self.name)

    def listed(self) -> int:
        """How many runs the table has that is open: it is large, and not made anew at every frame."""
        when, count = self._listed
        snapshot, now = self.look(), time.monotonic()
        if not self.table:
            return 0
        if now - when > SLOWLY or snapshot.finished or len(snapshot.cells) < count:
            self._listed = now, len(snapshot.cells)
        return self._listed[1]

    def groups(self, snapshot: Snapshot) -> list[Group]:
        return groups(self.grid, snapshot.cells)

    def figure(self, key: Any, draw: Callable[[], LiveFigure]) -> LiveFigure:
        """Drawn anew only where something has changed: `key` says of what it was made."""
        if self._drawn is None or self._drawn[0] != key:
            self._drawn = (key, draw())
        return self._drawn[1]

    def _try(self, make: Callable[[], Grid]) -> None:
        self.broken, self.refused, self.linked = [], None, False
        try:
            self.grid = make()
        except (Refused, TooManyStates) as refused:
            self.refused = refused
