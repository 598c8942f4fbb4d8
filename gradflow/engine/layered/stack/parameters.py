"""Parameters: where each weight of a layered network lives. Who reads or writes one does it by the names given here.

All parameters are one stack of blocks [block, rows, width]. Blocks 0 to CAPACITY - 1 hold a hidden
layer each, so that a sweep reads a layer with one index. The blocks after them hold, end to end,
the weights with shapes of their own: into the first and out of the last hidden layer. So an
optimizer treats everything by the same code, block by block.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import jax.numpy as jnp
import numpy as np
from jax import Array
from jaxtyping import Float
from numpy.typing import NDArray

from gradflow.engine.core.array_types import AnyArray, AnyStack, Index, Stack
from gradflow.engine.core.end_to_end import blocks_for, put_together, taken_apart
from gradflow.engine.core.rows import read_part, write_part
from gradflow.engine.layered.shape import CAPACITY, LayeredShape

# Rows of a block after the `fan_in` rows of its weights. Highway adds the gate's bias and weights.
# ReZero's branch scale is the first number of its row; the rest stays 0. Reparametrized weights have a row of scales
# where a gate's bias would be; no network has both.
BIAS, NORM_SCALE, NORM_SHIFT, BRANCH_SCALE, GATE_BIAS, GATE = range(6)
WEIGHT_SCALE = GATE_BIAS
VECTORS = 4


def rows_of(shape: LayeredShape) -> int:
    """How many rows a block has."""
    return 2 * shape.fan_in + GATE if shape.gated else shape.fan_in + VECTORS + shape.made


def end_blocks(shape: LayeredShape) -> int:
    """How many blocks the ends fill."""
    size = (shape.first_fan_in + shape.outputs) * shape.width + shape.outputs
    return blocks_for(size, rows_of(shape), shape.width)


def blank_stack(shape: LayeredShape) -> NDArray[np.float32]:
    """A stack of zeros, on the host."""
    return np.zeros((CAPACITY + end_blocks(shape), rows_of(shape), shape.width), np.float32)


def weight_of(stack: Stack, layer: Index, shape: LayeredShape) -> Float[Array, "fan_in width"]:
    """The weights [fan_in, width] into a hidden layer.

    The first hidden layer has none (what leads there is among the ends), and when tied the second
    layer's serve all.
    """
    return read_part(stack, layer, 0, shape.fan_in)


def with_weight(stack: Stack, layer: Index, weight: Float[Array, "fan_in width"]) -> Stack:
    """The stack with these weights into a hidden layer."""
    return write_part(stack, layer, 0, weight)


class Vectors(NamedTuple):
    """The other rows of a hidden layer's block: its vectors [width], and a highway's gate."""

    rows: Float[Array, "vector width"]

    @classmethod
    def of(cls, stack: Stack, layer: Index, shape: LayeredShape) -> Vectors:
        return cls(read_part(stack, layer, shape.fan_in, rows_of(shape)))

    @classmethod
    def gathered(
        cls, bias: Float[Array, " width"], norm: Float[Array, "2 width"], rest: Float[Array, "rest width"]
    ) -> Vectors:
        """From a bias [width], a normalization's scale and shift [2, width], and the rows after them."""
        return cls(jnp.concatenate([bias[None], norm, rest]))

    def into(self, stack: Stack, layer: Index, shape: LayeredShape) -> Stack:
        """The stack with these vectors of a hidden layer."""
        return write_part(stack, layer, shape.fan_in, self.rows)

    @property
    def bias(self) -> Float[Array, " width"]:
        return self.rows[BIAS]

    @property
    def norm_scale(self) -> Float[Array, " width"]:
        return self.rows[NORM_SCALE]

    @property
    def norm_shift(self) -> Float[Array, " width"]:
        return self.rows[NORM_SHIFT]

    @property
    def after_norm(self) -> Float[Array, "rest width"]:
        return self.rows[BRANCH_SCALE:]

    @property
    def weight_scale(self) -> Float[Array, " width"]:
        return self.rows[WEIGHT_SCALE]

    @property
    def gate_bias(self) -> Float[Array, " width"]:
        return self.rows[GATE_BIAS]

    @property
    def gate_weight(self) -> Float[Array, "rest width"]:
        return self.rows[GATE:]


class HiddenLayers(NamedTuple):
    """All hidden layers of a stack, by name: [capacity, ...]. Of a stack on the host, what may be written into."""

    stack: AnyStack
    shape: LayeredShape

    @property
    def weight(self) -> Float[AnyArray, "capacity fan_in width"]:
        return self.stack[:CAPACITY, : self.shape.fan_in]

    @property
    def bias(self) -> Float[AnyArray, "capacity width"]:
        return self.stack[:CAPACITY, self.shape.fan_in + BIAS]

    @property
    def norm_scale(self) -> Float[AnyArray, "capacity width"]:
        return self.stack[:CAPACITY, self.shape.fan_in + NORM_SCALE]

    @property
    def norm_shift(self) -> Float[AnyArray, "capacity width"]:
        return self.stack[:CAPACITY, self.shape.fan_in + NORM_SHIFT]

    @property
    def branch_scale(self) -> Any:
        return self.stack[:CAPACITY, self.shape.fan_in + BRANCH_SCALE, 0]

    @property
    def weight_scale(self) -> Float[AnyArray, "capacity width"]:
        return self.stack[:CAPACITY, self.shape.fan_in + WEIGHT_SCALE]

    @property
    def gate_bias(self) -> Float[AnyArray, "capacity width"]:
        return self.stack[:CAPACITY, self.shape.fan_in + GATE_BIAS]

    @property
    def gate_weight(self) -> Float[AnyArray, "capacity fan_in width"]:
        return self.stack[:CAPACITY, self.shape.fan_in + GATE :]


class LayeredEnds(NamedTuple):
    """first_weight [first_fan_in, width], last_weight [width, output], last_bias [output]."""

    first_weight: Float[Array, "input width"]
    last_weight: Float[Array, "width output"]
    last_bias: Float[Array, " output"]

    @classmethod
    def of(cls, stack: AnyStack, shape: LayeredShape) -> LayeredEnds:
        """The parts, from a stack. Of a stack on the host, what may be written into."""
        first, last = (shape.first_fan_in, shape.width), (shape.width, shape.outputs)
        return cls(*taken_apart(stack[CAPACITY:], first, last, (shape.outputs,)))

    def into(self, stack: Stack, shape: LayeredShape) -> Stack:
        """The stack with these ends; what they leave of their blocks is 0."""
        return stack.at[CAPACITY:].set(put_together(self, end_blocks(shape), rows_of(shape), shape.width))
