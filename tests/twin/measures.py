"""The measurements of a Trace at one step, from the twin's float64 numbers."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from gradflow.experiment import Experiment
from tests.networks.known import layered_of
from tests.twin.activations import slope, steepest
from tests.twin.gradients import Truth
from tests.twin.pictures import nearest

Array = NDArray[Any]


class Band(NamedTuple):
    """A share that hangs on a comparison: between what surely and what possibly passes it."""

    low: Array
    high: Array


def rms(arrays: list[Array]) -> Array:
    """Root of the mean square of each array."""
    return np.array([np.sqrt(np.mean(np.square(array))) for array in arrays])


def cosine_and_one(rows: Array) -> Array:
    """1 + the mean cosine between two different rows, of the first 64 and of those that are not 0, pair by pair. With 1
    more, what it may be off by is a part of it."""
    sizes = np.linalg.norm(rows[:64], axis=1)
    there = rows[:64][sizes > 0] / sizes[sizes > 0, None]
    pairs = there @ there.T
    count = len(there)
    return np.array(1 + pairs[~np.eye(count, dtype=bool)].mean() if count > 1 else np.nan)


def layer_sizes(experiment: Experiment, truth: Truth) -> dict[str, Array]:
    """[depth] arrays by their names in Trace."""
    return {
        "activation_rms": rms(truth.activations),
        "signal_rms": rms(truth.signals),
        "activation_gradient_rms": rms(truth.activation_signals),
        "weight_gradient_rms": rms([_in_use(experiment, truth, layer) for layer in range(experiment.network.depth)]),
    }


def _in_use(experiment: Experiment, truth: Truth, layer: int) -> Array:
    """Of the gradient of a layer's weights, the rows for layers that it reads."""
    mlp, gradient = layered_of(experiment), truth.gradients.weights[layer]
    of_block = mlp.connection == "dense" and layer > 0
    return nearest(mlp, gradient, (layer - 1) % mlp.block_length + 1) if of_block else gradient


def shares(experiment: Experiment, truth: Truth, tolerance: float) -> dict[str, Band]:
    """saturated_fraction and dead_fraction, [depth], each as a band.

    A slope within `tolerance` of the threshold may fall on either side. One that float32 cannot hold may come out as
    exactly 0, of SiLU from 1e-36 on, as the exponential function that it is made of does; so such a unit may be dead.
    """
    name, a = layered_of(experiment).activation, layered_of(experiment).leaky_slope
    top = steepest(name, a)
    slopes = [np.abs(slope(name, u, a)) / top for u in truth.entering]
    near = [tolerance * np.abs(u).max() for u in truth.entering]
    moved = [
        np.abs(np.stack([slope(name, u - d, a), slope(name, u + d, a)])) / top
        for u, d in zip(truth.entering, near, strict=True)
    ]
    lowest = [np.minimum(s, m.min(axis=0)) for s, m in zip(slopes, moved, strict=True)]
    highest = [np.maximum(s, m.max(axis=0)) for s, m in zip(slopes, moved, strict=True)]
    return {
        "saturated_fraction": Band(
            np.array([np.mean(high < 0.05 * (1 - tolerance)) for high in highest]),
            np.array([np.mean(low < 0.05 * (1 + tolerance)) for low in lowest]),
        ),
        "dead_fraction": Band(
            np.array([np.mean((high == 0).all(axis=0)) for high in highest]),
            np.array([np.mean((low < 1e-35).all(axis=0)) for low in lowest]),
        ),
    }


def accuracy(output: Array, targets: Array, tolerance: float) -> tuple[float, float]:
    """Lowest and highest share of samples that are right, ties within the tolerance going either way."""
    right = (output * targets).sum(axis=1)
    wrong = np.where(targets > 0, -np.inf, output).max(axis=1)
    slack = tolerance * np.abs(output).max()
    return float(np.mean(right > wrong + slack)), float(np.mean(right >= wrong - slack))
