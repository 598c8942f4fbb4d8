"""A recurrent network's parameters: where each weight lives. Who reads or writes one does it by the names given here.

One stack of blocks [block, rows, hidden], as in a layered network. A block holds what leads into one gate of one
layer: the weights from the state, those from the layer below, and its vectors. The blocks after them hold, end to
end, the weights from the inputs and to the outputs.
"""

from __future__ import annotations

from typing import NamedTuple

import jax.numpy as jnp
import numpy as np
from jax import Array, lax
from jaxtyping import Float, Int
from numpy.typing import NDArray

from gradflow.engine.core.array_types import AnyStack, Index, RowMask, Stack
from gradflow.engine.core.end_to_end import blocks_for, put_together, taken_apart
from gradflow.engine.recurrent.shape import RecurrentShape
from gradflow.parts.cells import MOST_GATES

# Rows of a block after its two weights [hidden, hidden]. The bias of what comes from the state is PyTorch's
# b_hh: only a GRU's candidate can tell it from the other bias, and normalization, whose shift it is.
BIAS, STATE_BIAS, INPUT_SCALE, STATE_SCALE = range(4)
VECTORS = 4
FourRows = Float[Array, "4 entering"]
Entering = Float[Array, " entering"]  # gates · hidden


def rows_of(shape: RecurrentShape) -> int:
    """How many rows a block has."""
    return 2 * shape.width + VECTORS


def gate_blocks(shape: RecurrentShape) -> int:
    """How many blocks the gates fill, whether the cell has them or not."""
    return MOST_GATES * shape.layers


def end_blocks(shape: RecurrentShape) -> int:
    """How many blocks the ends fill."""
    size = (MOST_GATES * shape.inputs + shape.outputs) * shape.width + shape.outputs
    return blocks_for(size, rows_of(shape), shape.width)


def blank_stack(shape: RecurrentShape) -> NDArray[np.float32]:
    """A stack of zeros, on the host."""
    return np.zeros((gate_blocks(shape) + end_blocks(shape), rows_of(shape), shape.width), np.float32)


class Gates(NamedTuple):
    """All gates of a stack on the host, by name: [layer, gate, ...], what may be written into."""

    blocks: NDArray[np.float32]
    width: int

    @classmethod
    def of(cls, stack: NDArray[np.float32], shape: RecurrentShape) -> Gates:
        blocks = stack[: gate_blocks(shape)].reshape(shape.layers, MOST_GATES, rows_of(shape), shape.width)
        return cls(blocks, shape.width)

    @property
    def from_state(self) -> NDArray[np.float32]:
        return self.blocks[:, :, : self.width]

    @property
    def from_below(self) -> NDArray[np.float32]:
        return self.blocks[:, :, self.width : 2 * self.width]

    @property
    def bias(self) -> NDArray[np.float32]:
        return self.blocks[:, :, 2 * self.width + BIAS]

    @property
    def state_bias(self) -> NDArray[np.float32]:
        return self.blocks[:, :, 2 * self.width + STATE_BIAS]

    @property
    def scales(self) -> NDArray[np.float32]:
        """Of the input and of the state [layer, gate, 2, hidden]."""
        return self.blocks[:, :, 2 * self.width + INPUT_SCALE :]


class LayerWeights(NamedTuple):
    """What leads into one layer's gates, side by side: from_state and from_below [hidden, gates · hidden],
    vectors [4, gates · hidden]."""

    from_state: Float[Array, "width entering"]
    from_below: Float[Array, "width entering"]
    vectors: FourRows

    @classmethod
    def of(cls, stack: Stack, layer: Index | int, gates: int, shape: RecurrentShape) -> LayerWeights:
        width = shape.width
        blocks = lax.dynamic_slice_in_dim(stack, layer * MOST_GATES, gates)
        beside = blocks.transpose(1, 0, 2).reshape(rows_of(shape), gates * width)
        return cls(beside[:width], beside[width : 2 * width], beside[2 * width :])

    def into(self, stack: Stack, layer: Index, shape: RecurrentShape) -> Stack:
        """The stack with this layer's blocks."""
        beside = jnp.concatenate(self)
        blocks = beside.reshape(rows_of(shape), -1, shape.width).transpose(1, 0, 2)
        return lax.dynamic_update_slice_in_dim(stack, blocks, layer * MOST_GATES, 0)

    @staticmethod
    def gathered(bias: Entering, state_bias: Entering, input_scale: Entering, state_scale: Entering) -> FourRows:
        """The vectors."""
        return jnp.stack([bias, state_bias, input_scale, state_scale])

    @property
    def biases(self) -> Float[Array, "2 entering"]:
        """Of the input and of the state [2, gates · hidden]."""
        return self.vectors[: STATE_BIAS + 1]

    @property
    def bias(self) -> Entering:
        return self.vectors[BIAS]

    @property
    def state_bias(self) -> Entering:
        return self.vectors[STATE_BIAS]

    @property
    def input_scale(self) -> Entering:
        return self.vectors[INPUT_SCALE]

    @property
    def state_scale(self) -> Entering:
        return self.vectors[STATE_SCALE]


class RecurrentEnds(NamedTuple):
    """from_inputs [gate, input, hidden], to_outputs [hidden, output], output_bias [output]."""

    from_inputs: Float[Array, "gate input width"]
    to_outputs: Float[Array, "width output"]
    output_bias: Float[Array, " output"]

    @classmethod
    def of(cls, stack: AnyStack, shape: RecurrentShape) -> RecurrentEnds:
        """The parts, from a stack. Of a stack on the host, what may be written into."""
        first, last = (MOST_GATES, shape.inputs, shape.width), (shape.width, shape.outputs)
        return cls(*taken_apart(stack[gate_blocks(shape) :], first, last, (shape.outputs,)))

    @staticmethod
    def spread(
        beside: Float[Array, "input entering"], gates: int, shape: RecurrentShape
    ) -> Float[Array, "gate input width"]:
        """from_inputs of the weights [input, gates · hidden] into the gates that a cell has, side by side."""
        by_gate = beside.reshape(shape.inputs, gates, shape.width).transpose(1, 0, 2)
        return jnp.pad(by_gate, ((0, MOST_GATES - gates), (0, 0), (0, 0)))

    def beside(self, gates: int) -> Float[Array, "input entering"]:
        """The weights [input, gates · hidden] into the first layer's gates."""
        first = self.from_inputs[:gates]
        return first.transpose(1, 0, 2).reshape(first.shape[1], -1)

    def into(self, stack: Stack, shape: RecurrentShape) -> Stack:
        """The stack with these ends; what they leave of their blocks is 0."""
        blocks = put_together(self, end_blocks(shape), rows_of(shape), shape.width)
        return stack.at[-len(blocks) :].set(blocks)


class GateRows(NamedTuple):
    """What each row of a gate's block holds, [rows, 1] of yes and no each."""

    row: Int[Array, "row 1"]
    after_weights: Int[Array, "row 1"]  # how many rows after both weights; below 0, a row of weights
    width: int

    @classmethod
    def of(cls, shape: RecurrentShape) -> GateRows:
        row = jnp.arange(rows_of(shape))[:, None]
        return cls(row, row - 2 * shape.width, shape.width)

    @property
    def weight(self) -> RowMask:
        return self.after_weights < 0

    @property
    def from_state(self) -> RowMask:
        return self.row < self.width

    @property
    def bias(self) -> RowMask:
        return self.after_weights == BIAS

    @property
    def state_bias(self) -> RowMask:
        return self.after_weights == STATE_BIAS

    @property
    def scale(self) -> RowMask:
        return self.after_weights >= INPUT_SCALE

    def end_weight(self, block: Index, shape: RecurrentShape) -> RowMask:
        """Of a block of the ends, which hold, row by row, the inputs' weights, the outputs' weights, their biases."""
        place = (block - gate_blocks(shape)) * len(self.row) + self.row
        return place < MOST_GATES * shape.inputs + shape.outputs
