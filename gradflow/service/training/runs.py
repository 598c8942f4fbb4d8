"""Runs: the same experiment is the same run, whoever asks; the least recently asked for go first."""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable

from gradflow.engine.train import begin_training
from gradflow.experiment import Experiment
from gradflow.service.concurrency.deferred_eviction import DeferredEviction
from gradflow.service.concurrency.machine import Machine
from gradflow.service.training.protocols import Begin
from gradflow.service.training.run import Run

MOST_RUNS = 200
MOST_BYTES = 768 * 2**20  # 150 default runs under way
WATCHED = 2  # times as many and as much, while somebody looks at all of them: one let go begins again at every frame
UNSEEN = 10.0  # seconds without a look after which a run goes where memory is short
WEIGHED = 1.0  # seconds between two looks at how much the runs have grown: they are asked for at every frame


class Runs:
    """A bounded store. A run that had to go is trained again, to the same numbers, when asked for.

    So ask for the run at every frame and keep no run yourself: what nobody holds can be let go.
    """

    def __init__(
        self,
        machine: Machine,
        begin: Begin = begin_training,
        most: int = MOST_RUNS,
        most_bytes: int = MOST_BYTES,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._machine = machine
        self._begin = begin
        self._clock = clock
        self._weighed = float("-inf")
        self._most = most
        self._most_bytes = most_bytes
        self._runs: OrderedDict[Experiment, Run] = OrderedDict()
        self._changing = threading.Lock()
        self._gone = DeferredEviction(self._changing, self._let_go)

    def __len__(self) -> int:
        return len(self._runs)

    @property
    def nbytes(self) -> int:
        return sum(run.nbytes for run in list(self._runs.values()))

    def get(self, experiment: Experiment) -> Run:
        """The run of this experiment, begun if need be; the one asked for is never the one let go."""
        with self._changing:
            self._gone.sweep()
            if (run := self._runs.get(experiment)) is not None and self._clock() - self._weighed < WEIGHED:
                self._runs.move_to_end(experiment)
                return run
            if run is None:
                self._runs[experiment] = Run(experiment, self._machine, self._begin)
            return self._kept(experiment)

    def known(self, experiment: Experiment) -> Run | None:
        """The run of this experiment if there is still one; looking at it keeps it no longer."""
        return self._runs.get(experiment)

    def branch(self, experiment: Experiment, changed: Experiment, step: int) -> None:
        """Let the run of `changed` begin with the first `step` rows of `experiment`'s, where both agree so far."""
        run = self.get(experiment)
        if not experiment.agrees_until(changed, step):
            return
        branched = run.branch(changed, step)
        with self._changing:
            if len(self._runs.get(changed, ())) < step:
                self._runs[changed] = branched
                self._kept(changed)

    def forget(self, task: str) -> None:
        """Let go of the runs of a task that is gone (`DeferredEviction`)."""
        self._gone.forget(task)

    def relieve(self) -> None:
        """Let go of the runs that nobody looks at."""
        with self._changing:
            for experiment in [experiment for experiment, run in self._runs.items() if not run.is_looked_at(UNSEEN)]:
                del self._runs[experiment]

    def _let_go(self, task: str) -> None:
        for experiment in [experiment for experiment in self._runs if experiment.task == task]:
            del self._runs[experiment]

    def _kept(self, experiment: Experiment) -> Run:
        """The run of this experiment, now the last to go; others go while there is not enough room."""
        self._runs.move_to_end(experiment)
        self._weighed = self._clock()
        while len(self._runs) > 1 and self._exceeds(WATCHED if self._first.is_looked_at(UNSEEN) else 1):
            self._runs.popitem(last=False)
        return self._runs[experiment]

    @property
    def _first(self) -> Run:
        """The next to go."""
        return next(iter(self._runs.values()))

    def _exceeds(self, times: int) -> bool:
        return len(self._runs) > times * self._most or self.nbytes > times * self._most_bytes
