"""The forward pass of a layered network's step, written out: values are rows, of pictures one a place."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from gradflow.experiment import Experiment
from gradflow.inside.making import making_of
from gradflow.inside.patches import patches, rows_of_nearest
from gradflow.inside.truth.checked import Question
from gradflow.inside.truth.functions import activate, loss, normalize, sigmoid
from gradflow.networks import downcast
from gradflow.networks.layered import Layered
from gradflow.tasks import task_of

Array = NDArray[np.float64]


def loss_of(experiment: Experiment, step: Any, z_moved: dict[int, Array], w_moved: dict[int, Array]) -> float:
    """The loss of the step's batch with something added to z or to the weights of some layers, counted from 0."""
    net = downcast(experiment.network, Layered)
    zs: list[Array] = []
    hs: list[Array] = []
    before, after = (net.normalization != "none" and net.norm_position == each for each in ("before", "after"))
    for layer in range(net.depth):
        entering = _rows(step.inputs)
        if layer:  # of a dense block, all layers that are read; the rows of the others are 0
            below = [layer - 1 - back for back in range(net.read_by(layer))]
            entering = np.concatenate([_left_in(step, each, hs[each]) for each in below], axis=1)
        whole = _rows(step.weights[layer] + np.asarray(w_moved.get(layer, 0.0), np.float64))
        weight = rows_of_nearest(whole, net.taps, entering.shape[1])
        making = making_of(net, step, layer, weight)
        branch = _read(net, step, entering) @ (making.made() if making else weight) + step.biases[layer]
        joined = net.connection == "residual_post" and layer >= 2 and layer % 2 == 0
        if joined and before:
            branch = _normalized(net, step, layer, branch)
        z = hs[layer - 2] + net.branch_scale * branch if joined else _connected(net, step, layer, branch, zs)
        zs.append(z + _rows(z_moved[layer]) if layer in z_moved else z)
        entered = _normalized(net, step, layer, zs[-1]) if before and not joined else zs[-1]
        h = activate(net.activation, entered, net.leaky_slope)
        hs.append(_normalized(net, step, layer, h) if after else h)
    averaged = _left_in(step, net.depth - 1, hs[-1]).reshape(len(step.inputs), -1, net.width).mean(axis=1)
    outputs = averaged @ np.asarray(step.weights[-1], np.float64) + step.biases[-1]
    return loss(task_of(experiment.task).objective == "classification", outputs, step.targets)


def _left_in(step: Any, layer: int, h: Array) -> Array:
    """A layer's activations as weights read them: without the units that the step leaves out."""
    return h * _rows(step.left_in[layer]) if len(step.left_in) else h


def _rows(x: Any) -> Array:
    """[..., unit] -> [row, unit]."""
    return np.asarray(x, np.float64).reshape(-1, x.shape[-1])


def _read(net: Layered, step: Any, rows: Array) -> Array:
    """What the weights of a layer multiply: of pictures the nine places around each [sample · place, 9 · unit]."""
    placed = rows.reshape(len(step.inputs), -1, rows.shape[1])
    return _rows(patches(placed, net.taps, net.circular))


def _normalized(net: Layered, step: Any, layer: int, x: Array) -> Array:
    done = normalize(net.normalization, x, places=len(x) // len(step.inputs))
    return step.norm_scales[layer] * done + step.norm_shifts[layer]


def _connected(net: Layered, step: Any, layer: int, branch: Array, zs: list[Array]) -> Array:
    """z of a layer out of its branch and the preactivations below."""
    match net.connection:
        case "plain" | "dense" | "residual_post":
            return branch
        case "residual" | "rezero" if layer:
            scale = net.branch_scale if net.connection == "residual" else step.branch_scales[layer]
            return zs[layer - 1] + scale * branch
        case "long_skip" if layer >= net.skip_length and layer % net.skip_length == 0:
            return zs[layer - net.skip_length] + net.branch_scale * branch
        case "input_skip" if layer:
            return zs[0] + net.branch_scale * branch
        case "u_skip" if net.depth - 1 - layer < layer:
            return zs[net.depth - 1 - layer] + net.branch_scale * branch
        case "highway" if layer:
            below = zs[layer - 1]
            weight = _rows(step.gate_weights[layer - 1])
            gate = sigmoid(_read(net, step, below) @ weight + step.gate_biases[layer - 1])
            return gate * branch + (1 - gate) * below
        case "residual" | "rezero" | "long_skip" | "input_skip" | "u_skip" | "highway":
            return branch
    raise NotImplementedError(f"no forward pass with the connection {net.connection} in float64")


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
