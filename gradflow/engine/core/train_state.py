"""What goes into a step and what comes out of it, whatever the network is."""

from typing import Any, NamedTuple

import numpy as np
from jax import Array
from jaxtyping import Float
from numpy.typing import NDArray

from gradflow.engine.core.array_types import Scalar, Stack
from gradflow.engine.core.update import OptimizerMemory

CHUNK = 20  # steps a program can make in one call, and between two looks at the held-out data

Measures = dict[str, NDArray[np.float32]]


class TrainState(NamedTuple):
    """What the next step needs; running: what a normalization remembers of batches, if anything."""

    parameters: Stack
    memory: OptimizerMemory
    running: Float[Array, "..."]


class Samples(NamedTuple):
    """inputs and targets, each with an axis of samples or of batches first."""

    inputs: Float[Array, "..."]
    targets: Float[Array, "..."]


class LossAndGradients(NamedTuple):
    """What the two sweeps of a step leave: the loss and the share of right answers, the mean cosine between examples of
    what the outputs are read from, measures [measure, capacity], the gradients (a stack like the parameters'), and what
    becomes of the running statistics and of the workspace."""

    loss: Scalar
    accuracy: Scalar
    cosine: Scalar
    of_depth: Float[Array, "measure capacity"]
    gradients: Stack
    running: Float[Array, "..."]
    workspace: Any
