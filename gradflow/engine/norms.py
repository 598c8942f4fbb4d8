"""Norms that neither underflow nor overflow in float32."""

import jax.numpy as jnp
from jax import Array, lax

# A plain sum of squares is exact to rounding while it stays in here: entries whose square would
# underflow (below 1e-38) cannot matter beside 1e-24, nor does anything overflow below 1e37.
_SAFE_LOW, _SAFE_HIGH = 1e-24, 1e37


def norm(x: Array) -> Array:
    """L2 norm of all entries of x.

    float32 sums of squares underflow when entries pass 1e-19 and overflow at 1e19; then the entries
    are divided by the largest first (as BLAS's nrm2 does). Infinite entries give inf, NaN gives NaN.
    """
    total = jnp.sum(x * x)
    return lax.cond((total > _SAFE_LOW) & (total < _SAFE_HIGH), lambda: jnp.sqrt(total), lambda: _scaled_norm(x, total))


def _scaled_norm(x: Array, total: Array) -> Array:
    largest = jnp.max(jnp.abs(x))
    usable = (largest > 0) & (largest < jnp.inf)
    scaled = x / jnp.where(usable, largest, 1.0)
    size = jnp.where(usable, largest * jnp.sqrt(jnp.sum(scaled * scaled)), largest)
    # The sum of squares knows of a NaN; XLA's maximum on a CPU may pass over it.
    return jnp.where(jnp.isnan(total), jnp.nan, size)


def rms(x: Array) -> Array:
    """Root mean square of all entries of x."""
    return norm(x) / jnp.sqrt(jnp.float32(x.size))
