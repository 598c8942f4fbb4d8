"""Parameters: where each weight lives, and its first value.

All that belongs to one hidden layer lies in one block, so that a sweep visits a layer with one
index and an optimizer treats it as one array. The weights with shapes of their own, into the first
and out of the last hidden layer, lie in one flat vector: the ends.
"""

from __future__ import annotations

from typing import NamedTuple

import jax.numpy as jnp
import numpy as np
from jax import Array
from numpy.typing import NDArray

from gradflow.engine.shapes import CAPACITY, Shape
from gradflow.experiment import Experiment
from gradflow.parts.initializers import INITIALIZERS

# Rows of a block after the `width` rows of its weights. Highway adds the gate's bias and weights.
BIAS, NORM_SCALE, NORM_SHIFT, BRANCH_SCALE, GATE_BIAS, GATE = range(6)
VECTORS = 4


class Block(NamedTuple):
    """One hidden layer's parameters, or a stack of them, as views of rows [..., rows, width].

    The weights lead into the layer; the first hidden layer has none (what leads there is among the
    ends), and when tied the second layer's serve all.
    """

    rows: Array

    @property
    def width(self) -> int:
        return self.rows.shape[-1]

    @property
    def weight(self) -> Array:
        return self.rows[..., : self.width, :]

    @property
    def vectors(self) -> Array:
        return self.rows[..., self.width :, :]

    def vector(self, which: int) -> Array:
        return self.rows[..., self.width + which, :]

    @property
    def branch_scale(self) -> Array:
        return self.vector(BRANCH_SCALE)[..., 0]  # one number; the rest of its row stays 0

    @property
    def gate(self) -> Array:
        return self.rows[..., self.width + GATE :, :]


class Ends(NamedTuple):
    """first_weight [input, width], last_weight [width, output], last_bias [output]."""

    first_weight: Array
    last_weight: Array
    last_bias: Array

    @classmethod
    def of(cls, flat: Array, shape: Shape) -> Ends:
        """The parts of the flat vector."""
        first, last = shape.inputs * shape.width, shape.width * shape.outputs
        return cls(
            flat[:first].reshape(shape.inputs, shape.width),
            flat[first : first + last].reshape(shape.width, shape.outputs),
            flat[first + last :],
        )

    def flat(self) -> Array:
        return jnp.concatenate([part.reshape(-1) for part in self])


class Parameters(NamedTuple):
    """layers [capacity, rows, width], entry j the block of hidden layer j counted from 0; ends, flat."""

    layers: Array
    ends: Array


def rows_of(shape: Shape) -> int:
    """How many rows a block has."""
    return 2 * shape.width + GATE if shape.gated else shape.width + VECTORS


FIRST_ROLE, HIDDEN_ROLE, LAST_ROLE, GATE_ROLE = range(4)


def _weights(experiment: Experiment, role: int, layer: int, fan_in: int, fan_out: int) -> NDArray[np.float32]:
    """gain × the initializer's draw; its random numbers depend on the seed, the role and the layer only."""
    network = experiment.network
    rng = np.random.default_rng((experiment.seed, role, layer))
    drawn = INITIALIZERS[network.initializer].draw(rng, fan_in, fan_out, network.init_scale)
    return drawn * np.float32(network.gain)


def initial_parameters(experiment: Experiment, shape: Shape) -> Parameters:
    """In NumPy, so that nothing compiles. Weights drawn; biases and shifts 0, scales 1, ReZero's branch scales 0, gates at their bias."""
    network, width = experiment.network, shape.width
    layers = np.zeros((CAPACITY, rows_of(shape), width), np.float32)
    layers[: network.depth, width + NORM_SCALE] = 1.0
    for layer in range(1, network.depth):
        if layer == 1 or not network.tied:
            layers[layer, :width] = _weights(experiment, HIDDEN_ROLE, layer, width, width)
        if shape.gated:
            layers[layer, width + GATE_BIAS] = network.gate_bias
            layers[layer, width + GATE :] = _weights(experiment, GATE_ROLE, layer, width, width)
    first = _weights(experiment, FIRST_ROLE, 0, shape.inputs, width)
    last = _weights(experiment, LAST_ROLE, 0, width, shape.outputs)
    ends = np.concatenate([first.ravel(), last.ravel(), np.zeros(shape.outputs, np.float32)])
    return Parameters(layers, ends)  # type: ignore[arg-type]
