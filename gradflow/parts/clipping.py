"""Gradient clipping: applied to the raw gradient of all parameters, before the optimizer.

The record returns two numbers: a factor for the whole gradient and a bound for each entry, so
that clipping is one multiplication and one clamp whatever is chosen.
"""

from collections.abc import Callable
from dataclasses import dataclass

import jax.numpy as jnp
from jax import Array


@dataclass(frozen=True)
class Clipping:
    """factor_and_bound: (global_norm, max_norm) -> (factor, bound); clipped = clamp(factor·g, ±bound)."""

    factor_and_bound: Callable[[Array, Array], tuple[Array, Array]]
    formula: str
    source: str = ""


def _one(_: Array) -> Array:
    return jnp.float32(1.0)


def _norm(global_norm: Array, max_norm: Array) -> tuple[Array, Array]:
    # a norm of 0 or infinity must not make NaN of finite entries
    return jnp.where(global_norm > max_norm, max_norm / global_norm, 1.0), jnp.float32(jnp.inf)


CLIPPINGS: dict[str, Clipping] = {
    "none": Clipping(lambda n, c: (_one(n), jnp.float32(jnp.inf)), r"g"),
    "norm": Clipping(_norm, r"g \cdot \min\!\left(1, \frac{c}{\lVert g \rVert_2}\right)", "Pascanu et al. 2013"),
    "value": Clipping(lambda n, c: (_one(n), c), r"\max(-c, \min(c, g_i))", "Mikolov 2012"),
}
