"""Arrays of any shapes end to end in blocks [block, rows, width], so that an optimizer treats them like all others."""

from collections.abc import Iterable
from math import prod
from typing import Any

import jax.numpy as jnp
from jax import Array
from jaxtyping import Float

from gradflow.engine.core.array_types import AnyStack


def blocks_for(size: int, rows: int, width: int) -> int:
    """How many blocks so many numbers fill."""
    return -(-size // (rows * width))


def taken_apart(blocks: AnyStack, *shapes: tuple[int, ...]) -> list[Any]:
    """The arrays of these shapes. Of blocks on the host, what may be written into."""
    flat, parts, start = blocks.reshape(-1), [], 0
    for shape in shapes:
        end = start + prod(shape)
        parts.append(flat[start:end].reshape(shape))
        start = end
    return parts


def put_together(parts: Iterable[Array], blocks: int, rows: int, width: int) -> Float[Array, "block row width"]:
    """The arrays as blocks, filled up with zeros."""
    flat = jnp.concatenate([part.reshape(-1) for part in parts])
    return jnp.pad(flat, (0, blocks * rows * width - flat.size)).reshape(blocks, rows, width)
