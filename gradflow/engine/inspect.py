"""Inspect: one step of an experiment in full."""

from dataclasses import dataclass
from typing import Any

import jax.numpy as jnp
import numpy as np
from numpy.typing import NDArray

from gradflow.engine.batches import batches_of
from gradflow.engine.knobs import Knobs
from gradflow.engine.layered import new_room
from gradflow.engine.parameters import BIAS, BRANCH_SCALE, GATE, GATE_BIAS, NORM_SCALE, NORM_SHIFT, Ends
from gradflow.engine.recurrent.inspect import inspected
from gradflow.engine.samples import widened
from gradflow.engine.shapes import Shape
from gradflow.engine.state import Samples, State
from gradflow.engine.train import Training
from gradflow.engine.whole import whole_of
from gradflow.experiment import Experiment
from gradflow.networks import RNN
from gradflow.tasks import data_of, task_of

Array = NDArray[np.float32]


@dataclass(frozen=True)
class Weights:
    """Parameters or their gradients, input side first.

    weights: depth + 1 arrays (fan_in, fan_out); a tied matrix is repeated.
    biases: depth + 1 arrays (fan_out,).
    norm_scales, norm_shifts [depth, width]; branch_scales [depth] (ReZero's, first entry unused).
    gate_weights [depth - 1, width, width], gate_biases [depth - 1, width]: highway's, else empty.
    """

    weights: list[Array]
    biases: list[Array]
    norm_scales: Array
    norm_shifts: Array
    branch_scales: Array
    gate_weights: Array
    gate_biases: Array


@dataclass(frozen=True)
class Step:
    """One step before its update.

    inputs [batch, input], targets [batch, output], outputs [batch, output], loss: of the step's batch.
    preactivations, activations, slopes (φ'), signals (∂loss/∂preactivation): [depth, batch, width].
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
    weights: list[Array]
    biases: list[Array]
    norm_scales: Array
    norm_shifts: Array
    branch_scales: Array
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


def inspect(experiment: Experiment, step: int = 0) -> Any:
    """Train up to `step` and return that step in full, before its update (NumPy arrays): a Step of a layered
    network, a RecurrentStep (`gradflow.engine.recurrent.inspect`) of a recurrent one.

    step may be 0 to experiment.steps; ValueError otherwise, or if the run ended before.
    """
    if not 0 <= step <= experiment.steps:
        raise ValueError(f"step = {step}: allowed is a whole number from 0 to {experiment.steps}")
    training = Training(experiment)
    while training.step < step and not training.finished:
        training.advance(step - training.step)
    if training.step < step:
        raise ValueError(f"step = {step}: the run ended at step {training.step - 1}, where its values are not finite")
    whole_step = inspected if isinstance(experiment.network, RNN) else _inspected
    return whole_step(experiment, step, *training.now())


def _inspected(experiment: Experiment, step: int, shape: Shape, knobs: Knobs, state: State) -> Step:
    data = data_of(experiment.task)
    chosen = batches_of(experiment.seed, shape, step, 1)[0]
    inputs, targets = data.inputs[chosen], data.targets[chosen]
    samples = Samples(jnp.asarray(widened(inputs, shape.inputs)), jnp.asarray(targets))
    whole = whole_of(shape)(state, new_room(shape), samples, knobs)
    depth = experiment.network.depth
    stacks = ("preactivations", "activations", "slopes")
    passed = {name: np.asarray(getattr(whole.passed, name)[:depth]) for name in stacks}
    return Step(
        step=step,
        inputs=inputs,
        targets=targets,
        outputs=np.asarray(whole.outputs),
        loss=float(whole.loss),
        signals=np.asarray(whole.signals[:depth]),
        gradients=_weights(np.asarray(whole.gradients), experiment, shape, tied=False),
        running_mean=np.asarray(state.running[:depth, 0]),
        running_variance=np.asarray(state.running[:depth, 1]),
        **passed,
        **vars(_weights(np.asarray(state.parameters), experiment, shape, tied=experiment.network.tied)),
    )


def _weights(stack: Array, experiment: Experiment, shape: Shape, tied: bool) -> Weights:
    depth, width = experiment.network.depth, shape.width
    ends, layers = Ends.of(stack, shape), stack[:depth]  # type: ignore[arg-type]
    square = [layers[1 if tied else layer, :width] for layer in range(1, depth)]
    return Weights(
        weights=[ends.first_weight[: task_of(experiment.task).inputs], *square, ends.last_weight],  # type: ignore[list-item]
        biases=[*layers[:, width + BIAS], ends.last_bias],  # type: ignore[list-item]
        norm_scales=layers[:, width + NORM_SCALE],
        norm_shifts=layers[:, width + NORM_SHIFT],
        branch_scales=layers[:, width + BRANCH_SCALE, 0],
        gate_weights=layers[1:, width + GATE :] if shape.gated else np.zeros((0, width, width), np.float32),
        gate_biases=layers[1:, width + GATE_BIAS] if shape.gated else np.zeros((0, width), np.float32),
    )
