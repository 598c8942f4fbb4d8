"""Rounding: what is left of a tensor once it is stored in the run's precision."""

import jax.numpy as jnp
from jax import Array

from gradflow.engine.shapes import Shape

FULL = "float32"


def rounded(x: Array, shape: Shape, scale: Array | float = 1.0) -> Array:
    """x as its format stores it, again in float32; x itself in float32, which costs nothing.

    scale: loss scaling. A power of two passes unchanged through every product on the way back, so storing
    scale · x and dividing by it here is what a scaled loss does, and the gradient stays the loss's own.
    """
    if shape.precision == FULL:
        return x
    return (x * scale).astype(shape.precision).astype(jnp.float32) / scale
