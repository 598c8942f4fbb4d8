"""Training: advance an experiment chunk by chunk and hand out what was measured."""

import copy
import time
from typing import Any

import jax
import numpy as np

from gradflow.engine.core.architecture import Architecture
from gradflow.engine.core.program import chunk_of, held_out_of
from gradflow.engine.core.program_cache import compile_once, is_compiled
from gradflow.engine.core.train_state import CHUNK, Measures, TrainState
from gradflow.engine.core.update import OptimizerMemory
from gradflow.engine.core.workspace import borrowed
from gradflow.experiment import Experiment
from gradflow.trace import Trace, trace_class

TURN = 0.02  # seconds


class Training:
    """A run in progress. Advancing it twice at once is the caller's mistake; runs of their own may overlap.

    architecture: that of the experiment's network.

    recording: False leaves the six per-layer measures at 0, to know what they cost.
    """

    def __init__(self, experiment: Experiment, architecture: Architecture, recording: bool = True) -> None:
        self.experiment = experiment
        self.step = 0
        self.finished = False
        self._recording = recording
        self._pending = sorted({change.step for change in experiment.changes})
        self._architecture = architecture
        now = experiment.at(0)
        self.shape = self._architecture.shape_of(now)
        self._hyper, self._alone = self._architecture.hyperparameters_of(now), self._architecture.alone(now)
        self._state = jax.device_put(self._initial(now))
        self._source = Training(experiment.source, architecture, recording) if experiment.source else None

    def branch(self, experiment: Experiment) -> "Training":
        """A run that goes on from here; the experiment must be this one up to here, and may change at this step."""
        other = copy.copy(self)
        other.experiment, other.finished = experiment, False
        other._pending = sorted({change.step for change in experiment.changes if change.step >= self.step})
        other._state = jax.device_put(jax.device_get(self._state))  # a chunk uses up the arrays it is given
        return other

    def is_compiled(self) -> bool:
        """Whether the next steps find their program; if not, advancing compiles it first."""
        return is_compiled(chunk_of(self._architecture, self._shape_at(self.step), self._recording))

    def compile_held_out(self) -> None:
        """Compile the look at held-out data before a step needs it. Safe while another thread advances."""
        if not is_compiled(held_out_of(self._architecture, self.shape)):
            self._look(self._zeros())

    def has_probe_program(self) -> bool:
        """Whether `probe_outputs` finds its program, or needs none; if not, it compiles it first."""
        program = self._architecture.probe_program(self.shape)
        return program is None or is_compiled(program)

    def compile_probe_outputs(self) -> None:
        """Compile what `probe_outputs` needs. Safe while another thread advances."""
        if not self.has_probe_program():
            self._probe_outputs(self._zeros())

    def probe_outputs(self) -> Any:
        """The network's outputs [probe, output] at the task's probes: probabilities of the classes, or numbers.

        Of a recurrent network, the eigenvalues of its recurrent matrices (`gradflow.engine.recurrent.inspect`).
        """
        return self._probe_outputs(self._state)

    def has_inspect_program(self) -> bool:
        """Whether `inspect` finds its program; if not, it compiles it first."""
        program = self._architecture.inspect_program(self.shape)
        return program is None or is_compiled(program)

    def compile_inspect(self) -> None:
        """Compile what `inspect` needs. Safe while another thread advances."""
        if not self.has_inspect_program():
            self._inspect(self._zeros())

    def inspect(self) -> Any:
        """The step that it is about to make, in full (`gradflow.inspect`). Without the changes that are due at it."""
        return self._inspect(self._state)

    def advance(self, steps: int = CHUNK) -> Trace:
        """Make at most `steps` steps, at most to the end of a chunk, and return their measures.

        A chunk ends at a multiple of CHUNK, at a change of the experiment, and at a value that is not finite. While
        the run that it begins with is trained, it makes none, and as many of that one's.
        """
        if self._source is not None:
            self._pretrain(self._source, steps)
            return trace_class(self.experiment).empty(self.experiment)
        if self.finished:
            return trace_class(self.experiment).empty(self.experiment)
        self._change()
        # Held-out data is looked at after every multiple of CHUNK, so a chunk never reaches over one.
        ends = [self.step + steps, self.step - self.step % CHUNK + CHUNK, self.experiment.steps, *self._pending[:1]]
        count = min(ends) - self.step
        data, batches = self._architecture.samples(self.experiment, self.shape, self.step, count)
        program = chunk_of(self._architecture, self.shape, self._recording)
        with compile_once(program), borrowed(self._architecture, self.shape) as (workspace, give_back):
            alone = None
            if self._alone is not None and self.step % CHUNK == 0:
                kept = jax.device_put(jax.device_get(self._state))  # a chunk uses up the arrays it is given
                where = np.int32(self.step), np.int32(1)
                _, workspace, measured, _ = program(kept, workspace, data, batches, *where, self._alone)
                alone = measured.named(self._architecture)
            where = np.int32(self.step), np.int32(count)
            done = program(self._state, workspace, data, batches, *where, self._hyper)
            self._state, workspace, measured, steps_made = done
            arrays = measured.named(self._architecture)
            give_back(workspace)  # not before the chunk has ended, or the next to borrow it would wait for this one
        made = int(steps_made)  # once: it is on the device
        self.step += made
        arrays = self._held_out(made, arrays, alone)
        depth = self.experiment.network.depth
        rows = {name: a[:made, :depth] if a.ndim == 2 else a[:made] for name, a in arrays.items()}
        part = trace_class(self.experiment)(self.experiment, **rows)
        self.finished = self.step >= self.experiment.steps or part.first_non_finite() is not None
        return part

    @property
    def pretraining(self) -> bool:
        """Whether the run that this one begins with is still being trained."""
        return self._source is not None

    def _pretrain(self, source: "Training", steps: int) -> None:
        """For TURN at least, or whoever asks for few steps would ask hundreds of times."""
        end = time.monotonic() + TURN
        while not source.finished and time.monotonic() < end:
            source.advance(steps)
            steps = min(2 * steps, CHUNK)
        if source.finished:
            fresh, learned = jax.device_get((self._state, source._state))
            taken = self._architecture.taken_over(fresh, learned, self.experiment.at(0), self.shape)
            self._state, self._source = jax.device_put(taken), None

    def now(self) -> tuple[Any, Any, TrainState]:
        """What the next step would run with, the changes due at this step made."""
        self._change()
        return self.shape, self._hyper, self._state

    def _held_out(self, made: int, measures: Measures, alone: Measures | None) -> Measures:
        """The measures with what is looked at every CHUNK steps; NaN between."""
        loss, accuracy = np.full((2, CHUNK), np.nan, np.float32)
        looked = self._look(self._state) if self.step % CHUNK == 0 else None
        if looked is not None:
            loss[made - 1], accuracy[made - 1] = looked[:2]
        measures |= {"held_out_loss": loss, "held_out_accuracy": accuracy}
        return self._architecture.completed(self.experiment, measures, looked and (made - 1, looked[2]), alone)

    def _look(self, state: TrainState) -> tuple[np.ndarray, ...]:
        """Loss and accuracy on held-out data, and what else the architecture looks at there."""
        program = held_out_of(self._architecture, self.shape)
        with compile_once(program):
            samples = self._architecture.held_out_samples(self.experiment.at(self.step))
            return tuple(np.asarray(number) for number in program(state, samples, self._hyper))

    def _probe_outputs(self, state: TrainState) -> Any:
        return self._architecture.probe_outputs(self.experiment.at(self.step), self.shape, self._hyper, state)

    def _inspect(self, state: TrainState) -> Any:
        due = self._pending[:1] == [self.step]
        now = self.experiment.at(self.step - due if self.step else 0)
        return self._architecture.inspect(now, self.step, self.shape, self._hyper, state)

    def _zeros(self) -> TrainState:
        """A state to compile with, while the real one may be in use."""
        return jax.tree.map(lambda array: np.zeros(array.shape, array.dtype), self._state)

    def _initial(self, now: Experiment) -> TrainState:
        """The state at step 0, on the host."""
        parameters, running = self._architecture.initial(now, self._architecture.shape_of(now))
        memory = OptimizerMemory(np.zeros_like(parameters), np.zeros_like(parameters), np.int32(0))  # type: ignore[arg-type]
        return TrainState(parameters, memory, running)  # type: ignore[arg-type]

    def _shape_at(self, step: int) -> Any:
        return self._architecture.shape_of(self.experiment.at(step)) if self._pending[:1] == [step] else self.shape

    def _change(self) -> None:
        """Make the changes due at this step."""
        if self._pending[:1] != [self.step]:
            return
        self._pending.pop(0)
        before, now = self.experiment.at(self.step - 1), self.experiment.at(self.step)
        was, self.shape = self.shape, self._architecture.shape_of(now)
        self._hyper, self._alone = self._architecture.hyperparameters_of(now), self._architecture.alone(now)
        old, fresh = jax.device_get(self._state), self._initial(now)
        self._state = jax.device_put(self._architecture.after_change(old, before, now, was, self.shape, fresh))
