"""Run: one experiment's training, shared by everybody who watches it.

A run only ever grows, and equal experiments give equal numbers. So nobody can disturb anybody: who pauses, steps or
restarts moves a place of their own in it (`gradflow.service.viewing.playback`), and thirty learners cost one training.
"""

import math
import threading
import time
from concurrent.futures import Future

from gradflow.engine.train import begin_training
from gradflow.experiment import Experiment
from gradflow.service.concurrency.machine import Machine
from gradflow.service.training.allowance import Allowance
from gradflow.service.training.protocols import Begin, TrainingProtocol
from gradflow.service.training.recording import Recording, weights_of
from gradflow.service.training.taken_looks import TakenLooks
from gradflow.trace import Trace

ABANDONED = 3.0  # seconds without a look after which a run no longer deserves its turn to compile
BUSY = 1.25  # times the usual: how much of a chunk's slowness is believed at once; the rest may be a busy moment
WAIT = 0.1  # seconds at most for a core; the threads of those that train are few, and the next frame asks again
LONGEST = 1200.0  # seconds of computing; 20,000 steps of the default network take 30


class Run:
    """Advances when someone looks at it, in chunks short enough to sit between two frames.

    past: its first rows, if another run has made them; training catches up with them unseen. watched: what it is looked
    at for besides its trace, once someone wants it.
    """

    def __init__(
        self, experiment: Experiment, machine: Machine, begin: Begin = begin_training, past: Trace | None = None
    ) -> None:
        self.experiment = experiment
        self._machine = machine
        self.finished = False
        self.waits_for_memory = False  # before it has begun
        self.watched = TakenLooks(experiment.steps, machine)
        self._recording = Recording(experiment)
        if past is not None:
            self._recording.append(past)
        self._begin = begin
        self._training: TrainingProtocol | None = None
        self._compilation: Future[None] | None = None
        self._advancing = threading.Lock()
        self._looked_at = 0.0
        self._seconds_per_step = 0.0  # lately; 0 before the first
        self._kind = experiment.network, experiment.batch_size, experiment.precision  # what decides how long steps take
        self._spent = 0.0  # seconds of computing
        self._allowance = Allowance()

    def __len__(self) -> int:
        """Steps recorded so far."""
        return len(self._recording)

    @property
    def compiling(self) -> bool:
        """True while its program waits for its turn or is being compiled; the first steps come with it."""
        return self._compilation is not None and not self._compilation.done()

    @property
    def fastest(self) -> float:
        """Seconds that a step of its kind takes at best, so that a busy moment does not count; 0 before the first."""
        return self._machine.steps.best(self._kind)

    @property
    def exhausted(self) -> bool:
        """Whether it has taken all the computing a run may take."""
        return self._spent > LONGEST

    def is_looked_at(self, seconds: float) -> bool:
        """Whether somebody has lately, within so many seconds."""
        return time.monotonic() - self._looked_at < seconds

    @property
    def nbytes(self) -> int:
        weights = 0 if self._training is None else weights_of(self.experiment)
        return self._recording.nbytes + self.watched.nbytes + weights

    def upto(self, steps: int) -> Trace:
        """The trace of its first `steps` steps, or of all there are."""
        return self._recording.upto(steps)

    def branch(self, experiment: Experiment, step: int) -> "Run":
        """A run that shares the first `step` rows, and goes on from the weights there if this one is there now."""
        run = Run(experiment, self._machine, self._begin, self.upto(step))
        run.watched.wanted = self.watched.wanted
        with self._advancing:
            if self._training is not None and self._training.step == step:
                run._training = self._training.branch(experiment)
        return run

    def advance(self, until: int, seconds: float, share: float = math.inf) -> None:
        """Train until `until` steps are recorded, for at most about `seconds`, and within this viewer's share.

        share: seconds of training it adds to what this run may use of the machine. A step that takes longer is
        made all the same, and paid for by those who ask next. Returns at once if another viewer is just
        advancing it: the rows will be there next time.
        """
        self._looked_at = time.monotonic()
        until = min(until, len(self)) if self.finished else until
        owes = len(self) < until or self.watched.owes(until)
        if not owes or self.compiling or not self._advancing.acquire(blocking=False):
            return
        try:
            allowed = self._allowance.take(share, BUSY * self.fastest)
            if self.compiling:  # since it was asked above; it needs what is held here
                return
            compiled, self._compilation = self._compilation, None
            if compiled is not None:
                compiled.result()  # an error of the first chunk is this viewer's too; the next one tries again
            if self._training is None or self.watched.is_past(self._training, until):
                begins = self._training is None
                self.waits_for_memory = begins and not self._machine.memory.has_room(weights_of(self.experiment))
                if self.waits_for_memory:
                    return
                self._training = self._begin(self.experiment)
                self.watched.begin_again(until)
            if not self._training.is_compiled():
                self._compilation = self._machine.compiler.submit(self._compile)
            elif allowed and self._machine.cores.acquire(timeout=min(seconds, WAIT)):
                training, before = self._training, self._training.step
                try:
                    self._chunks(training, until, min(seconds, allowed))
                    self._let_go(training)
                finally:
                    self._machine.cores.release()
                    self._allowance.unpaid = training.step - before
        finally:
            self._advancing.release()

    def _compile(self) -> None:
        with self._advancing:
            training = self._training
            if training is not None and self.is_looked_at(ABANDONED):
                self._chunk(training, 1)
                self._let_go(training)
                self._machine.compiler.submit(training.compile_held_out)  # the first steps are shown meanwhile

    def _chunks(self, training: TrainingProtocol, until: int, time_left: float) -> None:
        """At least one step: of a large network it may take longer than there is time."""
        end = time.monotonic() + time_left
        self.watched.look(training)
        while (
            not (self.exhausted or training.finished) and training.step < until and (left := end - time.monotonic()) > 0
        ):
            affordable = int(left / self._seconds_per_step) if self._seconds_per_step else 1
            begun, before = time.monotonic(), training.step
            most = self.watched.spacing if self.watched.wanted else until
            self._chunk(training, min(until - before, max(1, affordable), most))
            seconds = time.monotonic() - begun
            self._spent += seconds
            self.finished = self.finished or self.exhausted
            taken = seconds / max(1, training.step - before)
            self._seconds_per_step = min(taken, BUSY * self._seconds_per_step or math.inf)
            self._machine.steps.saw(self._kind, taken)
            self.watched.look(training)
        self.watched.look(training, shown=True)

    def _chunk(self, training: TrainingProtocol, steps: int) -> None:
        known = len(self) - training.step
        self._recording.append(training.advance(steps).rows(slice(max(0, known), None)))
        self.finished = self.finished or training.finished

    def _let_go(self, training: TrainingProtocol) -> None:
        """Once it has finished, what was recorded is all that is needed of it."""
        if self.exhausted or (training.finished and not self.watched.is_behind(training)):
            self._training = None
