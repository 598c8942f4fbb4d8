"""Reading and writing one row of a stack by a traced index that is known to be in range.

`rows[i]` would also guard against indices that are negative or too large, at every layer of every sweep.
"""

from typing import Any

import jax
from jax import Array, lax
from jaxtyping import Shaped

from gradflow.engine.core.array_types import Index


def read(rows: Shaped[Array, " capacity *row"], index: Index | int) -> Shaped[Array, "*row"]:
    """rows[index]."""
    return lax.dynamic_index_in_dim(rows, index, keepdims=False, allow_negative_indices=False)


def read_part(
    rows: Shaped[Array, "capacity row *rest"], index: Index | int, first: int, end: int
) -> Shaped[Array, " part *rest"]:
    """rows[index, first:end]."""
    sizes = (1, end - first, *rows.shape[2:])
    return lax.dynamic_slice(rows, (index, first, *[0] * (rows.ndim - 2)), sizes, allow_negative_indices=False)[0]


def write(
    rows: Shaped[Array, " capacity *row"], index: Index | int, row: Shaped[Array, "*row"]
) -> Shaped[Array, " capacity *row"]:
    """rows with rows[index] = row."""
    return lax.dynamic_update_index_in_dim(rows, row, index, 0, allow_negative_indices=False)


def write_part(
    rows: Shaped[Array, "capacity row *rest"], index: Index | int, first: int, part: Shaped[Array, " part *rest"]
) -> Shaped[Array, "capacity row *rest"]:
    """rows with rows[index, first : first + len(part)] = part."""
    where = (index, first, *[0] * (rows.ndim - 2))
    return lax.dynamic_update_slice(rows, part[None], where, allow_negative_indices=False)


def write_all(tree: Any, index: Index | int, entry: Any) -> Any:
    """The same for every stack of a tree."""
    return jax.tree.map(lambda rows, row: write(rows, index, row), tree, entry)
