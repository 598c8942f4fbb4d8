"""What the forward sweep leaves for the backward sweep."""

from typing import NamedTuple

import jax.numpy as jnp
from jax import Array

from gradflow.engine.knobs import Knobs


class Passed(NamedTuple):
    """What a forward sweep leaves behind: [capacity, batch, width], and mean and variance over the batch
    of what was normalized [capacity, 2, width].

    raws are the φ(z) that a normalization after the activation needs on the way back; the backward
    sweep writes its signals over them.
    """

    preactivations: Array
    slopes: Array
    raws: Array
    activations: Array
    statistics: Array


def kept_row(layer: Array, knobs: Knobs, keep: bool) -> Array:
    """The row for a layer's z or signal: its own where someone will read it, else one row for all layers.

    Only normalizations and skips read them again. Memory nobody reads is what a sweep is slowest at.
    """
    read_again = knobs.normalized | (knobs.skip_every > 0)
    return layer if keep else jnp.where(read_again, layer, 0)
