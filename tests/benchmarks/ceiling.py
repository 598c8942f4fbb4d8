"""The ceiling: nothing but the matrix products a step cannot do without, in the same shapes."""

from collections.abc import Callable

import jax
import jax.numpy as jnp
import numpy as np
from jax import Array, lax


def products(depth: int, width: int, batch: int) -> Callable[[int], None]:
    """A function that makes n steps' worth of h W, δ Wᵀ and hᵀ δ, one of each a layer."""
    rng = np.random.default_rng(0)
    weights = jnp.asarray(rng.standard_normal((depth, width, width), np.float32) / np.sqrt(width))
    start = jnp.asarray(rng.standard_normal((batch, width), np.float32))

    @jax.jit
    def steps(count: int, weights: Array, start: Array) -> Array:
        def layer(index: Array, carry: tuple[Array, Array, Array]) -> tuple[Array, Array, Array]:
            h, delta, gradients = carry
            weight = lax.dynamic_index_in_dim(weights, index, keepdims=False)
            onto_weight = h.T @ delta
            return h @ weight, delta @ weight.T, lax.dynamic_update_index_in_dim(gradients, onto_weight, index, 0)

        def step(_: Array, gradients: Array) -> Array:
            return lax.fori_loop(0, depth, layer, (start, start, gradients))[2]

        return lax.fori_loop(0, count, step, jnp.zeros_like(weights))[0, 0, 0]

    steps(1, weights, start).block_until_ready()
    return lambda count: steps(count, weights, start).block_until_ready()
