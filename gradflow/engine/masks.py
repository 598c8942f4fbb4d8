"""Masks: which entries of a parameter block are trained, bounded by the weight limit, or incoming weights."""

import jax.numpy as jnp
from jax import Array

from gradflow.engine.knobs import Knobs
from gradflow.engine.norms import norms_of_rows
from gradflow.engine.parameters import BIAS, BRANCH_SCALE, GATE, NORM_SHIFT, end_blocks, rows_of
from gradflow.engine.shapes import CAPACITY, Shape
from gradflow.engine.update import Blocks, Masks, Updated, ratio_of


def blocks_of(shape: Shape, knobs: Knobs) -> Blocks:
    """The hidden layers' blocks, then those of the ends."""
    return Blocks(
        count=knobs.depth + end_blocks(shape),
        at=lambda index: jnp.where(index < knobs.depth, index, index - knobs.depth + CAPACITY),
        masks=lambda block: masks_of(block, knobs, shape),
    )


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


def ratios_of(shape: Shape, knobs: Knobs, done: Updated) -> Array:
    """‖ΔW‖ / ‖W‖ of the weights into each layer [capacity]; a tied matrix's for each layer it serves."""
    ratio = ratio_of(done.change_norms, done.weight_norms)[:CAPACITY]
    first = norms_of_rows(jnp.stack([done.change_norms[CAPACITY:], done.weight_norms[CAPACITY:]]))
    return jnp.where(jnp.arange(CAPACITY) == 0, ratio_of(*first), jnp.where(knobs.tied, ratio[1], ratio))
