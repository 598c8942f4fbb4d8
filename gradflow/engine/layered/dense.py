"""Dense blocks: each layer reads the activations of all layers before it in its block, beside each other (DenseNet).

A block is as many layers as `LayeredShape.block`, the first hidden layer stands before them, and the first of a block
reads the last layer below alone. Weights have rows for a whole block: [block · width, width], the layer just below
first. Those for layers that are not read begin at 0, meet zeros, and so stay 0.
"""

import jax.numpy as jnp
from jax import Array
from jaxtyping import Bool, Float

from gradflow.engine.core.array_types import Index, Layers, Scalar, Units
from gradflow.engine.core.rows import read
from gradflow.engine.layered.shape import LayeredShape

Rows = Float[Array, "point block_width"]
Pending = Float[Array, "slot point width"]


def is_read(layer: Index, shape: LayeredShape) -> Bool[Array, " block"]:
    """Which of the layers below, the nearest first, a layer reads."""
    return jnp.arange(shape.block) <= (layer - 1) % shape.block


def rows_read(layer: Index, h: Units, activations: Layers, shape: LayeredShape) -> Rows:
    """What the weights into a layer multiply; h is the activation just below."""
    if shape.block == 1:
        return h
    mask = is_read(layer, shape)
    older = (read(activations, jnp.maximum(layer - 1 - slot, 0)) for slot in range(1, shape.block))
    return jnp.concatenate([h, *(jnp.where(mask[slot], each, 0.0) for slot, each in enumerate(older, 1))], axis=1)


def none_pending(h: Units, shape: LayeredShape) -> Pending:
    """Nothing: ∂loss/∂h that is still to come to the layers under the one just below, [block - 1, point, width]."""
    return jnp.zeros((shape.block - 1, *h.shape))


def handed_down(onto_rows: Rows, layer: Index, pending: Pending, shape: LayeredShape) -> tuple[Units, Pending]:
    """∂loss/∂rows of a layer -> ∂loss/∂h of the layer just below, now complete, and what is still to come to others."""
    if shape.block == 1:
        return onto_rows, pending
    parts = jnp.moveaxis(onto_rows.reshape(len(onto_rows), shape.block, shape.width), 1, 0)
    parts = jnp.where(is_read(layer, shape)[:, None, None], parts, 0.0)
    done, later = pending[0] + parts[0], parts[1:]
    return done, later.at[:-1].add(pending[1:])


def share_read(layer: Index, shape: LayeredShape) -> Scalar:
    """Of the rows of a layer's weights, the share that is in use."""
    return jnp.mean(is_read(layer, shape))
