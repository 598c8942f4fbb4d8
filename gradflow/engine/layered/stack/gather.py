"""Gather: one layer's gradients into the stack of all, where layers may share a matrix."""

import jax.numpy as jnp
from jax import lax

from gradflow.engine.core.array_types import Incoming, Index, Stack
from gradflow.engine.layered.hyperparameters import LayeredHyperparameters
from gradflow.engine.layered.shape import LayeredShape
from gradflow.engine.layered.stack.parameters import Vectors, weight_of, with_weight


def gathered(
    gradients: Stack,
    layer: Index,
    onto: tuple[Incoming, Vectors],
    hyper: LayeredHyperparameters,
    shape: LayeredShape,
    keep: bool,
) -> Stack:
    """With a layer's gradients, of its weights and its vectors; a tied matrix's are summed up unless `keep`."""
    onto_weight, onto_vectors = onto
    tied = hyper.tied & (layer > 0) & (not keep)
    slot = jnp.where(tied, 1, layer)
    weight = lax.cond(
        tied & (layer < hyper.depth - 1), lambda: weight_of(gradients, slot, shape) + onto_weight, lambda: onto_weight
    )
    return onto_vectors.into(with_weight(gradients, slot, weight), layer, shape)
