"""One step of a layered network in full: every preactivation, activation, signal and gradient."""

from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
from jax import Array as Traced
from numpy.typing import NDArray

from gradflow.engine.core.array_types import Index
from gradflow.engine.core.compiler import SOONER
from gradflow.engine.core.program_cache import compile_once
from gradflow.engine.core.train_state import Samples, TrainState
from gradflow.engine.layered.hyperparameters import LayeredHyperparameters
from gradflow.engine.layered.measures import ForwardMeasures
from gradflow.engine.layered.program import onto_outputs_of
from gradflow.engine.layered.samples import batches_of, widened
from gradflow.engine.layered.shape import LayeredShape
from gradflow.engine.layered.stack.parameters import HiddenLayers, LayeredEnds
from gradflow.engine.layered.sweep import backward, forward
from gradflow.engine.layered.workspace import LayeredWorkspace, SavedActivations, new_workspace
from gradflow.experiment import Experiment
from gradflow.networks import Layered, downcast
from gradflow.parts.dropout import left_in
from gradflow.tasks import data_of, task_of

Array = NDArray[np.float32]


@dataclass(frozen=True)
class Weights:
    """Parameters or their gradients, input side first.

    weights: depth + 1 arrays (fan_in, fan_out); a tied matrix is repeated. In dense blocks of k layers they are
        (k · width, width), the layer just below first, and rows for layers that are not read are 0.
    biases: depth + 1 arrays (fan_out,).
    norm_scales, norm_shifts [depth, width]; branch_scales [depth] (ReZero's, first entry unused).
    weight_scales [depth - 1, width]: of weights that are made of what stands under weights, else empty.
    gate_weights [depth - 1, width, width], gate_biases [depth - 1, width]: highway's, else empty.
    """

    weights: list[Array]
    biases: list[Array]
    norm_scales: Array
    norm_shifts: Array
    branch_scales: Array
    weight_scales: Array
    gate_weights: Array
    gate_biases: Array


@dataclass(frozen=True)
class Step:
    """One step before its update.

    inputs [batch, input], targets [batch, output], outputs [batch, output], loss: of the step's batch.
    preactivations, activations, slopes (φ'), signals (∂loss/∂preactivation): [depth, batch, width].
    left_in [depth, batch, width]: by what dropout multiplies the activations that weights read, 0 or 1/(1 - rate);
        without it empty.
    weights ... gate_biases: as in Weights; weight_gradients, bias_gradients: their gradients, a tied
        matrix's as each layer's share; gradients: of all parameters.
    running_mean, running_variance [depth, width]: batch normalization's, before the step.
    """

    step: int
    inputs: Array
    targets: Array
    outputs: Array
    loss: float
    preactivations: Array
    activations: Array
    slopes: Array
    signals: Array
    left_in: Array
    weights: list[Array]
    biases: list[Array]
    norm_scales: Array
    norm_shifts: Array
    branch_scales: Array
    weight_scales: Array
    gate_weights: Array
    gate_biases: Array
    gradients: Weights
    running_mean: Array
    running_variance: Array

    @property
    def weight_gradients(self) -> list[Array]:
        return self.gradients.weights

    @property
    def bias_gradients(self) -> list[Array]:
        return self.gradients.biases


class FullStep(NamedTuple):
    """A step as its program leaves it: outputs [batch, output], what the forward sweep saved, the gradients."""

    loss: Traced
    outputs: Traced
    saved: SavedActivations
    signals: Traced
    gradients: Traced


def inspected(
    experiment: Experiment, step: int, shape: LayeredShape, hyper: LayeredHyperparameters, state: TrainState
) -> Step:
    """The step that an experiment is about to make."""
    data = data_of(experiment.data)
    chosen = batches_of(experiment.seed, shape, step, 1)[0]
    inputs, targets = data.inputs[chosen], data.targets[chosen]
    samples = Samples(jnp.asarray(widened(inputs, shape.inputs)), jnp.asarray(targets))
    program = program_of(shape)
    with compile_once(program):
        full = jax.block_until_ready(program(state, new_workspace(shape), samples, hyper, np.int32(step)))
    network = downcast(experiment.network, Layered)
    stacks = ("preactivations", "activations", "slopes")
    saved = {name: np.asarray(getattr(full.saved, name)[: network.depth]) for name in stacks}
    return Step(
        step=step,
        inputs=inputs,
        targets=targets,
        outputs=np.asarray(full.outputs),
        loss=float(full.loss),
        signals=np.asarray(full.signals[: network.depth]),
        left_in=_left_in(experiment, step, shape),
        gradients=_weights(np.asarray(full.gradients), experiment, shape, tied=False),
        running_mean=np.asarray(state.running[: network.depth, 0]),
        running_variance=np.asarray(state.running[: network.depth, 1]),
        **saved,
        **vars(_weights(np.asarray(state.parameters), experiment, shape, tied=network.tied)),
    )


def full_step(
    shape: LayeredShape,
    state: TrainState,
    workspace: LayeredWorkspace,
    samples: Samples,
    hyper: LayeredHyperparameters,
    step: Index | None = None,
) -> FullStep:
    """One step in full, without its update; a tied matrix's gradient as each layer's share. Without a step of training
    all units take part."""
    upward = ForwardMeasures.none(shape, recording=False)
    outputs, saved, _ = forward(
        shape, state.parameters, samples.inputs, hyper, workspace.saved, upward, keep=True, at=step
    )
    loss, _, onto_outputs = onto_outputs_of(shape, outputs, samples.targets)
    gradients, signals, _ = backward(
        shape, state.parameters, samples.inputs, onto_outputs, hyper, saved, workspace.gradients, keep=True, at=step
    )
    return FullStep(loss, outputs, saved, signals, gradients)


@lru_cache(maxsize=16)
def program_of(shape: LayeredShape) -> Any:
    """The jitted step in full."""
    return jax.jit(partial(full_step, shape), compiler_options=SOONER)


def _left_in(experiment: Experiment, step: int, shape: LayeredShape) -> Array:
    keep = np.float32(1.0 - downcast(experiment.network, Layered).dropout)
    layers, of_layer = range(experiment.network.depth if shape.drops else 0), (shape.rows, shape.width)
    rows = [left_in(np, experiment.seed, step, layer, of_layer, keep) for layer in layers]
    return np.array(rows, np.float32).reshape(-1, *of_layer)


def _weights(stack: Array, experiment: Experiment, shape: LayeredShape, tied: bool) -> Weights:
    depth, width = experiment.network.depth, shape.width
    layers: Any = HiddenLayers(stack, shape)  # type: ignore[arg-type]
    ends: Any = LayeredEnds.of(stack, shape)  # type: ignore[arg-type]
    square = [layers.weight[1 if tied else layer] for layer in range(1, depth)]
    return Weights(
        weights=[ends.first_weight[: task_of(experiment.task).inputs], *square, ends.last_weight],
        biases=[*layers.bias[:depth], ends.last_bias],
        norm_scales=layers.norm_scale[:depth],
        norm_shifts=layers.norm_shift[:depth],
        branch_scales=layers.branch_scale[:depth],
        weight_scales=layers.weight_scale[1:depth] if shape.made else np.zeros((0, width), np.float32),
        gate_weights=layers.gate_weight[1:depth] if shape.gated else np.zeros((0, shape.fan_in, width), np.float32),
        gate_biases=layers.gate_bias[1:depth] if shape.gated else np.zeros((0, width), np.float32),
    )
