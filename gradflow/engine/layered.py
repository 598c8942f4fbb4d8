"""A layered network as training needs it (`gradflow.engine.state.Kind`)."""

from typing import NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
from jax import Array, lax
from numpy.typing import NDArray

from gradflow.engine.batches import batches_of
from gradflow.engine.compiler import SOONER
from gradflow.engine.knobs import Knobs, knobs_of
from gradflow.engine.loss import loss_and_accuracy
from gradflow.engine.masks import blocks_of, ratios_of
from gradflow.engine.measure import Downward, Upward
from gradflow.engine.mlp import backward, forward
from gradflow.engine.parameters import end_blocks, initial_parameters, rows_of
from gradflow.engine.passed import Passed
from gradflow.engine.samples import samples_of, unpadded_rms
from gradflow.engine.shapes import CAPACITY, Shape, shape_of
from gradflow.engine.state import CHUNK, Kind, Learned, Samples, State
from gradflow.engine.transition import carried
from gradflow.experiment import Experiment
from gradflow.parts.normalizations import RUNNING_MOMENTUM
from gradflow.tasks import task_of

OF_DEPTH = (
    "activation_rms",
    "saturated_fraction",
    "dead_fraction",
    "activation_gradient_rms",
    "signal_rms",
    "weight_gradient_rms",
)


class Room(NamedTuple):
    """Buffers that a step writes before it reads: what the forward sweep passes, gradients."""

    passed: Passed
    gradients: Array


def new_room(shape: Shape) -> Room:
    """A room of zeros, on the host, where no memory is taken before it is touched."""
    samples = (CAPACITY, shape.batch, shape.width)
    z, slope, raw, h = (np.zeros(samples, np.float32) for _ in range(4))
    statistics = np.zeros((CAPACITY, 2, shape.width), np.float32)
    gradients = np.zeros((CAPACITY + end_blocks(shape), rows_of(shape), shape.width), np.float32)
    return Room(Passed(z, slope, raw, h, statistics), gradients)  # type: ignore[arg-type]


def onto_outputs_of(shape: Shape, outputs: Array, targets: Array) -> tuple[Array, Array, Array]:
    """Loss, accuracy and ∂loss/∂outputs."""
    loss, pull, accuracy = jax.vjp(lambda o: loss_and_accuracy(shape.classification, o, targets), outputs, has_aux=True)
    return loss, accuracy, pull(jnp.ones_like(loss))[0]


def _averaged(running: Array, batch: Array, size: int, knobs: Knobs) -> Array:
    """Batch normalization's running statistics; the variance stored is the unbiased one, as in PyTorch."""
    seen = batch * jnp.array([[1.0], [size / max(size - 1, 1)]])
    rate = jnp.where(knobs.normalized & ~knobs.norm_over_units, RUNNING_MOMENTUM, 0.0)
    return running + rate * (seen - running)


def _learn(shape: Shape, recording: bool, state: State, samples: Samples, knobs: Knobs, room: Room) -> Learned:
    """Up and down once."""
    parameters, inputs = state.parameters, samples.inputs
    upward, downward = (Upward.none(shape), Downward.none()) if recording else (None, None)
    outputs, passed, upward = forward(shape, parameters, inputs, knobs, room.passed, upward)
    loss, accuracy, onto_outputs = onto_outputs_of(shape, outputs, samples.targets)
    gradients, signals, downward = backward(
        shape, parameters, inputs, onto_outputs, knobs, passed, room.gradients, downward
    )
    measures = (upward or Upward.none(shape)).measures(shape), (downward or Downward.none()).measures()
    running = _averaged(state.running, passed.statistics, shape.batch, knobs)
    used = Room(passed._replace(raws=signals), gradients)
    return Learned(loss, accuracy, jnp.stack([*measures[0], *measures[1]]), gradients, running, used)


def outputs_on(shape: Shape, state: State, inputs: Array, knobs: Knobs) -> Array:
    """inputs [sample, input] -> outputs [sample, output], batch normalization with its running statistics."""
    samples_first = (CAPACITY, len(inputs), shape.width)
    z, slope, raw, h = (lax.empty(samples_first, jnp.float32) for _ in range(4))
    room = Passed(z, slope, raw, h, jnp.zeros((CAPACITY, 2, shape.width)))
    return forward(shape, state.parameters, inputs, knobs, room, running=state.running)[0]


def _held_out(shape: Shape, state: State, samples: Samples, knobs: Knobs) -> tuple[Array, Array, Array]:
    outputs = outputs_on(shape, state, samples.inputs, knobs)
    return *loss_and_accuracy(shape.classification, outputs, samples.targets), jnp.zeros(0)


def _initial(experiment: Experiment, shape: Shape) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    running = np.zeros((CAPACITY, 2, shape.width), np.float32)
    running[:, 1] = 1.0
    return initial_parameters(experiment, shape), running


def _samples(experiment: Experiment, shape: Shape, step: int, steps: int) -> tuple[Samples, NDArray[np.int32]]:
    batches = np.zeros((CHUNK, shape.batch), np.int32)
    batches[:steps] = batches_of(experiment.seed, shape, step, steps)
    return samples_of(task_of(experiment.task)).training, batches


LAYERED = Kind(
    compiler=SOONER,
    shape_of=shape_of,
    knobs_of=knobs_of,
    initial=_initial,
    carried=carried,
    new_room=new_room,
    samples=_samples,
    held_out_samples=lambda experiment: samples_of(task_of(experiment.task)).held_out,
    of_depth=OF_DEPTH,
    capacity=CAPACITY,
    learn=_learn,
    blocks=blocks_of,
    ratios=ratios_of,
    depth=lambda knobs: knobs.depth,
    held_out=_held_out,
    completed=lambda experiment, measures, looked: unpadded_rms(measures, task_of(experiment.task)),
)
