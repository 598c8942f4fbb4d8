"""Rows: what each row of a block of parameters holds."""

from __future__ import annotations

from typing import NamedTuple

import jax.numpy as jnp
from jax import Array
from jaxtyping import Int

from gradflow.engine.core.array_types import Index, RowMask
from gradflow.engine.layered.shape import CAPACITY, LayeredShape
from gradflow.engine.layered.stack.parameters import BIAS, BRANCH_SCALE, GATE, NORM_SHIFT, rows_of


class BlockRows(NamedTuple):
    """What each row of a hidden layer's block holds, [rows, 1] of yes and no each."""

    after_weights: Int[Array, "row 1"]  # how many rows after the weights; below 0, a row of weights

    @classmethod
    def of(cls, shape: LayeredShape) -> BlockRows:
        return cls(jnp.arange(rows_of(shape))[:, None] - shape.fan_in)

    @property
    def weight(self) -> RowMask:
        return self.after_weights < BIAS

    @property
    def bias(self) -> RowMask:
        return self.after_weights == BIAS

    @property
    def norm(self) -> RowMask:
        return (self.after_weights > BIAS) & (self.after_weights <= NORM_SHIFT)

    @property
    def branch_scale(self) -> RowMask:
        return self.after_weights == BRANCH_SCALE

    @property
    def gate(self) -> RowMask:
        return self.after_weights > BRANCH_SCALE

    @property
    def gate_weight(self) -> RowMask:
        return self.after_weights >= GATE


class EndRows(NamedTuple):
    """What each row of a block of the ends holds, [rows, 1] of yes and no each: first all rows of the inputs' weights,
    then as many numbers as the outputs' weights, then those of the outputs' biases."""

    place: Int[Array, "row 1"]  # among the rows of all ends
    shape: LayeredShape

    @classmethod
    def of(cls, block: Index, shape: LayeredShape) -> EndRows:
        rows = rows_of(shape)
        return cls((block - CAPACITY) * rows + jnp.arange(rows)[:, None], shape)

    @property
    def first_weight(self) -> RowMask:
        return self.place < self.shape.first_fan_in

    @property
    def weight(self) -> RowMask:
        return self.place < self.shape.first_fan_in + self.shape.outputs
