"""Norms that neither underflow nor overflow in float32, and the cosine made of them."""

from collections.abc import Sequence
from math import sqrt

import jax.numpy as jnp
from jax import Array, lax
from jaxtyping import Float

from gradflow.engine.core.array_types import Scalar

# A plain sum of squares is exact to rounding while it stays in here: entries whose square would
# underflow (below 1e-38) cannot matter beside 1e-24, nor does anything overflow below 1e37.
_SAFE_LOW, _SAFE_HIGH = 1e-24, 1e37
# Powers of two that bring what is outside to where squares of all that float32 holds can be summed:
# below, entries from 1e-38 to 1e-12 to 1e-11 … 1e15; above, those that matter, 1e16 … 3e38, to 1e-8 … 1e14.
_RAISED, _LOWERED = 2.0**92, 2.0**-80
MOST_ROWS = 64  # examples of a mean cosine: what it is off by over their 2016 pairs is far below any threshold


def norms(*arrays: Float[Array, "..."]) -> Float[Array, " array"]:
    """L2 norms of all entries of each array, [len(arrays)].

    float32 sums of squares underflow when entries pass 1e-19 and overflow at 1e19; then the entries
    are scaled first (as in LAPACK's nrm2: Anderson 2017). Infinite entries give inf, NaN gives NaN.
    Asking for several at once costs one test of the sums in place of one each.
    """
    return _roots(arrays, [1.0 for _ in arrays])


def norm(x: Float[Array, "..."]) -> Scalar:
    """L2 norm of all entries of x."""
    return norms(x)[0]


def rms(*arrays: Float[Array, "..."]) -> Float[Array, " array"]:
    """Root mean squares of all entries of each array, [len(arrays)]; finite wherever every entry is."""
    return _roots(arrays, [sqrt(x.size) for x in arrays])


def norms_of_rows(x: Float[Array, "row entry"]) -> Float[Array, " row"]:
    """L2 norm of each row of a small array: [row, entry] -> [row]. Without a branch."""
    return _roots_of_rows(x, 1.0)


def rms_of_rows(x: Float[Array, "row entry"]) -> Float[Array, " row"]:
    """Root mean square of each row of a small array: [row, entry] -> [row]."""
    return _roots_of_rows(x, sqrt(x.shape[-1]))


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


def _roots(arrays: Sequence[Float[Array, "..."]], divisors: Sequence[float]) -> Float[Array, " array"]:
    """Norms over their divisors. The scale is undone last: a norm may be too large where an rms is not."""
    totals = [jnp.sum(x * x) for x in arrays]
    safe = jnp.bool_(True)
    for total in totals:
        safe &= (total > _SAFE_LOW) & (total < _SAFE_HIGH)

    def plain() -> list[Array]:
        return [jnp.sqrt(total) / divisor for total, divisor in zip(totals, divisors, strict=True)]

    def scaled() -> list[Array]:
        factors = [_factor(total) for total in totals]
        roots = [jnp.sqrt(jnp.sum((x * factor) ** 2)) for x, factor in zip(arrays, factors, strict=True)]
        return [root / divisor / factor for root, divisor, factor in zip(roots, divisors, factors, strict=True)]

    return lax.cond(safe, lambda: jnp.stack(plain()), lambda: jnp.stack(scaled()))


def _roots_of_rows(x: Float[Array, "row entry"], divisor: float) -> Float[Array, " row"]:
    factor = _factor(jnp.sum(x * x, axis=-1, keepdims=True))
    return (jnp.sqrt(jnp.sum((x * factor) ** 2, axis=-1, keepdims=True)) / divisor / factor)[:, 0]


def _factor(total: Float[Array, "..."]) -> Float[Array, "..."]:
    """What to multiply entries with, given their plain sum of squares."""
    return jnp.where(total <= _SAFE_LOW, _RAISED, jnp.where(total < _SAFE_HIGH, 1.0, _LOWERED))
