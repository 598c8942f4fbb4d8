"""Parameters: where each weight lives, and its first value.

All parameters are one stack of blocks [block, rows, width]. Blocks 0 to CAPACITY - 1 hold a hidden
layer each, so that a sweep reads a layer with one index. The blocks after them hold, end to end,
the weights with shapes of their own: into the first and out of the last hidden layer. So an
optimizer treats everything by the same code, block by block.
"""

from __future__ import annotations

from typing import NamedTuple

import jax.numpy as jnp
import numpy as np
from jax import Array
from numpy.typing import NDArray

from gradflow.engine.rows import read_part
from gradflow.engine.shapes import CAPACITY, Shape
from gradflow.experiment import Experiment
from gradflow.parts.initializers import INITIALIZERS
from gradflow.tasks import task_of

# Rows of a block after the `width` rows of its weights. Highway adds the gate's bias and weights.
# ReZero's branch scale is the first number of its row; the rest stays 0.
BIAS, NORM_SCALE, NORM_SHIFT, BRANCH_SCALE, GATE_BIAS, GATE = range(6)
VECTORS = 4


def weight_of(stack: Array, layer: Array, shape: Shape) -> Array:
    """The weights [width, width] into a hidden layer.

    The first hidden layer has none (what leads there is among the ends), and when tied the second
    layer's serve all.
    """
    return read_part(stack, layer, 0, shape.width)


def vectors_of(stack: Array, layer: Array, shape: Shape) -> Array:
    """The other rows of a hidden layer: its vectors, and a highway's gate."""
    return read_part(stack, layer, shape.width, rows_of(shape))


def rows_of(shape: Shape) -> int:
    """How many rows a block has."""
    return 2 * shape.width + GATE if shape.gated else shape.width + VECTORS


def end_blocks(shape: Shape) -> int:
    """How many blocks the ends fill."""
    size = (shape.inputs + shape.outputs) * shape.width + shape.outputs
    return -(-size // (rows_of(shape) * shape.width))


class Ends(NamedTuple):
    """first_weight [input, width], last_weight [width, output], last_bias [output]."""

    first_weight: Array
    last_weight: Array
    last_bias: Array

    @classmethod
    def of(cls, stack: Array, shape: Shape) -> Ends:
        """The parts, from a stack."""
        flat = stack[CAPACITY:].reshape(-1)
        first, last = shape.inputs * shape.width, shape.width * shape.outputs
        return cls(
            flat[:first].reshape(shape.inputs, shape.width),
            flat[first : first + last].reshape(shape.width, shape.outputs),
            flat[first + last : first + last + shape.outputs],
        )

    def blocks(self, shape: Shape) -> Array:
        """The parts as blocks, filled up with zeros."""
        flat = jnp.concatenate([part.reshape(-1) for part in self])
        rows, blocks = rows_of(shape), end_blocks(shape)
        return jnp.pad(flat, (0, blocks * rows * shape.width - flat.size)).reshape(blocks, rows, shape.width)


FIRST_ROLE, HIDDEN_ROLE, LAST_ROLE, GATE_ROLE, BIAS_ROLE = range(5)


def _weights(experiment: Experiment, role: int, layer: int, fan_in: int, fan_out: int) -> NDArray[np.float32]:
    """gain × the initializer's draw; its random numbers depend on the seed, the role and the layer only."""
    network = experiment.network
    rng = np.random.default_rng((experiment.seed, role, layer))
    drawn = INITIALIZERS[network.initializer].draw(rng, fan_in, fan_out, network.init_scale)
    return drawn * np.float32(network.gain)


def _biases(experiment: Experiment, layer: int, width: int) -> NDArray[np.float32]:
    """N(0, bias_gain²) [width] (Poole et al. 2016, arXiv:1606.05340)."""
    rng = np.random.default_rng((experiment.seed, BIAS_ROLE, layer))
    return rng.standard_normal(width, dtype=np.float32) * np.float32(experiment.network.bias_gain)


def initial_parameters(experiment: Experiment, shape: Shape) -> NDArray[np.float32]:
    """Weights drawn, hidden biases too where they have a gain; other biases and shifts 0, scales 1, ReZero's
    branch scales 0, gates at their bias.

    In NumPy, so that nothing compiles.
    """
    network, width = experiment.network, shape.width
    stack = np.zeros((CAPACITY + end_blocks(shape), rows_of(shape), width), np.float32)
    stack[: network.depth, width + NORM_SCALE] = 1.0
    if network.bias_gain:
        for layer in range(network.depth):
            stack[layer, width + BIAS] = _biases(experiment, layer, width)
    for layer in range(1, network.depth):
        if layer == 1 or not network.tied:
            stack[layer, :width] = _weights(experiment, HIDDEN_ROLE, layer, width, width)
        if shape.gated:
            stack[layer, width + GATE_BIAS] = network.gate_bias
            stack[layer, width + GATE :] = _weights(experiment, GATE_ROLE, layer, width, width)
    first = _weights(experiment, FIRST_ROLE, 0, task_of(experiment.task).inputs, width)
    last = _weights(experiment, LAST_ROLE, 0, width, shape.outputs)
    ends, out = stack[CAPACITY:].reshape(-1), shape.inputs * width  # inputs there is only room for have weights 0
    ends[: first.size], ends[out : out + last.size] = first.ravel(), last.ravel()
    return stack
