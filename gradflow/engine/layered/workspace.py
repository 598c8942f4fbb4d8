"""The buffers a layered network's step works in: what the forward sweep leaves for the backward sweep, gradients."""

from __future__ import annotations

from typing import Any, NamedTuple

import jax.numpy as jnp
import numpy as np
from jax import Array, lax
from jaxtyping import Float

from gradflow.engine.core.array_types import Index, Stack
from gradflow.engine.core.rows import write
from gradflow.engine.layered.hyperparameters import LayeredHyperparameters
from gradflow.engine.layered.shape import CAPACITY, LayeredShape
from gradflow.engine.layered.stack.parameters import blank_stack
from gradflow.engine.layered.stage import Activated


class SavedActivations(NamedTuple):
    """What a forward sweep leaves behind: [capacity, point, width], and mean and variance over the batch
    of what was normalized [capacity, 2, width].

    raws are the φ(z) that a normalization after the activation needs on the way back; the backward
    sweep writes its signals over them.
    """

    preactivations: Float[Array, "capacity point width"]
    slopes: Float[Array, "capacity point width"]
    raws: Float[Array, "capacity point width"]
    activations: Float[Array, "capacity point width"]
    statistics: Float[Array, "capacity 2 width"]

    def at(self, layer: Index, done: Activated, row_of_z: Index, row_of_raw: Index) -> SavedActivations:
        """With what one layer leaves filled in."""
        return SavedActivations(
            write(self.preactivations, row_of_z, done.z),
            write(self.slopes, layer, done.slope),
            write(self.raws, row_of_raw, done.raw),
            write(self.activations, layer, done.h),
            write(self.statistics, layer, done.statistics),
        )


class LayeredWorkspace(NamedTuple):
    """Buffers that a step writes before it reads; gradients: a stack like the parameters'."""

    saved: SavedActivations
    gradients: Stack


def new_workspace(shape: LayeredShape) -> LayeredWorkspace:
    """A workspace of zeros, on the host, where no memory is taken before it is touched."""
    return _workspace(shape, np)


def blank_workspace(shape: LayeredShape) -> LayeredWorkspace:
    """The same within a program."""
    return _workspace(shape, jnp)


def _workspace(shape: LayeredShape, of: Any) -> LayeredWorkspace:
    z, slope, raw, h = (of.zeros((CAPACITY, shape.rows, shape.width), np.float32) for _ in range(4))
    statistics = of.zeros((CAPACITY, 2, shape.width), np.float32)
    return LayeredWorkspace(SavedActivations(z, slope, raw, h, statistics), of.asarray(blank_stack(shape)))


def forward_buffers(shape: LayeredShape, samples: int) -> SavedActivations:
    """Within a program, those of a sweep that no other goes back over. What only the way back reads has one row, which
    each layer writes over, as a write beyond the end is one to the last row: to fill rows takes longer than layers."""
    read_later = shape.block > 1 or shape.joined
    capacities = CAPACITY, 1, 1, CAPACITY if read_later else 1
    rows = samples * shape.positions
    z, slope, raw, h = (lax.empty((capacity, rows, shape.width), jnp.float32) for capacity in capacities)
    return SavedActivations(z, slope, raw, h, jnp.zeros((1, 2, shape.width)))


def kept_row(layer: Index, hyper: LayeredHyperparameters, keep: bool) -> Index:
    """The row for a layer's z or signal: its own where someone will read it, else one row for all layers.

    Only normalizations and skips read them again. Memory nobody reads is what a sweep is slowest at.
    """
    read_again = hyper.normalized | (hyper.skip_every > 0)
    return layer if keep else jnp.where(read_again, layer, 0)
