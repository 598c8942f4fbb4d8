"""The twin's training: PyTorch's rules, one parameter after the other, in NumPy."""

from collections.abc import Iterable
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from gradflow.experiment import Experiment
from tests.networks.known import layered_of
from tests.twin.gradients import Truth, by_torch
from tests.twin.network import Parameters

Array = NDArray[Any]
Key = tuple[str, int]

RUNNING_MOMENTUM = 0.1


class Step(NamedTuple):
    """What one step did: the truth before it, norms, update ratios [depth], and all parameters after.

    running: mean and unbiased variance of each layer, in which this step's batch counts one tenth.
    """

    truth: Truth
    raw_norm: float
    clipped_norm: float
    update_norm: float
    update_ratio: Array
    after: Parameters
    running: list[tuple[Array, Array]]


def trained(experiment: Experiment) -> list[Key]:
    """Which parameters learn, as (field, layer); of a tied matrix only its first use."""
    mlp = layered_of(experiment)
    keys = [("weights", i) for i in range(mlp.depth + 1) if not (mlp.tied and 2 <= i < mlp.depth)]
    keys += [("biases", i) for i in range(mlp.depth + 1)]
    if mlp.normalization != "none":
        keys += [(name, i) for name in ("norm_scales", "norm_shifts") for i in range(mlp.depth)]
    if mlp.connection == "rezero":
        keys += [("branch_scales", i) for i in range(mlp.depth)]
    if mlp.connection == "highway":
        keys += [(name, i) for name in ("gate_weights", "gate_biases") for i in range(mlp.depth - 1)]
    if mlp.reparametrization != "none" and mlp.connection != "highway":
        keys += [("weight_scales", i) for i in range(mlp.depth - 1)]
    return keys


@np.errstate(all="ignore")  # what overflows is a result
def train(
    experiment: Experiment, start: Parameters, batches: Iterable[tuple[Array, Array]], dtype: Any = np.float64
) -> list[Step]:
    """One Step for every batch."""
    parameters = Parameters(*([np.asarray(array, dtype) for array in field] for field in start))
    width = experiment.network.width
    running = [(np.zeros(width), np.ones(width)) for _ in range(experiment.network.depth)]
    memory: dict[Key, tuple[Array, Array]] = {}
    made, done = 0, []
    for t, (inputs, targets) in enumerate(batches):
        now = experiment.at(t)
        if t and now.optimizer != experiment.at(t - 1).optimizer:
            memory, made = {}, 0  # a new optimizer remembers nothing
        truth = by_torch(now, parameters, inputs, targets, dtype)
        step, parameters, memory = _update(now, t, made, parameters, truth, memory)
        running = _running(running, truth, len(inputs))
        made += 1
        done.append(step._replace(running=running, after=parameters))
    return done


def _update(
    e: Experiment, t: int, made: int, parameters: Parameters, truth: Truth, memory: dict[Key, tuple[Array, Array]]
) -> tuple[Step, Parameters, dict[Key, tuple[Array, Array]]]:
    gradients = {key: _gradient(e, truth, key) * (not is_frozen(e, key)) for key in trained(e)}
    raw_norm = norm(gradients.values())
    clipped = {key: clipped_by(e, gradient, raw_norm) for key, gradient in gradients.items()}
    after = Parameters(*(list(field) for field in parameters))
    changes: dict[Key, Array] = {}
    remembered = dict(memory)
    for key, gradient in clipped.items():
        name, layer = key
        w = getattr(parameters, name)[layer]
        old = memory.get(key, (np.zeros_like(w), np.zeros_like(w)))
        if is_frozen(e, key):
            new, changes[key], remembered[key] = w, np.zeros_like(w), _direction(e, made, gradient, old)[1]
        else:
            limited = name in ("weights", "gate_weights")
            new, changes[key], remembered[key] = moved(e, t, made, w, gradient, old, limited)
        for shared in _uses(e, key):
            getattr(after, name)[shared] = new
    depth = e.network.depth
    layers = [1 if layered_of(e).tied and i > 1 else i for i in range(depth)]
    sizes = [norm([parameters.weights[i]]) for i in layers]
    moves = [norm([changes["weights", i]]) for i in layers]
    ratios = np.array([move / size if move else 0.0 for move, size in zip(moves, sizes, strict=True)])
    norms = raw_norm, norm(clipped.values()), norm(changes.values())
    return Step(truth, *norms, ratios, after, []), after, remembered


def moved(
    e: Experiment, t: int, made: int, w: Array, gradient: Array, old: tuple[Array, Array], limited: bool
) -> tuple[Array, Array, tuple[Array, Array]]:
    """One array after its update by a clipped gradient, what was added to it, and what the optimizer remembers."""
    direction, memory = _direction(e, made, gradient + e.l2 * w, old)
    change = -e.learning_rate * schedule(e, t) * (direction + e.resolved("weight_decay") * w)
    new = np.asarray(w + change, w.dtype)
    if limited and e.weight_limit > 0:
        new = np.clip(new, -e.weight_limit, e.weight_limit)
        change = new - w
    return new, change, memory


def is_frozen(e: Experiment, key: Key) -> bool:
    """Whether a parameter is of one of the layers from the input that are not trained; gates begin with layer 2."""
    mlp, (name, layer) = layered_of(e), key
    return layer + name.startswith("gate") < min(mlp.frozen_layers, mlp.depth)


def _uses(e: Experiment, key: Key) -> list[int]:
    """The layers that use a parameter."""
    shared = layered_of(e).tied and key == ("weights", 1) and layered_of(e).depth > 1
    return list(range(1, e.network.depth)) if shared else [key[1]]


def _gradient(e: Experiment, truth: Truth, key: Key) -> Array:
    """Of a shared matrix the sum over its uses."""
    return np.sum([getattr(truth.gradients, key[0])[layer] for layer in _uses(e, key)], axis=0)


def norm(arrays: Iterable[Array]) -> np.float64:
    """L2 norm of everything together, in float64."""
    return np.float64(np.sqrt(sum(np.sum(np.square(np.asarray(array, np.float64))) for array in arrays)))


def clipped_by(e: Experiment, gradient: Array, norm: float) -> Array:
    match e.clipping:
        case "none":
            return gradient
        case "norm":
            return gradient * (e.max_norm / norm) if norm > e.max_norm else gradient
        case "value":
            return np.clip(gradient, -e.max_norm, e.max_norm)
    raise NotImplementedError(f"the twin does not know the clipping {e.clipping}: write it here")


def schedule(e: Experiment, t: int) -> float:
    """The factor of the learning rate at step t."""
    match e.schedule:
        case "constant":
            return 1.0
        case "exponential":
            return e.decay_rate**t
        case "cosine":
            return (1 + np.cos(np.pi * t / e.steps)) / 2
        case "warmup":
            return min(1.0, (t + 1) / e.warmup_steps)
        case "rising":
            return 10 ** (e.rise * (t / (e.steps - 1) - 1))
    raise NotImplementedError(f"the twin does not know the schedule {e.schedule}: write it here")


def _direction(e: Experiment, made: int, g: Array, memory: tuple[Array, Array]) -> tuple[Array, tuple[Array, Array]]:
    """What is subtracted, times the learning rate; memory is (mean, square), `made` the updates before."""
    first, second = memory
    epsilon = e.resolved("epsilon")
    match e.optimizer:
        case "gd" | "sgd":
            return g, memory
        case "momentum":
            first = e.momentum * first + g
            return first, (first, second)
        case "nesterov":
            first = e.momentum * first + g
            return g + e.momentum * first, (first, second)
        case "rmsprop":
            second = e.rms_decay * second + (1 - e.rms_decay) * g**2
            return g / (np.sqrt(second) + epsilon), (first, second)
        case "adagrad":
            second = second + g**2
            return g / (np.sqrt(second) + epsilon), (first, second)
        case "adam" | "adamw":
            first = e.momentum * first + (1 - e.momentum) * g
            second = e.beta2 * second + (1 - e.beta2) * g**2
            mean = first / (1 - e.momentum ** (made + 1))
            square = second / (1 - e.beta2 ** (made + 1))
            return mean / (np.sqrt(square) + epsilon), (first, second)
    raise NotImplementedError(f"the twin does not know the optimizer {e.optimizer}: write it here")


def _running(old: list[tuple[Array, Array]], truth: Truth, batch: int) -> list[tuple[Array, Array]]:
    unbiased = batch / max(batch - 1, 1)
    return [
        (
            (1 - RUNNING_MOMENTUM) * mean + RUNNING_MOMENTUM * new_mean,
            (1 - RUNNING_MOMENTUM) * variance + RUNNING_MOMENTUM * new_variance * unbiased,
        )
        for (mean, variance), (new_mean, new_variance) in zip(old, truth.statistics, strict=True)
    ]
