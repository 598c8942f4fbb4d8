"""Rounding: what is left of a tensor once it is stored in the run's precision."""

import jax.numpy as jnp
from jax import Array
from jaxtyping import Float

from gradflow.engine.core.array_types import Scalar

FULL = "float32"


def rounded(x: Float[Array, "*shape"], precision: str, scale: Scalar | float = 1.0) -> Float[Array, "*shape"]:
    """x as its format stores it, again in float32; x itself in float32, which costs nothing.

    scale: loss scaling. A power of two passes unchanged through every product on the way back, so storing
    scale · x and dividing by it here is what a scaled loss does, and the gradient stays the loss's own.
    """
    if precision == FULL:
        return x
    return (x * scale).astype(precision).astype(jnp.float32) / scale
