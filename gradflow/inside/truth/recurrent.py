"""The forward pass of a recurrent network's step, written out."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from gradflow.experiment import Experiment
from gradflow.inside.truth.checked import Question
from gradflow.inside.truth.functions import activate, loss, normalize, sigmoid
from gradflow.networks import RNN, downcast
from gradflow.tasks import task_of

Array = NDArray[np.float64]


def loss_of(experiment: Experiment, step: Any, h_moved: dict[int, Array], u_moved: Array | float = 0.0) -> float:
    """The loss of the step's batch with something added to the states of some time steps [layer, sample, hidden],
    counted from 0, or to the last layer's recurrent weights (gates · hidden, hidden)."""
    rnn = downcast(experiment.network, RNN)
    layers, batch = range(rnn.stacked_layers), step.inputs.shape[1]
    h = [np.zeros((batch, rnn.hidden_size)) for _ in layers]
    c = [np.zeros((batch, rnn.hidden_size)) for _ in layers]
    classification = task_of(experiment.task).objective == "classification"
    whole, weights = 0.0, step.parameters
    for time, share in enumerate(step.asked):
        below = np.asarray(step.inputs[time], np.float64)
        for layer in layers:
            u = np.asarray(weights.weight_hh[layer], np.float64) + (u_moved if layer == layers[-1] else 0.0)
            from_input = _entering(
                rnn, below @ np.asarray(weights.weight_ih[layer], np.float64).T, weights.input_scales[layer]
            )
            from_state = _entering(rnn, h[layer] @ u.T, weights.state_scales[layer])
            made = _cell(
                rnn.cell, from_input + weights.bias_ih[layer], from_state + weights.bias_hh[layer], h[layer], c[layer]
            )
            h[layer], c[layer] = made[0] + (h_moved[time][layer] if time in h_moved else 0.0), made[1]
            below = h[layer] + below if rnn.stacked_residual and layer else h[layer]
        if share > 0:
            outputs = below @ np.asarray(weights.output_weight, np.float64).T + weights.output_bias
            whole += float(share) * loss(classification, outputs, step.targets[time])
    return whole


def _entering(rnn: RNN, raw: Array, scale: Any) -> Array:
    """Normalized gate by gate, where that is chosen."""
    if rnn.normalization == "none":
        return raw
    gates = raw.reshape(len(raw), -1, rnn.hidden_size)
    return normalize(rnn.normalization, gates).reshape(raw.shape) * scale


def _cell(name: str, x: Array, u: Array, h: Array, c: Array) -> tuple[Array, Array]:
    """h and c after a time step, of what enters from the input and from the state before."""
    size = h.shape[1]
    of_x, of_u = ([part[:, at : at + size] for at in range(0, part.shape[1], size)] for part in (x, u))
    if name == "gru":
        reset, update = (sigmoid(a + b) for a, b in zip(of_x[:2], of_u[:2], strict=True))
        return (1 - update) * np.tanh(of_x[2] + reset * of_u[2]) + update * h, c
    if name == "lstm":
        enter, keep, new, leave = (a + b for a, b in zip(of_x, of_u, strict=True))
        c = sigmoid(keep) * c + sigmoid(enter) * np.tanh(new)
        return sigmoid(leave) * np.tanh(c), c
    return activate(name, x + u), c


def questions(experiment: Experiment, step: Any, depths: list[int]) -> list[Question]:
    """Of these time steps the backward signal; and once, the gradient of the last layer's recurrent weights."""

    def moved(time: int, by: Array) -> float:
        return loss_of(experiment, step, {time: by})

    asked = [Question("signal_rms", time, step.signals[:, time], lambda by, at=time: moved(at, by)) for time in depths]
    whole = step.gradients.weight_hh[-1]
    asked.append(Question("whole_matrix", None, whole, lambda by: loss_of(experiment, step, {}, by)))
    largest = np.zeros_like(whole)
    place = np.unravel_index(np.abs(whole).argmax(), whole.shape)
    largest[place] = whole[place]
    asked.append(Question("largest", None, largest, lambda by: loss_of(experiment, step, {}, by), single=True))
    return asked
