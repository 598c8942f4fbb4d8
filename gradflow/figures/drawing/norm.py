"""Norm: how the numbers of a layer become its size. Layers of different size compare by one of these, not by another.

A trace holds the root mean square of the numbers. A neuron's norm counts the weights that lead into it as one vector,
a layer's counts all it has.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from gradflow.experiment import Experiment
from gradflow.networks import RNN, Layered, OfFamily, downcast, mlp, rnn
from gradflow.parts.cells import CELLS
from gradflow.tasks import task_of

RMS, UNIT, TOTAL = "rms", "unit", "total"
NORMS = (RMS, UNIT, TOTAL)
OF_WEIGHTS = "weight_gradient_rms"
Factors = NDArray[np.float32]
LARGEST = np.finfo(np.float32).max


class LayerSize(NamedTuple):
    """At each depth [depth]: how many units there are, how many weights lead into one of them, and into how many."""

    units: NDArray[np.int64]
    fan_in: NDArray[np.int64]
    fan_out: NDArray[np.int64]


def _layered(experiment: Experiment) -> LayerSize:
    """Of pictures a layer has its channels at every position, and weights lead into one channel."""
    network, inputs = downcast(experiment.network, Layered), task_of(experiment.task).inputs
    width, positions = np.full(network.depth, network.width), inputs if network.taps > 1 else 1
    return LayerSize(positions * width, network.taps * np.append(inputs // positions, width[1:]), width)


def _recurrent(experiment: Experiment) -> LayerSize:
    """Of one matrix for all time steps; the states of stacked layers count as one."""
    network = downcast(experiment.network, RNN)
    hidden, ones = network.hidden_size, np.ones(network.depth, int)
    entering = network.stacked_layers * CELLS[network.cell].gates * hidden
    return LayerSize(network.stacked_layers * hidden * ones, hidden * ones, entering * ones)


LAYER_SIZES = OfFamily[Callable[[Experiment], LayerSize]]({mlp.FAMILY: _layered, rnn.FAMILY: _recurrent})


def factors(experiment: Experiment, quantity: str, norm: str) -> Factors:
    """What an rms at each depth is multiplied by to become this norm, [depth].

    >>> from gradflow.networks import MLP
    >>> factors(Experiment(network=MLP(depth=2, width=16)), "weight_gradient_rms", "total") ** 2
    array([1024.,  256.], dtype=float32)
    """
    if norm == RMS:
        return np.ones(experiment.network.depth, np.float32)
    sizes = LAYER_SIZES[experiment.family](experiment)
    if quantity == OF_WEIGHTS:
        return np.sqrt(sizes.fan_in * (sizes.fan_out if norm == TOTAL else 1)).astype(np.float32)
    return np.sqrt(sizes.units if norm == TOTAL else np.ones(len(sizes.units))).astype(np.float32)


def sized(rms: NDArray[np.floating], by: Factors) -> NDArray[np.float32]:
    """Sizes [..., depth] from their rms; what is finite stays so."""
    if (by == 1).all():
        return np.array(rms, np.float32)
    with np.errstate(over="ignore", invalid="ignore"):
        return np.where(np.isfinite(rms), np.minimum(rms * by, LARGEST), rms).astype(np.float32)


def named(formula: str, quantity: str, norm: str) -> str:
    """The formula of an rms, as one of this norm.

    >>> named("rms ∂loss/∂W", "weight_gradient_rms", "total"), named("rms h", "activation_rms", "unit")
    ('‖∂loss/∂W‖', 'rms h')
    """
    if norm == RMS or (norm == UNIT and quantity != OF_WEIGHTS):
        return formula
    inner = formula.removeprefix("rms ")
    return f"‖{inner}‖" if norm == TOTAL else f"‖{inner}<sub>j</sub>‖"
