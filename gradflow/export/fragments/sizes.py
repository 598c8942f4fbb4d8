"""Sizes of arrays in a script, and what is worked out of them."""

import jax.numpy as jnp
import numpy as np


def rms(x):
    """Root mean square. Divided by the largest entry first: the squares of tiny numbers would be 0."""
    largest = jnp.abs(x).max()
    unit = jnp.where((largest > 0) & jnp.isfinite(largest), largest, 1)
    return unit * jnp.sqrt(((x / unit) ** 2).mean())


def mean_cosine(x):
    """Between two different rows, of the first 64 and of those that are not 0."""
    rows = x[:64]
    largest = jnp.abs(rows).max(axis=1, keepdims=True)
    rows = rows / jnp.where(largest > 0, largest, 1)  # the squares of tiny numbers would be 0
    size = jnp.sqrt((rows**2).sum(axis=1, keepdims=True))
    cosines = (rows / jnp.where(size > 0, size, 1)) @ (rows / jnp.where(size > 0, size, 1)).T
    count = (size > 0).sum()
    return jnp.where(count > 1, (cosines.sum() - count) / (count * (count - 1)), jnp.nan)


def l2_norm(arrays):
    """Of all entries of several arrays together."""
    return float(np.float32(np.sqrt(sum(np.sum(np.square(array, dtype=np.float64)) for array in arrays))))


def ratio(moves, weights):
    """The norm of a change over the norm of what it changes."""
    size, move = l2_norm(weights), l2_norm(moves)
    return move / size if size > 0 else np.inf if move > 0 else 0.0
