"""Grids: the same grid is the same grid run, whoever asks, and workers that train what is looked at.

Laboratories go first: a grid has all cores while nobody watches a run, and else what is one learner's: one
core, shared with as many laboratories as there are. Within a chunk after the last look everything stops.
"""

import os
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from gradflow.comparison.grid import Grid
from gradflow.engine.train import begin_training
from gradflow.service.concurrency.deferred_eviction import DeferredEviction
from gradflow.service.concurrency.machine import Machine
from gradflow.service.grid.grid_run import GridRun, Snapshot
from gradflow.service.training.protocols import Begin
from gradflow.service.viewing.audience import Audience

MOST_BYTES = 256 * 2**20  # of grids kept; one of 1,024 cells takes 6 MB once it has finished, the default one 1.6
LONGEST_REST = 1.0  # seconds


class Grids:
    """A bounded store; the least recently looked at go first, and are trained again when asked for."""

    def __init__(
        self,
        machine: Machine,
        audience: Audience,
        begin: Begin = begin_training,
        workers: int | None = None,
        most_bytes: int = MOST_BYTES,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._cores = machine.cores
        self._memory = machine.memory
        self._audience = audience
        self._begin = begin
        self._most_bytes = most_bytes
        self._clock = clock
        self._runs: OrderedDict[Grid, GridRun] = OrderedDict()
        self._changing = threading.Lock()
        self._gone = DeferredEviction(self._changing, self._let_go)
        self._count = workers or os.cpu_count() or 1
        self._threads = ThreadPoolExecutor(self._count, thread_name_prefix="grid")
        self._working: set[int] = set()
        self._closed = False

    def __len__(self) -> int:
        return len(self._runs)

    @property
    def nbytes(self) -> int:
        return sum(run.nbytes for run in self._runs.values())

    def look(self, grid: Grid, learner: str, seconds: float) -> Snapshot:
        """What there is of this grid now. It is worked on in the background for so many seconds from now.

        So ask at every frame, for a little longer than until the next. A learner looks at one grid at a time: work
        on the one before ends with the chunk, unless somebody else looks. Two that look at equal grids look at
        one. An error of one of its runs is raised here.
        """
        with self._changing:
            self._gone.sweep()
            run = self._runs.pop(grid, None) or GridRun(grid, self._cores, self._begin, self._clock)
            self._leave(learner)
            snapshot = run.look(learner, seconds)
            self._runs[grid] = run  # not if it failed: who looks again begins anew
            while len(self._runs) > 1 and self.nbytes > self._most_bytes:
                self._runs.popitem(last=False)
            for worker in range(self._count):
                if worker not in self._working and self._wanted(worker):
                    self._working.add(worker)
                    self._threads.submit(self._work, worker)
        return snapshot

    def leave(self, learner: str) -> None:
        """This learner looks at no grid any more."""
        with self._changing:
            self._leave(learner)

    def _leave(self, learner: str) -> None:
        for run in self._runs.values():
            run.leave(learner)

    def close(self) -> None:
        """No grid is worked on any more; returns once the chunks that are under way have ended."""
        with self._changing:
            self._closed = True
        self._threads.shutdown()

    def forget(self, task: str) -> None:
        """Let go of the grids of a task that is gone (`DeferredEviction`)."""
        self._gone.forget(task)

    def _let_go(self, task: str) -> None:
        for grid in [grid for grid in self._runs if any(cell.task == task for cell in grid.cells)]:
            del self._runs[grid]

    def _wanted(self, worker: int) -> list[GridRun]:
        """What this worker may work at."""
        if self._closed or (worker > 0 and self._audience.laboratories) or not self._memory.has_room():
            return []
        return [run for run in self._runs.values() if run.wanted]

    def _work(self, worker: int) -> None:
        """Chunks of all grids in turn, until there is nothing to do."""
        turn = 0
        while True:
            with self._changing:
                wanted = self._wanted(worker)
                if not wanted:
                    self._working.discard(worker)
                    return
            turn += 1
            seconds = wanted[turn % len(wanted)].chunk()
            if (others := self._audience.laboratories - 1) > 0:
                time.sleep(min(LONGEST_REST, others * seconds))
