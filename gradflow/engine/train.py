"""Training: advance an experiment chunk by chunk and hand out what was measured."""

import copy
from collections.abc import Iterator
from typing import Any

import jax
import numpy as np
from numpy.typing import NDArray

from gradflow.engine.answers import answers_of
from gradflow.engine.held import compile_once, is_compiled
from gradflow.engine.kinds import kind_of
from gradflow.engine.program import chunk_of, held_out_of
from gradflow.engine.rooms import lent
from gradflow.engine.samples import filled
from gradflow.engine.state import CHUNK, State
from gradflow.engine.update import Memory
from gradflow.experiment import Experiment
from gradflow.tasks import probes_of
from gradflow.trace import Trace, trace_class


class Training:
    """A run in progress. Advancing it twice at once is the caller's mistake; runs of their own may overlap.

    recording=False leaves the six per-layer measures at 0, to know what they cost.
    """

    def __init__(self, experiment: Experiment, recording: bool = True) -> None:
        self.experiment = experiment
        self.step = 0
        self.finished = False
        self._recording = recording
        self._pending = sorted({change.step for change in experiment.changes})
        self._kind = kind_of(experiment)
        now = experiment.at(0)
        self.shape = self._kind.shape_of(now)
        self._knobs = self._kind.knobs_of(now)
        self._state = jax.device_put(self._initial(now))

    def branch(self, experiment: Experiment) -> "Training":
        """A run that goes on from here; the experiment must be this one up to here, and may change at this step."""
        other = copy.copy(self)
        other.experiment, other.finished = experiment, False
        other._pending = sorted({change.step for change in experiment.changes if change.step >= self.step})
        other._state = jax.device_put(jax.device_get(self._state))  # a chunk uses up the arrays it is given
        return other

    def is_compiled(self) -> bool:
        """Whether the next steps find their program; if not, advancing compiles it first."""
        return is_compiled(chunk_of(self._shape_at(self.step), self._recording))

    def compile_held_out(self) -> None:
        """Compile the look at held-out data before a step needs it. Safe while another thread advances."""
        if not is_compiled(held_out_of(self.shape)):
            self._look(self._zeros())

    def can_answer(self) -> bool:
        """Whether `answers` finds its program, or needs none; if not, it compiles it first."""
        return self._kind.answers is not None or is_compiled(answers_of(self.shape))

    def compile_answers(self) -> None:
        """Compile what `answers` needs. Safe while another thread advances."""
        if not self.can_answer():
            self._answer(self._zeros())

    def answers(self) -> NDArray[np.float32]:
        """The network's answers [probe, output] at the task's probes: probabilities of the classes, or numbers.

        Of a recurrent network, the eigenvalues of its recurrent matrices (`gradflow.engine.recurrent.spectrum`).
        """
        if self._kind.answers is not None:
            return self._kind.answers(self.experiment.at(self.step), self.shape, self._state)
        return self._answer(self._state)

    def advance(self, steps: int = CHUNK) -> Trace:
        """Make at most `steps` steps, at most to the end of a chunk, and return their measures.

        A chunk ends at a multiple of CHUNK, at a change of the experiment, and at a value that is not finite.
        """
        if self.finished:
            return trace_class(self.experiment).empty(self.experiment)
        self._change()
        # Held-out data is looked at after every multiple of CHUNK, so a chunk never reaches over one.
        ends = [self.step + steps, self.step - self.step % CHUNK + CHUNK, self.experiment.steps, *self._pending[:1]]
        count = min(ends) - self.step
        data, batches = self._kind.samples(self.experiment, self.shape, self.step, count)
        program = chunk_of(self.shape, self._recording)
        with compile_once(program), lent(self.shape) as (room, give_back):
            first, last = np.int32(self.step), np.int32(count)
            self._state, room, measured, made = program(self._state, room, data, batches, first, last, self._knobs)
            arrays = measured.named(self.shape)
            give_back(room)  # not before the chunk has ended, or the next to borrow it would wait for this one
        self.step += int(made)
        arrays = self._held_out(int(made), arrays)
        depth = self.experiment.network.depth
        rows = {name: a[: int(made), :depth] if a.ndim == 2 else a[: int(made)] for name, a in arrays.items()}
        part = trace_class(self.experiment)(self.experiment, **rows)
        self.finished = self.step >= self.experiment.steps or part.first_non_finite() is not None
        return part

    def now(self) -> tuple[Any, Any, State]:
        """What the next step would run with, the changes due at this step made."""
        self._change()
        return self.shape, self._knobs, self._state

    def _held_out(self, made: int, measures: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
        """The measures with what is looked at every CHUNK steps; NaN between."""
        loss, accuracy = np.full((2, CHUNK), np.nan, np.float32)
        looked = self._look(self._state) if self.step % CHUNK == 0 else None
        if looked is not None:
            loss[made - 1], accuracy[made - 1] = looked[:2]
        measures |= {"held_out_loss": loss, "held_out_accuracy": accuracy}
        return self._kind.completed(self.experiment, measures, looked and (made - 1, looked[2]))

    def _look(self, state: State) -> tuple[np.ndarray, ...]:
        """Loss and accuracy on held-out data, and what else the kind of network looks at there."""
        program = held_out_of(self.shape)
        with compile_once(program):
            samples = self._kind.held_out_samples(self.experiment.at(self.step))
            return tuple(np.asarray(number) for number in program(state, samples, self._knobs))

    def _answer(self, state: State) -> NDArray[np.float32]:
        program = answers_of(self.shape)
        with compile_once(program):
            probes = probes_of(self.experiment.task)
            return np.asarray(program(state, filled(probes, self.shape.inputs), self._knobs))[: len(probes)]

    def _zeros(self) -> State:
        """A state to compile with, while the real one may be in use."""
        return jax.tree.map(lambda array: np.zeros(array.shape, array.dtype), self._state)

    def _initial(self, now: Experiment) -> State:
        """The state at step 0, on the host."""
        parameters, running = self._kind.initial(now, self._kind.shape_of(now))
        memory = Memory(np.zeros_like(parameters), np.zeros_like(parameters), np.int32(0))  # type: ignore[arg-type]
        return State(parameters, memory, running)  # type: ignore[arg-type]

    def _shape_at(self, step: int) -> Any:
        return self._kind.shape_of(self.experiment.at(step)) if self._pending[:1] == [step] else self.shape

    def _change(self) -> None:
        """Make the changes due at this step."""
        if self._pending[:1] != [self.step]:
            return
        self._pending.pop(0)
        before, now = self.experiment.at(self.step - 1), self.experiment.at(self.step)
        was, self.shape = self.shape, self._kind.shape_of(now)
        self._knobs = self._kind.knobs_of(now)
        old, fresh = jax.device_get(self._state), self._initial(now)
        self._state = jax.device_put(self._kind.carried(old, before, now, was, self.shape, fresh))


def stream(experiment: Experiment, chunk: int = CHUNK) -> Iterator[Trace]:
    """Train, and yield the trace in consecutive parts of at most `chunk` steps as they are made."""
    training = Training(experiment)
    while not training.finished:
        yield training.advance(chunk)


def train(experiment: Experiment) -> Trace:
    """Train to the end, or to the first value that is not finite."""
    return Trace.join(list(stream(experiment)))
