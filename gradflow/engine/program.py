"""The compiled programs of a shape: a chunk of training steps with their measures, and a look at the
held-out data."""

from functools import lru_cache, partial
from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
import optax
from jax import Array, lax

from gradflow.engine.knobs import Knobs
from gradflow.engine.measure import Downward, Upward
from gradflow.engine.mlp import Passed, backward, forward
from gradflow.engine.shapes import CAPACITY, Shape
from gradflow.engine.stage import Statistics
from gradflow.engine.update import Memory, update
from gradflow.parts.normalizations import NORMALIZATIONS, RUNNING_MOMENTUM

CHUNK = 20  # steps a program can make in one call, and between two looks at the held-out data
BATCH_NORM = list(NORMALIZATIONS).index("batch")


class State(NamedTuple):
    """What the next step needs."""

    parameters: Array
    memory: Memory
    running: Statistics


class Samples(NamedTuple):
    """inputs [sample, input] and targets [sample, output]."""

    inputs: Array
    targets: Array


class Room(NamedTuple):
    """Buffers that a step writes before it reads: what the forward sweep passes, gradients."""

    passed: Passed
    gradients: Array


class Measured(NamedTuple):
    """One step's measures; in a chunk, each with a leading axis of CHUNK. Meanings in Trace."""

    loss: Array
    accuracy: Array
    raw_norm: Array
    clipped_norm: Array
    update_norm: Array
    update_ratio: Array
    activation_rms: Array
    saturated_fraction: Array
    dead_fraction: Array
    gradient_rms: Array
    weight_gradient_rms: Array  # the last six: [capacity]

    @classmethod
    def blank(cls) -> "Measured":
        """Room for a chunk's."""
        return cls(*(jnp.zeros(CHUNK) for _ in range(5)), *(jnp.zeros((CHUNK, CAPACITY)) for _ in range(6)))

    def finite(self, depth: Array) -> Array:
        """Whether every measure that a NaN or an infinity would reach is finite."""
        rows = jnp.stack([self.activation_rms, self.gradient_rms, self.weight_gradient_rms])
        layers = jnp.all(jnp.isfinite(rows) | (jnp.arange(CAPACITY) >= depth))
        return layers & jnp.isfinite(self.loss) & jnp.isfinite(self.update_norm)


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


def _averaged(running: Statistics, batch: Statistics, size: int, knobs: Knobs) -> Statistics:
    """Batch normalization's running statistics; the variance stored is the unbiased one, as in PyTorch."""
    seen = Statistics(batch.mean, batch.variance * (size / max(size - 1, 1)))
    rate = jnp.where(knobs.normalization == BATCH_NORM, RUNNING_MOMENTUM, 0.0)
    return jax.tree.map(lambda old, new: old + rate * (new - old), running, seen)


def _step(
    shape: Shape, recording: bool, state: State, samples: Samples, step: Array, knobs: Knobs, room: Room
) -> tuple[State, Measured, Room]:
    """One training step on a batch of samples."""
    parameters, inputs = state.parameters, samples.inputs
    outputs, passed, upward = forward(
        shape, parameters, inputs, knobs, room.passed, Upward.none() if recording else None
    )
    loss, accuracy, onto_outputs = onto_outputs_of(shape, outputs, samples.targets)
    gradients, signals, downward = backward(
        shape, parameters, inputs, onto_outputs, knobs, passed, room.gradients, Downward.none() if recording else None
    )
    done = update(shape, parameters, state.memory, gradients, step, knobs)
    measured = Measured(
        loss,
        accuracy,
        done.raw_norm,
        done.clipped_norm,
        done.update_norm,
        done.update_ratio,
        *(upward or Upward.none()).rows.T,
        *(downward or Downward.none()).rows.T,
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
        measured = jax.tree.map(lambda rows, value: rows.at[done].set(value), measured, row)
        return done + 1, row.finite(knobs.depth), state, measured, room

    start = (jnp.int32(0), jnp.bool_(True), state, Measured.blank(), room)
    done, _, state, measured, room = lax.while_loop(going, body, start)
    return state, room, measured, done


def _held_out(shape: Shape, state: State, samples: Samples, knobs: Knobs) -> tuple[Array, Array]:
    """Loss and accuracy on held-out samples, batch normalization with its running statistics."""
    samples_first = (CAPACITY, len(samples.inputs), shape.width)
    rows = jnp.zeros((CAPACITY, shape.width))
    z, slope, raw, h = (lax.empty(samples_first, jnp.float32) for _ in range(4))
    room = Passed(z, slope, raw, h, Statistics(rows, rows))
    outputs, _, _ = forward(shape, state.parameters, samples.inputs, knobs, room, running=state.running)
    return loss_and_accuracy(shape, outputs, samples.targets)


@lru_cache(maxsize=64)
def chunk_of(shape: Shape, recording: bool = True) -> Any:
    """The jitted chunk of a shape; the state and the room it is given are used up."""
    return jax.jit(partial(_chunk, shape, recording), donate_argnums=(0, 1))


@lru_cache(maxsize=64)
def held_out_of(shape: Shape) -> Any:
    """The jitted look at the held-out data."""
    return jax.jit(partial(_held_out, shape))
