"""Norms that neither underflow nor overflow in float32."""

import jax.numpy as jnp
from jax import Array, lax

# A sum of squares is exact to rounding while it stays in here: entries whose square would underflow
# (below 1e-38) cannot matter beside 1e-24, nor does anything overflow below 1e37.
_SAFE_LOW, _SAFE_HIGH = 1e-24, 1e37
# Powers of two, which change no digit. All entries are raised, as gradients vanish further than they explode before a
# run ends: so norms from 1e-21 to 3e9 are safe at once.
_RAISED = 2.0**30
# They bring what is outside to where squares of all that float32 holds can be summed: below, entries from 1e-38
# to 1e-21 to 1e-11 … 1e7; above, those that matter, 1e7 … 3e38, to 1e-17 … 1e14.
_RAISED_FURTHER, _LOWERED = 2.0**92, 2.0**-80


def norms(*arrays: Array) -> Array:
    """L2 norms of all entries of each array, [len(arrays)].

    float32 sums of squares underflow when entries pass 1e-28 and overflow at 1e10; then the entries
    are scaled otherwise (as in LAPACK's nrm2: Anderson 2017). Infinite entries give inf, NaN gives NaN.
    Asking for several at once costs one test of the sums in place of one each.
    """
    totals = [_total(x, _RAISED) for x in arrays]
    safe = jnp.bool_(True)
    for total in totals:
        safe &= (total > _SAFE_LOW) & (total < _SAFE_HIGH)
    return lax.cond(
        safe,
        lambda: jnp.stack([jnp.sqrt(total) / _RAISED for total in totals]),
        lambda: jnp.stack([_scaled_norm(x, total) for x, total in zip(arrays, totals, strict=True)]),
    )


def norm(x: Array) -> Array:
    """L2 norm of all entries of x."""
    return norms(x)[0]


def norms_of_rows(x: Array) -> Array:
    """L2 norm of each row of a small array: [row, entry] -> [row]. Without a branch."""
    factor = _factor(jnp.sum((x * _RAISED) ** 2, axis=-1, keepdims=True))
    return (jnp.sqrt(jnp.sum((x * factor) ** 2, axis=-1, keepdims=True)) / factor)[:, 0]


def _total(x: Array, factor: Array | float) -> Array:
    scaled = x * factor
    return jnp.sum(scaled * scaled)


def _scaled_norm(x: Array, total: Array) -> Array:
    factor = _factor(total)
    return jnp.sqrt(_total(x, factor)) / factor


def _factor(total: Array) -> Array:
    """What to multiply entries with, given the sum of their squares when they are raised."""
    return jnp.where(total <= _SAFE_LOW, _RAISED_FURTHER, jnp.where(total < _SAFE_HIGH, _RAISED, _LOWERED))


def rms(*arrays: Array) -> Array:
    """Root mean squares of all entries of each array, [len(arrays)]."""
    sizes = [float(x.size) for x in arrays]
    return norms(*arrays) / jnp.sqrt(jnp.array(sizes, jnp.float32))
