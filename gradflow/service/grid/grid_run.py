"""Grid run: the runs of one grid, shared by everybody who looks at it, trained while somebody does."""

import threading
import time
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from gradflow.comparison.grid import Grid
from gradflow.diagnosis.run_thumbnail import RunThumbnail, thumbnail_of
from gradflow.service.concurrency.cores import Cores
from gradflow.service.training.protocols import Begin, TrainingProtocol
from gradflow.service.training.recording import weights_of
from gradflow.service.training.run import LONGEST
from gradflow.trace import Trace

CHUNK_SECONDS = 0.1  # a chunk of several steps is not made longer; a laboratory waits for one at most
CELL_BYTES = 6000  # 4,000 of them numbers of the map


@dataclass(frozen=True)
class Snapshot:
    """A grid run as it stands. cells: by their place in the grid, those finished. progress: 0 to 1, by steps.

    finished: nothing more will come. exhausted: because the computing a grid may take is used up.
    compiling: whether a program is being compiled, and cells wait for it.
    """

    grid: Grid
    cells: Mapping[int, RunThumbnail]
    progress: float
    finished: bool
    exhausted: bool
    compiling: bool


class _UnderWay:
    """A cell whose training has begun."""

    def __init__(self, place: int) -> None:
        self.place = place
        self.training: TrainingProtocol | None = None
        self.parts: list[Trace] = []
        self.nbytes = 0  # of the weights and of what was recorded

    def advance(self, training: TrainingProtocol, steps: int) -> None:
        self.parts.append(part := training.advance(steps))
        self.nbytes = (self.nbytes or weights_of(part.experiment)) + sum(rows.nbytes for rows in part.arrays().values())


class GridRun:
    """Cells are begun in the grid's even order and trained chunk by chunk, by whoever calls `chunk`."""

    def __init__(self, grid: Grid, cores: Cores, begin: Begin, clock: Callable[[], float] = time.monotonic) -> None:
        self.grid = grid
        self._cores = cores
        self._begin = begin
        self._clock = clock
        self._left = deque(grid.order)
        self._paused: deque[_UnderWay] = deque()
        self._cells: dict[int, RunThumbnail] = {}
        self._made = 0  # steps, of all cells together
        self._steps = sum(experiment.steps for experiment in grid.cells)
        self._seconds_per_step = 0.0  # of the latest chunk; 0 before the first
        self._spent = 0.0
        self._looks: dict[str, float] = {}  # until when each learner looks
        self._compiling = False
        self._failed: Exception | None = None
        self._changing = threading.Lock()

    def look(self, learner: str, seconds: float) -> Snapshot:
        """What there is now; this learner looks for so many seconds from now. An error of a cell is raised here."""
        now = self._clock()
        self._looks = {name: until for name, until in self._looks.items() if until > now} | {learner: now + seconds}
        if self._failed is not None:
            raise self._failed
        return self.snapshot()

    def leave(self, learner: str) -> None:
        """This learner does not look any more."""
        self._looks = {name: until for name, until in self._looks.items() if name != learner}

    def snapshot(self) -> Snapshot:
        """What there is now, which is not a look."""
        with self._changing:
            cells = MappingProxyType(dict(self._cells))
            progress = self._made / self._steps
            return Snapshot(self.grid, cells, progress, self.finished, self.exhausted, self._compiling)

    @property
    def exhausted(self) -> bool:
        """Whether it has taken all the computing a grid may take."""
        return self._spent > LONGEST

    @property
    def finished(self) -> bool:
        return self.exhausted or self._failed is not None or len(self._cells) == len(self.grid)

    @property
    def wanted(self) -> bool:
        """Whether somebody looks, and there is a cell that nobody is at."""
        now = self._clock()
        looked_at = any(until > now for until in self._looks.values())
        return looked_at and not self.finished and bool(self._paused or self._left)

    @property
    def nbytes(self) -> int:
        return CELL_BYTES * len(self._cells) + sum(cell.nbytes for cell in list(self._paused))

    def chunk(self) -> float:
        """Train one cell a little further: for CHUNK_SECONDS or a step, or until its program is compiled.

        Returns the seconds it computed; none where laboratories had the cores.
        """
        with self._changing:
            if not (self._paused or self._left):
                return 0.0
            cell = self._paused.popleft() if self._paused else _UnderWay(self._left.popleft())
        try:
            cell.training = cell.training or self._begin(self.grid.cells[cell.place])
            return self._advance(cell, cell.training)
        except Exception as reason:  # the next look raises it
            self._failed = reason
            return 0.0

    def _advance(self, cell: _UnderWay, training: TrainingProtocol) -> float:
        before, seconds = training.step, 0.0
        if not training.is_compiled():
            self._compile(cell, training)
        elif self._cores.acquire(CHUNK_SECONDS, patient=True):
            begun = self._clock()
            try:
                steps = int(CHUNK_SECONDS / self._seconds_per_step) if self._seconds_per_step else 1
                cell.advance(training, max(1, steps))
            finally:
                self._cores.release(patient=True)
            seconds = self._clock() - begun
        done = thumbnail_of(Trace.join(cell.parts)) if training.finished else None
        made = training.step - before
        with self._changing:
            self._spent += seconds
            self._seconds_per_step = seconds / made if seconds and made else self._seconds_per_step
            if done is None:
                self._made += made
                self._paused.append(cell)
            else:
                self._made += self.grid.cells[cell.place].steps - before  # a run may end early
                self._cells[cell.place] = done
        return seconds

    def _compile(self, cell: _UnderWay, training: TrainingProtocol) -> None:
        """The first step comes with it."""
        self._compiling = True
        cell.advance(training, 1)
        training.compile_held_out()
        self._compiling = False
