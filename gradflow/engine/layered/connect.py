"""Connections: how a layer is fed, and where its signal goes back to (see `gradflow.parts.connections`)."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import jax.numpy as jnp
from jax import Array, lax, nn
from jaxtyping import Float, Int

from gradflow.engine.core.array_types import Incoming, Index, Stack, Units
from gradflow.engine.core.rounding import rounded
from gradflow.engine.core.rows import read
from gradflow.engine.layered.hyperparameters import LayeredHyperparameters
from gradflow.engine.layered.linear_map import LinearMap
from gradflow.engine.layered.shape import CAPACITY, LayeredShape
from gradflow.engine.layered.stack.parameters import HiddenLayers, Vectors

FROM_INPUTS, FROM_BELOW, FROM_BELOW_AND_SKIP = range(3)
NO_SKIP, ONE_SKIP, ALL_SKIPS = range(3)


class Skips(NamedTuple):
    """The skips of a network, an entry a layer [capacity], worked out before the sweeps pass.

    fed: what feeds the layer, one of FROM_...; source: the layer its skip comes from; scale: how
    strongly its own branch counts, 1 without a skip; starting: the skips that start there, one of ..._SKIP(S).
    """

    fed: Int[Array, " capacity"]
    source: Int[Array, " capacity"]
    scale: Float[Array, " capacity"]
    starting: Int[Array, " capacity"]

    @classmethod
    def of(cls, parameters: Stack, shape: LayeredShape, hyper: LayeredHyperparameters) -> Skips:
        layer, every = jnp.arange(CAPACITY), jnp.maximum(hyper.skip_every, 1)
        meets = (hyper.skip_every > 0) & (layer % every == 0)
        taken = meets & (layer >= every)
        starts = meets & (layer + every < hyper.depth)
        learned = rounded(HiddenLayers(parameters, shape).branch_scale, shape.precision)
        scale = jnp.where(hyper.learned_scale, learned, hyper.branch_scale)
        everywhere = jnp.where(layer == 0, ALL_SKIPS, NO_SKIP)
        return cls(
            fed=jnp.where(layer == 0, FROM_INPUTS, jnp.where(taken, FROM_BELOW_AND_SKIP, FROM_BELOW)),
            source=jnp.where(hyper.skip_from_input, 0, layer - every),
            scale=jnp.where(taken, scale, 1.0),
            starting=jnp.where(starts, jnp.where(hyper.skip_from_input, everywhere, ONE_SKIP), NO_SKIP),
        )

    def past_branches(
        self,
        layer: Index,
        signal: Callable[[], Units],
        signals: Float[Array, "capacity point width"],
        hyper: LayeredHyperparameters,
    ) -> Units:
        """∂loss/∂z with what comes back through the skips that start here, past the branches.

        signals [capacity, point, width]: ∂loss/∂z of the layers above, in place already.
        """

        def from_one() -> Units:
            return signal() + read(signals, layer + jnp.maximum(hyper.skip_every, 1))

        def from_all() -> Units:
            return lax.fori_loop(1, hyper.depth, lambda above, total: total + read(signals, above), signal())

        return lax.switch(read(self.starting, layer), (signal, from_one, from_all))


def highway(linear: LinearMap, h: Units, z: Units, weight: Incoming, vectors: Vectors) -> Units:
    """T ⊙ (h W + b) + (1 - T) ⊙ z, with the gate T = sigmoid(z W_T + b_T)."""
    opening = nn.sigmoid(linear(z, vectors.gate_weight) + vectors.gate_bias)
    return opening * (linear(h, weight) + vectors.bias) + (1 - opening) * z
