"""One stage: from a preactivation z to an activation h, and back.

The forward half leaves the slope φ' behind. It is what the chain rule multiplies by on the way back,
and what saturated and dead units are counted from, so it is computed once.
"""

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

import jax
import jax.numpy as jnp
from jax import Array, lax
from jaxtyping import Float

from gradflow.engine.core.array_types import Flag, Scalar, Units
from gradflow.engine.layered.hyperparameters import LayeredHyperparameters
from gradflow.engine.layered.stack.parameters import Vectors
from gradflow.parts.activations import ACTIVATIONS, Activation
from gradflow.parts.normalizations import (
    OVER_BATCH,
    OVER_GROUPS,
    OVER_UNITS,
    grouped,
    normalized,
    normalized_backward,
    statistics,
    ungrouped,
)

AXES = (OVER_BATCH, OVER_UNITS, OVER_GROUPS)

Function = Callable[[Array, Array], Array]
Slope = Callable[[Array], Array]


class Join(NamedTuple):
    """What is added to a branch after a normalization before φ. here: whether anything is; added: of what the
    normalization leaves of the branch, the sum, which enters φ."""

    here: Flag
    added: Callable[[Units], Units]


class Activated(NamedTuple):
    """The preactivation z, h and φ' [batch, width], what came out of φ before any normalization after it, and mean and
    variance over the batch of what was normalized [2, width] (0 where nothing is)."""

    z: Units
    h: Units
    slope: Units
    raw: Units
    statistics: Float[Array, "2 width"]


def activation_and_slope(
    u: Units, hyper: LayeredHyperparameters, written_out: Flag | None = None
) -> tuple[Units, Units]:
    """φ(u) and φ'(u), of the chosen activation; the same φ(u), but a φ'(u) without cancellation if `written_out`."""

    def branch(activation: Activation):
        def value_and_slope(u: Units, leaky_slope: Scalar) -> tuple[Units, Units]:
            return jax.jvp(lambda u: activation.function(u, leaky_slope), (u,), (jnp.ones_like(u),))

        return value_and_slope

    def branch_written_out(function: Function, slope: Slope):
        return lambda u, leaky_slope: (function(u, leaky_slope), slope(u))

    branches = [branch(activation) for activation in ACTIVATIONS.values()]
    if written_out is None:
        return lax.switch(hyper.activation, branches, u, hyper.leaky_slope)
    branches += [branch_written_out(a.function, a.slope) for a in ACTIVATIONS.values() if a.slope]
    place = jnp.where(written_out, hyper.written_out, hyper.activation)
    return lax.switch(place, branches, u, hyper.leaky_slope)


def _normalize(
    x: Units,
    vectors: Vectors,
    hyper: LayeredHyperparameters,
    running: Float[Array, "2 width"] | None,
    positions: int,
) -> tuple[Units, Float[Array, "2 width"]]:
    """x normalized, and mean and variance over the batch [2, width]; 0 where those are not what it is made of."""

    def over(axis: int) -> tuple[Units, Float[Array, "2 width"]]:
        apart = grouped(x, axis, positions)
        mean, variance = statistics(apart, axis, hyper.norm_centred)
        batch = jnp.concatenate([mean, variance]) if axis == OVER_BATCH else jnp.zeros((2, x.shape[1]))
        if running is not None and axis == OVER_BATCH:
            mean, variance = running
        done = ungrouped(normalized(apart, mean, variance), axis, positions)
        return vectors.norm_scale * done + vectors.norm_shift, batch

    return lax.switch(hyper.norm_over, [partial(over, axis) for axis in AXES])


def activate(
    z: Units,
    vectors: Vectors,
    hyper: LayeredHyperparameters,
    running: Float[Array, "2 width"] | None,
    join: Join | None,
    positions: int,
    written_out: Flag | None = None,
) -> Activated:
    """h of z, or of a branch that something may join; `running` statistics stand in for the batch's own on held-out
    data. positions: rows that a sample has. written_out: whether the slopes are to be."""

    def normalize_if(active: Flag, x: Units) -> tuple[Units, Float[Array, "2 width"]]:
        nothing = jnp.zeros((2, x.shape[1]))
        return lax.cond(active, lambda: _normalize(x, vectors, hyper, running, positions), lambda: (x, nothing))

    u, before = normalize_if(hyper.normalized & hyper.norm_before, z)
    if join is not None:
        u = lax.cond(join.here, lambda: join.added(u), lambda: u)
        z = jnp.where(join.here, u, z)
    raw, slope = activation_and_slope(u, hyper, written_out)
    h, after = normalize_if(hyper.normalized & ~hyper.norm_before, raw)
    return Activated(z, h, slope, raw, before + after)


def normalize_backward(
    from_above: Units,
    z: Units,
    slope: Units,
    raw: Units,
    vectors: Vectors,
    hyper: LayeredHyperparameters,
    positions: int,
) -> tuple[Units, Float[Array, "2 width"]]:
    """∂loss/∂h -> ∂loss/∂z of a normalized layer, and the gradients of scale and shift [2, width]."""
    x = jnp.where(hyper.norm_before, z, raw)
    onto = jnp.where(hyper.norm_before, from_above * slope, from_above)

    def over(axis: int) -> tuple[Units, Float[Array, "2 width"]]:
        scaled, apart = (grouped(each, axis, positions) for each in (onto * vectors.norm_scale, x))
        backward = normalized_backward(scaled, apart, axis, hyper.norm_centred)
        onto_x, done = (ungrouped(each, axis, positions) for each in backward)
        onto_norm = jnp.stack([jnp.sum(onto * done, axis=0), jnp.sum(onto, axis=0)])
        return jnp.where(hyper.norm_before, onto_x, onto_x * slope), onto_norm

    return lax.switch(hyper.norm_over, [partial(over, axis) for axis in AXES])
