"""A recurrent network's parameters: where each weight lives, and its first value.

One stack of blocks [block, rows, hidden], as in a layered network (`gradflow.engine.parameters`). A block
holds what leads into one gate of one layer: the weights from the state, those from the layer below, and
its vectors. The blocks after them hold, end to end, the weights from the inputs and to the outputs.
"""

from __future__ import annotations

from typing import NamedTuple

import jax.numpy as jnp
import numpy as np
from jax import Array, lax
from numpy.typing import NDArray

from gradflow.engine.recurrent.shape import RecurrentShape
from gradflow.experiment import Experiment
from gradflow.parts.cells import CELLS, MOST_GATES
from gradflow.parts.initializers import INITIALIZERS
from gradflow.parts.recurrence import recurrent_matrix

# Rows of a block after its two weights [hidden, hidden]. The bias of what comes from the state is PyTorch's
# b_hh: only a GRU's candidate can tell it from the other bias, and normalization, whose shift it is.
BIAS, STATE_BIAS, INPUT_SCALE, STATE_SCALE = range(4)
VECTORS = 4


def rows_of(shape: RecurrentShape) -> int:
    """How many rows a block has."""
    return 2 * shape.width + VECTORS


def gate_blocks(shape: RecurrentShape) -> int:
    """How many blocks the gates fill, whether the cell has them or not."""
    return MOST_GATES * shape.layers


def end_blocks(shape: RecurrentShape) -> int:
    """How many blocks the ends fill."""
    size = (MOST_GATES * shape.inputs + shape.outputs) * shape.width + shape.outputs
    return -(-size // (rows_of(shape) * shape.width))


class Layer(NamedTuple):
    """What leads into one layer's gates, side by side: from_state and from_below [hidden, gates · hidden],
    vectors [4, gates · hidden]."""

    from_state: Array
    from_below: Array
    vectors: Array

    @classmethod
    def of(cls, stack: Array, layer: Array | int, gates: int, shape: RecurrentShape) -> Layer:
        width = shape.width
        blocks = lax.dynamic_slice_in_dim(stack, layer * MOST_GATES, gates)
        beside = blocks.transpose(1, 0, 2).reshape(rows_of(shape), gates * width)
        return cls(beside[:width], beside[width : 2 * width], beside[2 * width :])

    def into(self, stack: Array, layer: Array, shape: RecurrentShape) -> Array:
        """The stack with this layer's blocks."""
        beside = jnp.concatenate(self)
        blocks = beside.reshape(rows_of(shape), -1, shape.width).transpose(1, 0, 2)
        return lax.dynamic_update_slice_in_dim(stack, blocks, layer * MOST_GATES, 0)


class Ends(NamedTuple):
    """from_inputs [gate, input, hidden], to_outputs [hidden, output], output_bias [output]."""

    from_inputs: Array
    to_outputs: Array
    output_bias: Array

    @classmethod
    def of(cls, stack: Array, shape: RecurrentShape) -> Ends:
        flat = stack[gate_blocks(shape) :].reshape(-1)
        first, last = MOST_GATES * shape.inputs * shape.width, shape.width * shape.outputs
        return cls(
            flat[:first].reshape(MOST_GATES, shape.inputs, shape.width),
            flat[first : first + last].reshape(shape.width, shape.outputs),
            flat[first + last : first + last + shape.outputs],
        )

    def blocks(self, shape: RecurrentShape) -> Array:
        """The parts as blocks, filled up with zeros."""
        flat = jnp.concatenate([part.reshape(-1) for part in self])
        rows, blocks = rows_of(shape), end_blocks(shape)
        return jnp.pad(flat, (0, blocks * rows * shape.width - flat.size)).reshape(blocks, rows, shape.width)


INPUT_ROLE, BELOW_ROLE, OUTPUT_ROLE = 200, 202, 203  # apart from a layered network's, and from STATE_ROLE


def initial_parameters(experiment: Experiment, shape: RecurrentShape) -> NDArray[np.float32]:
    """Weights drawn gate by gate; biases 0 but the carrying gate's, scales 1. In NumPy: nothing compiles."""
    network, width = experiment.network, shape.width
    cell = CELLS[network.cell]

    def drawn(rule: str, role: int, layer: int, gate: int, fan_in: int, fan_out: int) -> NDArray[np.float32]:
        rng = np.random.default_rng((experiment.seed, role, layer, gate))
        return INITIALIZERS[rule].draw(rng, fan_in, fan_out, network.init_scale)

    stack = np.zeros((gate_blocks(shape) + end_blocks(shape), rows_of(shape), width), np.float32)
    gain = np.float32(network.gain)
    first = np.zeros((MOST_GATES, shape.inputs, width), np.float32)
    for layer in range(shape.layers):
        for gate in range(cell.gates):
            block = stack[layer * MOST_GATES + gate]
            block[:width] = recurrent_matrix(
                network.recurrent_initializer,
                width,
                network.init_scale,
                network.spectral_radius,
                (experiment.seed, layer, gate),
            )
            if layer:
                block[width : 2 * width] = gain * drawn(network.initializer, BELOW_ROLE, layer, gate, width, width)
            else:
                first[gate] = gain * drawn(network.initializer, INPUT_ROLE, 0, gate, shape.inputs, width)
            block[2 * width + INPUT_SCALE :] = 1.0
        if cell.carry is not None:
            stack[layer * MOST_GATES + cell.carry, 2 * width + BIAS] = network.forget_bias
    last = drawn(network.initializer, OUTPUT_ROLE, 0, 0, width, shape.outputs)
    ends = np.concatenate([first.ravel(), last.ravel()])
    stack[gate_blocks(shape) :].reshape(-1)[: ends.size] = ends
    return stack
