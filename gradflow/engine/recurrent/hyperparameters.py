"""What a recurrent network's programs read (`gradflow.engine.core.hyperparameters`)."""

from typing import NamedTuple

import jax
import numpy as np
from jax import Array
from jaxtyping import Float

from gradflow.engine.core.array_types import Flag, Index, Scalar
from gradflow.engine.core.hyperparameters import (
    SATURATED_BELOW,
    UpdateHyperparameters,
    position,
    scalars,
    update_hyperparameters_of,
)
from gradflow.engine.recurrent.shape import CAPACITY
from gradflow.experiment import Experiment
from gradflow.networks import RNN, downcast
from gradflow.parts.activations import ACTIVATIONS, DOUBTFUL
from gradflow.parts.cells import CELLS, place_written_out
from gradflow.parts.normalizations import NORMALIZATIONS
from gradflow.tasks import task_of


class RecurrentHyperparameters(NamedTuple):
    """length: time steps. asked [capacity]: how much each time step's answer counts in the loss; sums to 1.
    written_out: the place of the step whose slope is written out (`Loop.step`); doubtful: slopes so small are not to be
    had otherwise."""

    length: Index
    cell: Index
    written_out: Index
    doubtful: Scalar
    asked: Float[Array, " capacity"]
    window: Index
    residual: Flag
    normalized: Flag
    norm_centred: Scalar
    saturated_below: Scalar
    update: UpdateHyperparameters


def hyperparameters_of(experiment: Experiment) -> RecurrentHyperparameters:
    """Of an experiment with a recurrent network, whose changes are made."""
    network, task = downcast(experiment.network, RNN), task_of(experiment.task)
    cell, normalization = CELLS[network.cell], NORMALIZATIONS[network.normalization]
    length = network.sequence_length
    asked = np.zeros(CAPACITY, np.float32)
    asked[:length] = task.counted(length, network.loss_at)
    return scalars(
        RecurrentHyperparameters,
        length=length,
        cell=position(CELLS, network.cell),
        written_out=place_written_out(network.cell),
        doubtful=DOUBTFUL if cell.written_out else 0.0,
        asked=asked / asked.sum(),
        window=network.window,
        residual=network.stacked_residual,
        normalized=normalization.axis is not None,
        norm_centred=float(normalization.centred),
        saturated_below=SATURATED_BELOW * ACTIVATIONS[cell.activation].max_slope,
        update=update_hyperparameters_of(experiment),
    )


def alone(experiment: Experiment) -> RecurrentHyperparameters | None:
    """The same, with a loss of the last answer alone; None where no other counts."""
    every = hyperparameters_of(experiment)
    counts = np.flatnonzero(np.asarray(every.asked))
    if len(counts) == 1:
        return None
    return every._replace(asked=jax.device_put(np.float32(np.arange(CAPACITY) == counts[-1])))
