"""Connections: how a layer is fed, and where its signal goes back to (see `gradflow.parts.connections`)."""

from typing import NamedTuple

import jax.numpy as jnp
from jax import Array, lax, nn

from gradflow.engine.knobs import Knobs
from gradflow.engine.parameters import BIAS, GATE, GATE_BIAS
from gradflow.engine.rows import read


class Skip(NamedTuple):
    """Whether a layer is fed from an earlier one too, from which, and how strongly its own branch counts."""

    taken: Array
    source: Array
    scale: Array


def skip_into(layer: Array, learned_scale: Array, knobs: Knobs) -> Skip:
    """The skip into `layer`, counted from 0."""
    every = jnp.maximum(knobs.skip_every, 1)
    taken = (knobs.skip_every > 0) & (layer >= every) & (layer % every == 0)
    source = jnp.where(knobs.skip_from_input, 0, layer - every)
    scale = jnp.where(knobs.learned_scale, learned_scale, knobs.branch_scale)
    return Skip(taken, source, jnp.where(taken, scale, 1.0))


def past_branches(layer: Array, signal: Array, signals: Array, knobs: Knobs) -> Array:
    """∂loss/∂z with what comes back through the skips that start here, past the branches.

    signals [capacity, batch, width]: ∂loss/∂z of the layers above, in place already.
    """
    every = jnp.maximum(knobs.skip_every, 1)
    starts = (knobs.skip_every > 0) & (layer % every == 0) & (layer + every < knobs.depth)

    def from_one() -> Array:
        return signal + read(signals, layer + every)

    def from_all() -> Array:
        return lax.fori_loop(1, knobs.depth, lambda above, total: total + read(signals, above), signal)

    everywhere = starts & knobs.skip_from_input
    return lax.switch(
        jnp.where(everywhere, jnp.where(layer == 0, 2, 0), starts), (lambda: signal, from_one, from_all)
    )


def highway(h: Array, z: Array, weight: Array, vectors: Array) -> Array:
    """T ⊙ (h W + b) + (1 - T) ⊙ z, with the gate T = sigmoid(z W_T + b_T)."""
    opening = nn.sigmoid(z @ vectors[GATE:] + vectors[GATE_BIAS])
    return opening * (h @ weight + vectors[BIAS]) + (1 - opening) * z
