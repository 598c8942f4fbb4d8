"""Cosine: whether different examples still point in different directions."""

import jax.numpy as jnp
from jax import Array
from jaxtyping import Float

from gradflow.engine.core.array_types import Scalar

MOST_ROWS = 64  # examples: what a mean over their 2016 pairs is off by is far below any threshold


def mean_cosine(x: Float[Array, "row entry"]) -> Scalar:
    """Mean cosine between two different rows, of the first MOST_ROWS; of rows that are not 0, and NaN where there are
    fewer than two of them.

    With n rows of length 1, ‖their sum‖² is n and twice the sum over all pairs. Rows are divided by their largest
    entry first, or squares of small ones would be 0.
    """
    rows = x[:MOST_ROWS]
    largest = jnp.max(jnp.abs(rows), axis=1, keepdims=True)
    there = largest > 0
    rows = rows / jnp.where(there, largest, 1.0)
    along = rows / jnp.where(there, jnp.sqrt(jnp.sum(rows * rows, axis=1, keepdims=True)), 1.0)
    count, total = jnp.sum(there), jnp.sum(along, axis=0)
    return jnp.where(count > 1, (jnp.sum(total * total) - count) / (count * (count - 1)), jnp.nan)
