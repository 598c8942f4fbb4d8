"""The recurrent twin's training, and the measures of a trace from its float64 numbers."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from gradflow.experiment import Experiment
from gradflow.tasks.sequences import SEQUENCES
from tests.networks.known import rnn_of
from tests.twin.activations import slope, steepest
from tests.twin.measures import Band
from tests.twin.recurrent import ACTIVATION, Parameters, Truth, asked_of, truth_of
from tests.twin.training import Key, clipped_by, moved, norm

Array = NDArray[Any]
BATCH_ROLE = 101


class Step(NamedTuple):
    """What one step did: the truth before it, norms, ‖ΔU‖ / ‖U‖ of all recurrent weights, all parameters after."""

    truth: Truth
    raw_norm: float
    clipped_norm: float
    update_norm: float
    update_ratio: float
    after: Parameters


def batch_of(e: Experiment, step: int) -> tuple[Array, Array]:
    """Inputs and targets of a step, time first."""
    rng = np.random.default_rng((e.seed, BATCH_ROLE, step))
    drawn = SEQUENCES[e.task].draw(rng, e.batch_size, rnn_of(e).sequence_length, False)
    return drawn.inputs.swapaxes(0, 1), drawn.targets.swapaxes(0, 1)


def trained(e: Experiment) -> dict[Key, Array]:
    """Which parameters learn, and which of their rows: of the second bias a GRU's candidate's always."""
    n, normalized = rnn_of(e), rnn_of(e).normalization != "none"
    rows = {"gru": 3, "lstm": 4}.get(n.cell, 1) * n.hidden_size
    everything = np.ones(rows, bool)
    always, sometimes = ("weight_ih", "weight_hh", "bias_ih"), ("bias_hh", "input_scales", "state_scales")
    fields: dict[str, Array] = dict.fromkeys(always + sometimes * normalized, everything)
    if not normalized and n.cell == "gru":
        fields["bias_hh"] = np.arange(rows) >= 2 * n.hidden_size
    keys = {(name, layer): mask for name, mask in fields.items() for layer in range(n.stacked_layers)}
    return keys | dict.fromkeys((("output_weight", 0), ("output_bias", 0)), np.ones(1, bool))


@np.errstate(all="ignore")  # what overflows is a result
def train(e: Experiment, start: Parameters, steps: int, dtype: Any = np.float64) -> list[Step]:
    parameters = Parameters(*([np.asarray(array, dtype) for array in field] for field in start))
    memory: dict[Key, tuple[Array, Array]] = {}
    made, done = 0, []
    for t in range(steps):
        now = e.at(t)
        if t and now.optimizer != e.at(t - 1).optimizer:
            memory, made = {}, 0  # a new optimizer remembers nothing
        if t and (rnn_of(now).normalization == "none") != (rnn_of(e.at(t - 1)).normalization == "none"):
            parameters, memory = _renewed(now, parameters, start, memory)
        if t:
            _move_keeping_bias(e.at(t - 1), now, parameters)
        step, memory = _update(now, t, made, parameters, truth_of(now, parameters, *batch_of(e, t), dtype), memory)
        parameters = step.after
        made += 1
        done.append(step)
    return done


def _renewed(
    e: Experiment, parameters: Parameters, start: Parameters, memory: dict[Key, tuple[Array, Array]]
) -> tuple[Parameters, dict[Key, tuple[Array, Array]]]:
    """Of what only normalization needs nothing stays as it comes or goes."""
    others = trained(e.replace(normalization="none"))
    kept = others.get(("bias_hh", 0), np.zeros(1, bool))
    memory = {key: pair for key, pair in memory.items() if key in others}
    for key in set(memory) & {("bias_hh", layer) for layer in range(rnn_of(e).stacked_layers)}:
        memory[key] = np.where(kept, memory[key][0], 0), np.where(kept, memory[key][1], 0)
    biases = [np.where(kept, array, 0) for array in parameters.bias_hh]
    scales = {name: [np.ones_like(a) for a in getattr(start, name)] for name in ("input_scales", "state_scales")}
    return parameters._replace(bias_hh=biases, **scales), memory


def _move_keeping_bias(before: Experiment, now: Experiment, parameters: Parameters) -> None:
    """The gate that keeps the old state is the second of an LSTM and of a GRU."""
    size = rnn_of(now).hidden_size
    if rnn_of(now).cell in ("lstm", "gru"):
        for bias in parameters.bias_ih:
            bias[size : 2 * size] += rnn_of(now).forget_bias - rnn_of(before).forget_bias


def _update(
    e: Experiment, t: int, made: int, parameters: Parameters, truth: Truth, memory: dict[Key, tuple[Array, Array]]
) -> tuple[Step, dict[Key, tuple[Array, Array]]]:
    keys, after = trained(e), Parameters(*(list(field) for field in parameters))

    def only_trained(key: Key, array: Array) -> Array:
        mask = keys[key]
        return np.where(mask if array.ndim == 1 else mask[..., None], array, 0.0)

    gradients = {key: only_trained(key, getattr(truth.gradients, key[0])[key[1]]) for key in keys}
    raw_norm = norm(gradients.values())
    clipped = {key: clipped_by(e, gradient, raw_norm) for key, gradient in gradients.items()}
    changes: dict[Key, Array] = {}
    remembered: dict[Key, tuple[Array, Array]] = {}
    for key, gradient in clipped.items():
        name, layer = key
        w = getattr(parameters, name)[layer]
        old = memory.get(key, (np.zeros_like(w), np.zeros_like(w)))
        _, change, remembered[key] = moved(e, t, made, w, gradient, old, "weight" in name)
        changes[key] = only_trained(key, change)
        getattr(after, name)[layer] = np.asarray(w + changes[key], w.dtype)
    ratio = norm(change for (name, _), change in changes.items() if name == "weight_hh") / norm(parameters.weight_hh)
    return Step(truth, raw_norm, norm(clipped.values()), norm(changes.values()), ratio, after), remembered


def time_sizes(truth: Truth) -> dict[str, Array]:
    """[time] arrays by their names in a trace: the layers' states taken as one."""

    def over_layers(rows: Array) -> Array:
        return np.sqrt(np.mean(np.square(rows), axis=(0, *range(2, rows.ndim))))

    means = {f"opening_{i}": rows.mean(axis=(0, 2, 3)) for i, rows in enumerate(truth.openings.values(), start=1)}
    return means | {
        "activation_rms": over_layers(truth.states),
        "signal_rms": over_layers(truth.signals),
        "cell_gradient_rms": over_layers(truth.cell_signals),
        "weight_gradient_rms": over_layers(truth.shares),
    }


def time_shares(e: Experiment, truth: Truth, tolerance: float) -> dict[str, Band]:
    """saturated_fraction and dead_fraction [time], each as a band (see `tests.twin.measures.shares`).

    XLA's tanh is 1 from 8 on, where the slope is 5e-7.
    """
    name, u = ACTIVATION[rnn_of(e).cell], truth.entering
    near = tolerance * np.maximum(np.abs(u).max(axis=(2, 3), keepdims=True), 1.0)
    sizes = np.abs([slope(name, x, 0.0) for x in (u - near, u, u + near)]) / steepest(name, 0.0)
    low, high = sizes.min(axis=0), sizes.max(axis=0)
    return {
        "saturated_fraction": Band(
            np.mean(high < 0.05 * (1 - tolerance), axis=(0, 2, 3)),
            np.mean(low < 0.05 * (1 + tolerance), axis=(0, 2, 3)),
        ),
        "dead_fraction": Band(
            np.mean((high == 0).all(axis=2), axis=(0, 2)), np.mean((low < 1e-6).all(axis=2), axis=(0, 2))
        ),
    }


def right_at(e: Experiment, outputs: Array, targets: Array) -> Array:
    """[time]: the share of right answers, or of the targets' variance that is explained."""
    if SEQUENCES[e.task].objective == "classification":
        return np.mean(outputs.argmax(-1) == targets.argmax(-1), axis=1)
    variance = targets.var(axis=1).mean(axis=-1)
    return 1 - np.mean((outputs - targets) ** 2, axis=(1, 2)) / np.where(variance > 0, variance, 1.0)


def accuracy_of(e: Experiment, outputs: Array, targets: Array) -> float:
    """Of the answers that are asked for; NaN where there is no right or wrong."""
    if SEQUENCES[e.task].objective == "regression":
        return float("nan")
    return float(np.sum(asked_of(e) * right_at(e, outputs, targets)))
