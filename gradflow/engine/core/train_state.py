"""What goes into a step and what comes out of it, whatever the network is."""

from typing import Any, NamedTuple

import numpy as np
from jax import Array
from numpy.typing import NDArray

from gradflow.engine.core.update import OptimizerMemory

CHUNK = 20  # steps a program can make in one call, and between two looks at the held-out data

Measures = dict[str, NDArray[np.float32]]


class TrainState(NamedTuple):
    """What the next step needs; running: what a normalization remembers of batches, if anything."""

    parameters: Array
    memory: OptimizerMemory
    running: Array


class Samples(NamedTuple):
    """inputs and targets, each with an axis of samples or of batches first."""

    inputs: Array
    targets: Array


class LossAndGradients(NamedTuple):
    """What the two sweeps of a step leave: the loss and the share of right answers, measures [measure, capacity],
    the gradients (a stack like the parameters'), and what becomes of the running statistics and of the workspace."""

    loss: Array
    accuracy: Array
    of_depth: Array
    gradients: Array
    running: Array
    workspace: Any
