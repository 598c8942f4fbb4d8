"""One stage: from a preactivation z to an activation h, and back.

The forward half leaves the slope φ' behind. It is what the chain rule multiplies by on the way back,
and what saturated and dead units are counted from, so it is computed once.
"""

from typing import NamedTuple

import jax
import jax.numpy as jnp
from jax import Array, lax

from gradflow.engine.knobs import Knobs
from gradflow.engine.parameters import NORM_SCALE, NORM_SHIFT
from gradflow.parts.activations import ACTIVATIONS, Activation
from gradflow.parts.normalizations import NORMALIZATIONS, batch_statistics

UNNORMALIZED = list(NORMALIZATIONS).index("none")


class Activated(NamedTuple):
    """h and φ' [batch, width], what came out of φ before any normalization after it, and mean and variance
    over the batch of what was normalized [2, width] (0 where nothing is)."""

    h: Array
    slope: Array
    raw: Array
    statistics: Array


def activation_and_slope(u: Array, knobs: Knobs) -> tuple[Array, Array]:
    """φ(u) and φ'(u), of the chosen activation."""

    def branch(activation: Activation):
        def value_and_slope(u: Array, leaky_slope: Array) -> tuple[Array, Array]:
            return jax.jvp(lambda u: activation.function(u, leaky_slope), (u,), (jnp.ones_like(u),))

        return value_and_slope

    return lax.switch(knobs.activation, [branch(a) for a in ACTIVATIONS.values()], u, knobs.leaky_slope)


def _normalize(x: Array, scale: Array, shift: Array, statistics: Array, knobs: Knobs) -> Array:
    rules = [record.apply for record in NORMALIZATIONS.values()]
    return scale * lax.switch(knobs.normalization, rules, x, *statistics) + shift


def activate(z: Array, vectors: Array, knobs: Knobs, running: Array | None = None) -> Activated:
    """h of z; `running` statistics stand in for the batch's own on held-out data."""
    normalized = knobs.normalization != UNNORMALIZED

    def normalize_if(active: Array, x: Array) -> tuple[Array, Array]:
        def normalize() -> tuple[Array, Array]:
            batch = jnp.stack(batch_statistics(x))
            used = batch if running is None else running
            return _normalize(x, vectors[NORM_SCALE], vectors[NORM_SHIFT], used, knobs), batch

        return lax.cond(active, normalize, lambda: (x, jnp.zeros((2, x.shape[1]))))

    u, before = normalize_if(normalized & knobs.norm_before, z)
    raw, slope = activation_and_slope(u, knobs)
    h, after = normalize_if(normalized & ~knobs.norm_before, raw)
    return Activated(h, slope, raw, before + after)


def normalize_backward(
    from_above: Array, z: Array, slope: Array, raw: Array, vectors: Array, knobs: Knobs
) -> tuple[Array, Array]:
    """∂loss/∂h -> ∂loss/∂z of a normalized layer, and the gradients of scale and shift [2, width]."""

    def normalize(x: Array, scale: Array, shift: Array) -> Array:
        return _normalize(x, scale, shift, jnp.stack(batch_statistics(x)), knobs)

    x = jnp.where(knobs.norm_before, z, raw)
    cotangent = jnp.where(knobs.norm_before, from_above * slope, from_above)
    pull = jax.vjp(normalize, x, vectors[NORM_SCALE], vectors[NORM_SHIFT])[1]
    onto_x, onto_scale, onto_shift = pull(cotangent)
    return jnp.where(knobs.norm_before, onto_x, onto_x * slope), jnp.stack([onto_scale, onto_shift])
