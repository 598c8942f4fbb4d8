"""Masks: which entries of a parameter block are trained, bounded by the weight limit, or incoming weights."""

from typing import NamedTuple

import jax.numpy as jnp
from jax import Array

from gradflow.engine.knobs import Knobs
from gradflow.engine.parameters import BIAS, BRANCH_SCALE, GATE, NORM_SHIFT, rows_of
from gradflow.engine.shapes import CAPACITY, Shape


class Masks(NamedTuple):
    """Of one block, [rows, 1] each."""

    trained: Array
    limited: Array
    incoming: Array


def masks_of(block: Array, knobs: Knobs, shape: Shape) -> Masks:
    """The masks of block `block` of the stack (`gradflow.engine.parameters`)."""
    rows = rows_of(shape)
    which = jnp.arange(rows)[:, None] - shape.width  # below 0: a row of weights
    inner, ends = block > 0, block >= CAPACITY
    weight = which < BIAS
    trained_weight = inner & ~(knobs.tied & (block > 1))  # a tied matrix lives in the second layer's block
    normalized = knobs.normalized
    of_layer = jnp.where(
        weight,
        trained_weight,
        (which == BIAS)
        | ((which > BIAS) & (which <= NORM_SHIFT) & normalized)
        | ((which == BRANCH_SCALE) & inner & knobs.learned_scale)
        | ((which > BRANCH_SCALE) & inner),
    )
    # The ends lie row by row: the inputs' weights, the outputs' weights, the outputs' biases.
    row = (block - CAPACITY) * rows + jnp.arange(rows)[:, None]
    return Masks(
        trained=of_layer | ends,
        limited=jnp.where(ends, row < shape.inputs + shape.outputs, weight | (which >= GATE)),
        incoming=jnp.where(ends, row < shape.inputs, weight),
    )
