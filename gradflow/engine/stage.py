"""One stage: from a preactivation z to an activation h, and back.

The forward half leaves the slope φ' behind. It is what the chain rule multiplies by on the way back,
and what saturated and dead units are counted from, so it is computed once.
"""

from typing import NamedTuple

import jax
import jax.numpy as jnp
from jax import Array, lax

from gradflow.engine.knobs import Knobs
from gradflow.engine.parameters import NORM_SCALE, NORM_SHIFT, Block
from gradflow.parts.activations import ACTIVATIONS, Activation
from gradflow.parts.normalizations import NORMALIZATIONS, batch_statistics

UNNORMALIZED = list(NORMALIZATIONS).index("none")


class Statistics(NamedTuple):
    """Mean and variance over the batch of what a layer normalizes, [width] each."""

    mean: Array
    variance: Array


class Activated(NamedTuple):
    """h and φ' [batch, width], what came out of φ before any normalization after it, and the batch's
    statistics (0 where nothing is normalized)."""

    h: Array
    slope: Array
    raw: Array
    statistics: Statistics


def activation_and_slope(u: Array, knobs: Knobs) -> tuple[Array, Array]:
    """φ(u) and φ'(u), of the chosen activation."""

    def branch(activation: Activation):
        def value_and_slope(u: Array, leaky_slope: Array) -> tuple[Array, Array]:
            return jax.jvp(lambda u: activation.function(u, leaky_slope), (u,), (jnp.ones_like(u),))

        return value_and_slope

    return lax.switch(knobs.activation, [branch(a) for a in ACTIVATIONS.values()], u, knobs.leaky_slope)


def _normalize(x: Array, scale: Array, shift: Array, statistics: Statistics, knobs: Knobs) -> Array:
    rules = [record.apply for record in NORMALIZATIONS.values()]
    return scale * lax.switch(knobs.normalization, rules, x, *statistics) + shift


def activate(z: Array, own: Block, knobs: Knobs, running: Statistics | None = None) -> Activated:
    """h of z; `running` statistics stand in for the batch's own on held-out data."""
    normalized = knobs.normalization != UNNORMALIZED
    scale, shift = own.vector(NORM_SCALE), own.vector(NORM_SHIFT)

    def normalize_if(active: Array, x: Array) -> tuple[Array, Statistics]:
        def normalize() -> tuple[Array, Statistics]:
            batch = Statistics(*batch_statistics(x))
            used = batch if running is None else running
            return _normalize(x, scale, shift, used, knobs), batch

        nothing = jnp.zeros_like(scale)
        return lax.cond(active, normalize, lambda: (x, Statistics(nothing, nothing)))

    u, before = normalize_if(normalized & knobs.norm_before, z)
    raw, slope = activation_and_slope(u, knobs)
    h, after = normalize_if(normalized & ~knobs.norm_before, raw)
    return Activated(h, slope, raw, jax.tree.map(jnp.add, before, after))


def activate_backward(
    from_above: Array, z: Array, slope: Array, raw: Array, own: Block, knobs: Knobs
) -> tuple[Array, Array, Array]:
    """∂loss/∂h -> ∂loss/∂z, and the gradients of the normalization's scale and shift [width]."""

    def normalize(x: Array, scale: Array, shift: Array) -> Array:
        return _normalize(x, scale, shift, Statistics(*batch_statistics(x)), knobs)

    own_scale, own_shift = own.vector(NORM_SCALE), own.vector(NORM_SHIFT)

    def normalized() -> tuple[Array, Array, Array]:
        x = jnp.where(knobs.norm_before, z, raw)
        cotangent = jnp.where(knobs.norm_before, from_above * slope, from_above)
        onto_x, onto_scale, onto_shift = jax.vjp(normalize, x, own_scale, own_shift)[1](cotangent)
        return jnp.where(knobs.norm_before, onto_x, onto_x * slope), onto_scale, onto_shift

    def plain() -> tuple[Array, Array, Array]:
        nothing = jnp.zeros_like(own_scale)
        return from_above * slope, nothing, nothing

    return lax.cond(knobs.normalization != UNNORMALIZED, normalized, plain)
