"""Connections: how a layer is fed, and where its signal goes back to (see `gradflow.parts.connections`)."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import jax.numpy as jnp
from jax import Array, lax
from jaxtyping import Bool, Float, Int

from gradflow.engine.core.array_types import Incoming, Index, Stack, Units
from gradflow.engine.core.rounding import rounded
from gradflow.engine.core.rows import read
from gradflow.engine.layered.hyperparameters import LayeredHyperparameters
from gradflow.engine.layered.linear_map import LinearMap
from gradflow.engine.layered.shape import CAPACITY, LayeredShape
from gradflow.engine.layered.stack.parameters import HiddenLayers, Vectors
from gradflow.parts.activations import ACTIVATIONS

FROM_INPUTS, FROM_BELOW, FROM_BELOW_AND_SKIP = range(3)
NO_SKIP, ONE_SKIP, ALL_SKIPS = range(3)


class Skips(NamedTuple):
    """The skips of a network, an entry a layer [capacity], worked out before the sweeps pass.

    fed: what feeds the layer, one of FROM_...; source: the layer its skip comes from; scale: how
    strongly its own branch counts, 1 without a skip; starting: the skips that start at its preactivation, one of
    ..._SKIP(S); target: the layer that one skip leads to; joined: whether an earlier layer's activation joins its
    branch, after a normalization before φ; joins: whether its activation joins another's.
    """

    fed: Int[Array, " capacity"]
    source: Int[Array, " capacity"]
    scale: Float[Array, " capacity"]
    starting: Int[Array, " capacity"]
    target: Int[Array, " capacity"]
    joined: Bool[Array, " capacity"]
    joins: Bool[Array, " capacity"]

    @classmethod
    def of(cls, parameters: Stack, shape: LayeredShape, hyper: LayeredHyperparameters) -> Skips:
        layer, every = jnp.arange(CAPACITY), jnp.maximum(hyper.skip_every, 1)
        meets = (hyper.skip_every > 0) & (layer % every == 0)
        source, target = (
            jnp.where(hyper.skip_mirrored, hyper.depth - 1 - layer, layer + way * every) for way in (-1, 1)
        )
        taken = meets & (source >= 0) & (source < layer)
        starts = meets & (target > layer) & (target < hyper.depth)
        learned = rounded(HiddenLayers(parameters, shape).branch_scale, shape.precision)
        scale = jnp.where(hyper.learned_scale, learned, hyper.branch_scale)
        joined, fed = shape.joined, FROM_BELOW if shape.joined else FROM_BELOW_AND_SKIP
        everywhere = jnp.where(layer == 0, ALL_SKIPS, NO_SKIP)
        return cls(
            fed=jnp.where(layer == 0, FROM_INPUTS, jnp.where(taken, fed, FROM_BELOW)),
            source=jnp.where(hyper.skip_from_input, 0, source),
            scale=jnp.where(taken, scale, 1.0),
            starting=jnp.where(starts & (not joined), jnp.where(hyper.skip_from_input, everywhere, ONE_SKIP), NO_SKIP),
            target=target,
            joined=taken & joined,
            joins=starts & joined,
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
            return signal() + read(signals, read(self.target, layer))

        def from_all() -> Units:
            return lax.fori_loop(1, hyper.depth, lambda above, total: total + read(signals, above), signal())

        return lax.switch(read(self.starting, layer), (signal, from_one, from_all))


def highway(linear: LinearMap, h: Units, z: Units, weight: Incoming, vectors: Vectors) -> Units:
    """T ⊙ (h W + b) + (1 - T) ⊙ z, with the gate T = sigmoid(z W_T + b_T)."""
    sigmoid = ACTIVATIONS["sigmoid"].differentiable
    entering = linear(z, vectors.gate_weight) + vectors.gate_bias
    opening, shut = sigmoid(entering, jnp.float32(0)), sigmoid(-entering, jnp.float32(0))
    return opening * (linear(h, weight) + vectors.bias) + shut * z
