"""The forward pass of a layered network's step, written out."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from gradflow.experiment import Experiment
from gradflow.inside.truth.checked import Question
from gradflow.inside.truth.functions import activate, loss, normalize, sigmoid
from gradflow.networks import MLP, downcast
from gradflow.tasks import task_of

Array = NDArray[np.float64]


def loss_of(experiment: Experiment, step: Any, z_moved: dict[int, Array], w_moved: dict[int, Array]) -> float:
    """The loss of the step's batch with something added to z or to the weights of some layers, counted from 0."""
    mlp = downcast(experiment.network, MLP)
    h, zs = np.asarray(step.inputs, np.float64), []
    for layer in range(mlp.depth):
        branch = h @ (np.asarray(step.weights[layer], np.float64) + w_moved.get(layer, 0.0)) + step.biases[layer]
        z = _connected(mlp, step, layer, branch, zs) + z_moved.get(layer, 0.0)
        zs.append(z)
        before, after = (mlp.normalization != "none" and mlp.norm_position == each for each in ("before", "after"))
        if before:
            z = step.norm_scales[layer] * normalize(mlp.normalization, z) + step.norm_shifts[layer]
        h = activate(mlp.activation, z, mlp.leaky_slope)
        if after:
            h = step.norm_scales[layer] * normalize(mlp.normalization, h) + step.norm_shifts[layer]
    outputs = h @ np.asarray(step.weights[-1], np.float64) + step.biases[-1]
    return loss(task_of(experiment.task).objective == "classification", outputs, step.targets)


def _connected(mlp: MLP, step: Any, layer: int, branch: Array, zs: list[Array]) -> Array:
    """z of a layer out of its branch and the preactivations below."""
    match mlp.connection:
        case "plain":
            return branch
        case "residual" | "rezero" if layer:
            scale = mlp.branch_scale if mlp.connection == "residual" else step.branch_scales[layer]
            return zs[layer - 1] + scale * branch
        case "long_skip" if layer >= mlp.skip_length and layer % mlp.skip_length == 0:
            return zs[layer - mlp.skip_length] + mlp.branch_scale * branch
        case "input_skip" if layer:
            return zs[0] + mlp.branch_scale * branch
        case "highway" if layer:
            below = zs[layer - 1]
            gate = sigmoid(below @ step.gate_weights[layer - 1] + step.gate_biases[layer - 1])
            return gate * branch + (1 - gate) * below
        case "residual" | "rezero" | "long_skip" | "input_skip" | "highway":
            return branch
    raise NotImplementedError(f"no forward pass with the connection {mlp.connection} in float64")


def questions(experiment: Experiment, step: Any, depths: list[int]) -> list[Question]:
    """Of these layers: the backward signal, the weight gradient, and its largest entry."""
    asked: list[Question] = []

    def moved_z(layer: int, by: Array) -> float:
        return loss_of(experiment, step, {layer: by}, {})

    def moved_w(layer: int, by: Array) -> float:
        return loss_of(experiment, step, {}, {layer: by})

    for layer in depths:
        signal, gradient = step.signals[layer], step.weight_gradients[layer]
        asked.append(Question("signal_rms", layer, signal, lambda by, at=layer: moved_z(at, by)))
        asked.append(Question("weight_gradient_rms", layer, gradient, lambda by, at=layer: moved_w(at, by)))
        largest = np.zeros_like(gradient)
        place = np.unravel_index(np.abs(gradient).argmax(), gradient.shape)
        largest[place] = gradient[place]
        asked.append(Question("largest", layer, largest, lambda by, at=layer: moved_w(at, by), single=True))
    return asked
