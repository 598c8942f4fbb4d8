"""Measures taken while the sweeps pass, written into rows of [capacity]."""

from __future__ import annotations

from typing import NamedTuple

import jax.numpy as jnp
from jax import Array
from jaxtyping import Float, Int

from gradflow.engine.core.array_types import Index, Units
from gradflow.engine.core.norms import rms
from gradflow.engine.core.rows import write
from gradflow.engine.layered.dense import share_read
from gradflow.engine.layered.hyperparameters import LayeredHyperparameters
from gradflow.engine.layered.shape import CAPACITY, LayeredShape
from gradflow.engine.layered.stage import Activated

OF_DEPTH = (
    "activation_rms",
    "saturated_fraction",
    "dead_fraction",
    "activation_gradient_rms",
    "signal_rms",
    "weight_gradient_rms",
)

# Zero slopes are counted in units of this, other saturated slopes in ones, so that one pass over the rows counts both.
# An int32 holds both counts: of 2¹⁵ - 1 rows at most (`gradflow.networks.cnn` has no more).
_ZERO = 2**15


class ForwardMeasures(NamedTuple):
    """Of the forward sweep: activation_rms [capacity, 1], and of every unit how many rows saturate
    it [capacity, width], those with slope 0 in units of _ZERO. Counting units is left to the end,
    where it is one operation for all layers."""

    activation_rms: Float[Array, "capacity 1"]
    counted: Int[Array, "capacity width"]

    @classmethod
    def none(cls, shape: LayeredShape) -> ForwardMeasures:
        return cls(jnp.zeros((CAPACITY, 1)), jnp.zeros((CAPACITY, shape.width), jnp.int32))

    def at(self, layer: Index, done: Activated, hyper: LayeredHyperparameters) -> ForwardMeasures:
        """With the measures of one layer filled in."""
        size = jnp.abs(done.slope)
        counted = jnp.where(size >= hyper.saturated_below, 0, jnp.where(size == 0, _ZERO, 1))
        return ForwardMeasures(
            write(self.activation_rms, layer, rms(done.h)), write(self.counted, layer, jnp.sum(counted, axis=0))
        )

    def measures(
        self, shape: LayeredShape
    ) -> tuple[Float[Array, " capacity"], Float[Array, " capacity"], Float[Array, " capacity"]]:
        """activation_rms, saturated_fraction, dead_fraction: [capacity] each."""
        zeros, others = self.counted // _ZERO, self.counted % _ZERO
        saturated = jnp.sum(zeros + others, axis=1) / (shape.rows * shape.width)
        return self.activation_rms[:, 0], saturated, jnp.mean(zeros == shape.rows, axis=1)


class BackwardMeasures(NamedTuple):
    """Of the backward sweep, [capacity, 3]: activation_gradient_rms, signal_rms, weight_gradient_rms."""

    rows: Float[Array, "capacity 3"]

    @classmethod
    def none(cls) -> BackwardMeasures:
        return cls(jnp.zeros((CAPACITY, 3)))

    def at(
        self,
        layer: Index,
        from_above: Units,
        signal: Units,
        onto_weight: Float[Array, "fan_in width"],
        shape: LayeredShape,
    ) -> BackwardMeasures:
        """With the measures of one layer filled in, of its weights those in use."""
        sizes = rms(from_above, signal, onto_weight)
        if shape.block > 1:
            sizes = sizes.at[2].divide(jnp.sqrt(share_read(layer, shape)))
        return BackwardMeasures(write(self.rows, layer, sizes))

    def with_first_weight(self, onto_weight: Float[Array, "fan_in width"]) -> BackwardMeasures:
        """With that of the weights from the inputs, which have a shape of their own."""
        return BackwardMeasures(self.rows.at[0, 2].set(rms(onto_weight)[0]))

    def measures(self) -> tuple[Float[Array, " capacity"], Float[Array, " capacity"], Float[Array, " capacity"]]:
        """activation_gradient_rms, signal_rms, weight_gradient_rms: [capacity] each."""
        return self.rows[:, 0], self.rows[:, 1], self.rows[:, 2]
