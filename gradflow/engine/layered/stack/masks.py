"""Masks: which entries of a parameter block are trained, bounded by the weight limit, or incoming weights."""

import jax.numpy as jnp
from jax import Array
from jaxtyping import Float

from gradflow.engine.core.array_types import Index
from gradflow.engine.core.norms import norms_of_rows
from gradflow.engine.core.update import Masks, TrainedBlocks, Updated, ratio_of
from gradflow.engine.layered.hyperparameters import LayeredHyperparameters
from gradflow.engine.layered.shape import CAPACITY, LayeredShape
from gradflow.engine.layered.stack.parameters import end_blocks
from gradflow.engine.layered.stack.rows import BlockRows, EndRows


def blocks_of(shape: LayeredShape, hyper: LayeredHyperparameters) -> TrainedBlocks:
    """The hidden layers' blocks, then those of the ends."""
    return TrainedBlocks(
        count=hyper.depth + end_blocks(shape),
        at=lambda index: jnp.where(index < hyper.depth, index, index - hyper.depth + CAPACITY),
        masks=lambda block: masks_of(block, hyper, shape),
    )


def masks_of(block: Index, hyper: LayeredHyperparameters, shape: LayeredShape) -> Masks:
    """The masks of block `block` of the stack (`gradflow.engine.layered.stack.parameters`)."""
    rows = BlockRows.of(shape)
    inner, ends = block > 0, block >= CAPACITY
    weight = rows.weight
    trained_weight = inner & ~(hyper.tied & (block > 1))  # a tied matrix lives in the second layer's block
    of_layer = jnp.where(
        weight,
        trained_weight,
        rows.bias
        | (rows.norm & hyper.normalized)
        | (rows.branch_scale & inner & hyper.learned_scale)
        | (rows.gate & inner),
    )
    of_ends = EndRows.of(block, shape)
    learns = jnp.where(ends, ~of_ends.first_weight | (hyper.frozen == 0), block >= hyper.frozen)
    return Masks(
        trained=(of_layer | ends) & learns,
        limited=jnp.where(ends, of_ends.weight, weight | rows.gate_weight),
        incoming=jnp.where(ends, of_ends.first_weight, weight),
    )


def ratios_of(shape: LayeredShape, hyper: LayeredHyperparameters, done: Updated) -> Float[Array, " capacity"]:
    """‖ΔW‖ / ‖W‖ of the weights into each layer [capacity]; a tied matrix's for each layer it serves."""
    ratio = ratio_of(done.change_norms, done.weight_norms)[:CAPACITY]
    first = norms_of_rows(jnp.stack([done.change_norms[CAPACITY:], done.weight_norms[CAPACITY:]]))
    return jnp.where(jnp.arange(CAPACITY) == 0, ratio_of(*first), jnp.where(hyper.tied, ratio[1], ratio))
