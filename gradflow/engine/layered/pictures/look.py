"""What is looked at besides the trace of a convolutional network: its answers, and one digit on its way through it.

As with other layered networks it is a program of its own, compiled at the first look.
"""

from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
from jax import Array
from jaxtyping import Float
from numpy.typing import NDArray

from gradflow.engine.core.array_types import Inputs, Outputs
from gradflow.engine.core.compiler import SOONER
from gradflow.engine.core.program_cache import compile_once
from gradflow.engine.core.train_state import Samples, TrainState
from gradflow.engine.layered.hyperparameters import LayeredHyperparameters
from gradflow.engine.layered.inspect import full_step
from gradflow.engine.layered.program import outputs_on
from gradflow.engine.layered.shape import LayeredShape
from gradflow.engine.layered.workspace import blank_workspace
from gradflow.experiment import Experiment
from gradflow.tasks import data_of, probes_of

CHANNELS = 5  # that are kept of each layer


@dataclass(frozen=True)
class PictureLook:
    """outputs [probe, output], probabilities. activations, signals [layer, 1 + channel, height, width]: h and
    ∂loss/∂z of the first probe in a batch of all; before the first channels the rms over all of them."""

    outputs: NDArray[np.float32]
    activations: NDArray[np.float32]
    signals: NDArray[np.float32]

    @property
    def nbytes(self) -> int:
        return self.outputs.nbytes + self.activations.nbytes + self.signals.nbytes


class _Found(NamedTuple):
    outputs: Outputs
    activations: Float[Array, "capacity position width"]
    signals: Float[Array, "capacity position width"]


def picture_look(
    experiment: Experiment, shape: LayeredShape, hyper: LayeredHyperparameters, state: TrainState
) -> PictureLook:
    probes = probes_of(experiment.task)
    samples = Samples(jnp.asarray(probes), jnp.asarray(data_of(experiment.task).held_out_targets[: len(probes)]))
    program = look_program_of(shape)
    with compile_once(program):
        found = program(state, samples, hyper)
    depth, side = experiment.network.depth, shape.side
    pictures = (_kept(np.asarray(part[:depth]), side) for part in found[1:])
    return PictureLook(np.asarray(found.outputs), *pictures)


def _kept(layers: NDArray[np.float32], side: int) -> NDArray[np.float32]:
    """[layer, position, channel] -> [layer, 1 + channel, height, width]."""
    wide = layers.astype(np.float64)
    both = np.concatenate([np.sqrt((wide**2).mean(axis=2, keepdims=True)), wide[:, :, :CHANNELS]], axis=2)
    return both.swapaxes(1, 2).reshape(len(layers), -1, side, side).astype(np.float32)


def look_program_of(shape: LayeredShape) -> Any:
    """The jitted look; the sizes of batches and of the data do not matter to it."""
    return _jitted(shape.of_look())


@lru_cache(maxsize=64)
def _jitted(shape: LayeredShape) -> Any:
    return jax.jit(partial(_look, shape), compiler_options=SOONER)


def _look(shape: LayeredShape, state: TrainState, samples: Samples, hyper: LayeredHyperparameters) -> _Found:
    """The answers with running statistics, as on all held-out data; the way of the first probe with the batch's."""
    inputs: Inputs = samples.inputs
    outputs = jax.nn.softmax(outputs_on(shape, state, inputs, hyper))
    whole = shape._replace(batch=len(inputs))
    full = full_step(whole, state, blank_workspace(whole), samples, hyper)
    return _Found(outputs, full.saved.activations[:, : shape.positions], full.signals[:, : shape.positions])
