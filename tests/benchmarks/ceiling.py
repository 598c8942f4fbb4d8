"""The ceiling: nothing but the matrix products a step cannot do without, in the same shapes."""

from collections.abc import Callable
from typing import Any

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


def over_time(gates: int, rows: int, length: int, hidden: int, batch: int) -> Callable[[int], None]:
    """The same over time: h U, δ Uᵀ and hᵀ δ of each time step, and `rows` (> 0) arrays [batch, hidden] written on the
    way forward and read on the way back, as a cell keeps them."""
    rng = np.random.default_rng(0)
    weights = jnp.asarray(rng.standard_normal((hidden, gates * hidden), np.float32) / np.sqrt(hidden * gates))
    start = jnp.asarray(rng.standard_normal((batch, hidden), np.float32))

    def at(time: Array) -> tuple[Array, ...]:
        return time, jnp.int32(0), jnp.int32(0)

    @jax.jit
    def steps(count: int, weights: Array, start: Array) -> Array:
        def up(time: Array, carry: Any) -> Any:
            h, stacks = carry
            h = jnp.sum((h @ weights).reshape(batch, gates, hidden), axis=1)
            # Equal stacks would become one.
            kept = [h * (1.0 + number) for number in range(rows)]
            return h, [lax.dynamic_update_slice(s, k[None], at(time)) for s, k in zip(stacks, kept, strict=True)]

        def down(back: Array, carry: Any) -> Any:
            h, stacks, onto, gradient = carry
            kept = [lax.dynamic_slice(stack, at(length - 1 - back), (1, batch, hidden))[0] for stack in stacks]
            parts = [sum(kept[gate::gates], onto) for gate in range(gates)]
            delta = jnp.concatenate(parts, axis=1)
            return h, stacks, delta @ weights.T, gradient + h.T @ delta

        def step(_: Array, carry: Any) -> Any:
            stacks, gradient = carry
            h, stacks = lax.fori_loop(0, length, up, (start, stacks))
            _, stacks, _, gradient = lax.fori_loop(0, length, down, (h, stacks, h, jnp.zeros_like(gradient)))
            return stacks, gradient

        stacks = [jnp.zeros((length, batch, hidden)) for _ in range(rows)]
        return lax.fori_loop(0, count, step, (stacks, jnp.zeros_like(weights)))[1][0, 0]

    steps(1, weights, start).block_until_ready()
    return lambda count: steps(count, weights, start).block_until_ready()
