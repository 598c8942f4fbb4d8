"""A step of a convolutional network in full: of every layer pictures, of all weights kernels."""

from dataclasses import replace
from typing import Any

from gradflow.engine.core.train_state import TrainState
from gradflow.engine.layered.hyperparameters import LayeredHyperparameters
from gradflow.engine.layered.inspect import Array, Step, Weights, inspected
from gradflow.engine.layered.linear_map import SPAN
from gradflow.engine.layered.shape import LayeredShape
from gradflow.experiment import Experiment

OF_POSITIONS = ("preactivations", "activations", "slopes", "signals", "left_in")


def pictured(
    experiment: Experiment, step: int, shape: LayeredShape, hyper: LayeredHyperparameters, state: TrainState
) -> Step:
    """The step that an experiment is about to make, as `Step` has it, but

    inputs [batch, height, width, 1]; preactivations, activations, slopes, signals:
    [depth, batch, height, width, channel]; weights: depth arrays (3, 3, channels in, channels out), then those of the
    output layer (channels, output); gate_weights [depth - 1, 3, 3, channels in, channels out].
    """
    found, side = inspected(experiment, step, shape, hyper, state), shape.side
    pictures = {name: getattr(found, name).reshape(-1, shape.batch, side, side, shape.width) for name in OF_POSITIONS}
    inputs = found.inputs.reshape(-1, side, side, 1)
    gradients = replace(found.gradients, **_kernels(found.gradients))
    return replace(found, inputs=inputs, gradients=gradients, **pictures, **_kernels(found))


def _kernels(found: Weights | Step) -> dict[str, Any]:
    *hidden, last = found.weights
    return {"weights": [*map(_kernel, hidden), last], "gate_weights": _gates(found.gate_weights)}


def _kernel(matrix: Array) -> Array:
    return matrix.reshape(SPAN, SPAN, -1, matrix.shape[1])


def _gates(matrices: Array) -> Array:
    count, fan_in, width = matrices.shape
    return matrices.reshape(count, SPAN, SPAN, fan_in // SPAN**2, width)
