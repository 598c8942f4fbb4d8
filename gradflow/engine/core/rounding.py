"""Rounding: what is left of a tensor once it is stored in the run's precision; and slopes of which float32 leaves
nothing, so that the sweep forward has to be made again.

Written out, without cancellation, a slope costs an exponential function (`gradflow.parts.activations`). So nobody pays
for it but a network that is so far out; and the sweep stands in the program once, in a loop that goes round once or
twice, because to compile it twice would be what everybody pays.
"""

from collections.abc import Callable
from typing import Any

import jax.numpy as jnp
from jax import Array, lax
from jaxtyping import Float, Int

from gradflow.engine.core.array_types import Flag, Scalar, Units

FULL = "float32"

# Slopes of 0 are counted in units of this, other small ones in ones, so that one pass over the rows counts both.
# An int32 holds both counts: of 2¹⁵ - 1 rows at most (`gradflow.networks.cnn` has no more).
ZERO = 2**15


def rounded(x: Float[Array, "*shape"], precision: str, scale: Scalar | float = 1.0) -> Float[Array, "*shape"]:
    """x as its format stores it, again in float32; x itself in float32, which costs nothing.

    scale: loss scaling. A power of two passes unchanged through every product on the way back, so storing
    scale · x and dividing by it here is what a scaled loss does, and the gradient stays the loss's own.
    """
    if precision == FULL:
        return x
    return (x * scale).astype(precision).astype(jnp.float32) / scale


def counted(slope: Units, saturated_below: Scalar, doubtful: Scalar, written_out: Flag | None) -> Int[Array, " width"]:
    """Of every unit, how many rows have a slope below `saturated_below`, those that have 0 in units of ZERO: with them,
    until slopes are written out, those of at most `doubtful`, of which rounding may have taken all."""
    size, smallest = jnp.abs(slope), doubtful if written_out is None else jnp.where(written_out, 0.0, doubtful)
    return jnp.sum(jnp.where(size < saturated_below, jnp.where(size <= smallest, ZERO, 1), 0), axis=0)


def shares_of(counted: Int[Array, "*layer width"], rows: int) -> tuple[Float[Array, "*layer"], Float[Array, "*layer"]]:
    """saturated_fraction and dead_fraction: of units and rows, and of units that are 0 in every row."""
    zeros, others = counted // ZERO, counted % ZERO
    saturated = jnp.sum(zeros + others, axis=-1) / (rows * counted.shape[-1])
    return saturated, jnp.mean(zeros == rows, axis=-1)


def all_doubtful(counted: Int[Array, "*layer width"], rows: int) -> Flag:
    """Whether some unit is that in every row: then its gradient, and that it is dead, would be of rounding. Fewer rows
    are outliers, of which every tenth batch has one, and the others' slopes are what is heard of the unit."""
    return jnp.any(counted >= rows * ZERO)


def again_where_doubtful(
    sweep: Callable[[Flag | None, Any], Any], doubtful: Callable[[Any], Flag] | None, carry: Any
) -> Any:
    """sweep: (whether slopes are written out, carry) -> carry; doubtful: whether what it left has to be made again.
    Without `doubtful`, where nobody goes back, one sweep that is not told."""
    if doubtful is None:
        return sweep(None, carry)

    def body(state: Any) -> Any:
        written_out, _, carry = state
        carry = sweep(written_out, carry)
        return jnp.bool_(True), ~written_out & doubtful(carry), carry

    return lax.while_loop(lambda state: state[1], body, (jnp.bool_(False), jnp.bool_(True), carry))[2]
