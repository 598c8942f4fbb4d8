"""The compiled programs of a shape: a chunk of training steps with their measures, and a look at the
held-out data."""

from functools import lru_cache, partial
from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
import optax
from jax import Array, lax
from numpy.typing import NDArray

from gradflow.engine.knobs import Knobs
from gradflow.engine.measure import Downward, Upward
from gradflow.engine.mlp import backward, forward
from gradflow.engine.passed import Passed
from gradflow.engine.rows import write_all
from gradflow.engine.shapes import CAPACITY, Shape
from gradflow.engine.update import Memory, update
from gradflow.parts.normalizations import RUNNING_MOMENTUM

CHUNK = 20  # steps a program can make in one call, and between two looks at the held-out data
# With excess precision a compiler may leave out the rounding that a run's precision is.
# On loops this short LLVM's higher levels compile longer and run slower (by a fifth at depth 50, width 64).
COMPILER = {"xla_backend_optimization_level": 1, "xla_allow_excess_precision": False}


class State(NamedTuple):
    """What the next step needs; running [capacity, 2, width]: batch normalization's mean and variance."""

    parameters: Array
    memory: Memory
    running: Array


class Samples(NamedTuple):
    """inputs [sample, input] and targets [sample, output]."""

    inputs: Array
    targets: Array


class Room(NamedTuple):
    """Buffers that a step writes before it reads: what the forward sweep passes, gradients."""

    passed: Passed
    gradients: Array


OF_STEP = ("loss", "accuracy", "raw_norm", "clipped_norm", "update_norm")
OF_LAYERS = (
    "update_ratio",
    "activation_rms",
    "saturated_fraction",
    "dead_fraction",
    "activation_gradient_rms",
    "gradient_rms",
    "weight_gradient_rms",
)


class Measured(NamedTuple):
    """One step's measures, as named above (meanings in Trace); in a chunk, with a leading axis of CHUNK.

    of_step [5]; of_layers [7, capacity]. Two arrays, not twelve: every array written is a kernel to compile.
    """

    of_step: Array
    of_layers: Array

    @classmethod
    def blank(cls) -> "Measured":
        """Room for a chunk's."""
        return cls(jnp.zeros((CHUNK, len(OF_STEP))), jnp.zeros((CHUNK, len(OF_LAYERS), CAPACITY)))

    def finite(self, depth: Array) -> Array:
        """Whether every measure that a NaN or an infinity would reach is finite."""
        layers = jnp.isfinite(self.of_layers[1:]) | (jnp.arange(CAPACITY) >= depth)  # a ratio to 0 may be infinite
        return jnp.all(layers) & jnp.isfinite(self.of_step[0]) & jnp.isfinite(self.of_step[-1])

    def named(self) -> dict[str, NDArray[np.float32]]:
        """A chunk's measures by name, on the host: [CHUNK] and [CHUNK, capacity]."""
        of_step, of_layers = (np.asarray(rows) for rows in self)
        names = zip(OF_STEP + OF_LAYERS, [*of_step.T, *of_layers.swapaxes(0, 1)], strict=True)
        return {name: np.ascontiguousarray(rows) for name, rows in names}


def loss_and_accuracy(shape: Shape, outputs: Array, targets: Array) -> tuple[Array, Array]:
    """Means over the batch: cross entropy and share of right answers, or squared error and NaN."""
    if shape.classification:
        right = jnp.argmax(outputs, axis=-1) == jnp.argmax(targets, axis=-1)
        return jnp.mean(optax.softmax_cross_entropy(outputs, targets)), jnp.mean(right)
    return jnp.mean((outputs - targets) ** 2), jnp.float32(jnp.nan)


def onto_outputs_of(shape: Shape, outputs: Array, targets: Array) -> tuple[Array, Array, Array]:
    """Loss, accuracy and ∂loss/∂outputs."""
    loss, pull, accuracy = jax.vjp(lambda o: loss_and_accuracy(shape, o, targets), outputs, has_aux=True)
    return loss, accuracy, pull(jnp.ones_like(loss))[0]


def _averaged(running: Array, batch: Array, size: int, knobs: Knobs) -> Array:
    """Batch normalization's running statistics; the variance stored is the unbiased one, as in PyTorch."""
    seen = batch * jnp.array([[1.0], [size / max(size - 1, 1)]])
    rate = jnp.where(knobs.normalized & ~knobs.norm_over_units, RUNNING_MOMENTUM, 0.0)
    return running + rate * (seen - running)


def _step(
    shape: Shape, recording: bool, state: State, samples: Samples, step: Array, knobs: Knobs, room: Room
) -> tuple[State, Measured, Room]:
    """One training step on a batch of samples."""
    parameters, inputs = state.parameters, samples.inputs
    upward, downward = (Upward.none(shape), Downward.none()) if recording else (None, None)
    outputs, passed, upward = forward(shape, parameters, inputs, knobs, room.passed, upward)
    loss, accuracy, onto_outputs = onto_outputs_of(shape, outputs, samples.targets)
    gradients, signals, downward = backward(
        shape, parameters, inputs, onto_outputs, knobs, passed, room.gradients, downward
    )
    done = update(shape, parameters, state.memory, gradients, step, knobs)
    measured = Measured(
        jnp.stack([loss, accuracy, done.raw_norm, done.clipped_norm, done.update_norm]),
        jnp.stack(
            [
                done.update_ratio,
                *(upward or Upward.none(shape)).measures(shape),
                *(downward or Downward.none()).measures(),
            ]
        ),
    )
    running = _averaged(state.running, passed.statistics, shape.batch, knobs)
    return State(done.parameters, done.memory, running), measured, Room(passed._replace(raws=signals), gradients)


def _chunk(
    shape: Shape,
    recording: bool,
    state: State,
    room: Room,
    data: Samples,
    batches: Array,
    first_step: Array,
    steps: Array,
    knobs: Knobs,
) -> tuple[State, Room, Measured, Array]:
    """At most `steps` steps, one on each row of batches [CHUNK, batch] of sample numbers; stops after one
    whose measures are not finite. Returns the state, the room, the
    measures and how many steps were made."""

    def going(carry: Any) -> Array:
        done, alive, *_ = carry
        return alive & (done < steps)

    def body(carry: Any) -> Any:
        done, _, state, measured, room = carry
        samples = Samples(data.inputs[batches[done]], data.targets[batches[done]])
        state, row, room = _step(shape, recording, state, samples, first_step + done, knobs, room)
        measured = write_all(measured, done, row)
        return done + 1, row.finite(knobs.depth), state, measured, room

    start = (jnp.int32(0), jnp.bool_(True), state, Measured.blank(), room)
    done, _, state, measured, room = lax.while_loop(going, body, start)
    return state, room, measured, done


def outputs_on(shape: Shape, state: State, inputs: Array, knobs: Knobs) -> Array:
    """inputs [sample, input] -> outputs [sample, output], batch normalization with its running statistics."""
    samples_first = (CAPACITY, len(inputs), shape.width)
    z, slope, raw, h = (lax.empty(samples_first, jnp.float32) for _ in range(4))
    room = Passed(z, slope, raw, h, jnp.zeros((CAPACITY, 2, shape.width)))
    return forward(shape, state.parameters, inputs, knobs, room, running=state.running)[0]


def _held_out(shape: Shape, state: State, samples: Samples, knobs: Knobs) -> tuple[Array, Array]:
    """Loss and accuracy on held-out samples."""
    return loss_and_accuracy(shape, outputs_on(shape, state, samples.inputs, knobs), samples.targets)


def chunk_of(shape: Shape, recording: bool = True) -> Any:
    """The jitted chunk of a shape; the state and the room it is given are used up. How many samples there are
    does not matter to it."""
    return _jitted_chunk(shape._replace(samples=0, held_out=0), recording)


def held_out_of(shape: Shape) -> Any:
    """The jitted look at the held-out data; neither batches nor the training part matter to it."""
    return _jitted_held_out(shape._replace(samples=0, batch=0))


@lru_cache(maxsize=64)
def _jitted_chunk(shape: Shape, recording: bool) -> Any:
    return jax.jit(partial(_chunk, shape, recording), donate_argnums=(0, 1), compiler_options=COMPILER)


@lru_cache(maxsize=64)
def _jitted_held_out(shape: Shape) -> Any:
    return jax.jit(partial(_held_out, shape), compiler_options=COMPILER)
