"""Measures taken while the sweeps pass, written into rows of [capacity]."""

from __future__ import annotations

from typing import NamedTuple

import jax.numpy as jnp
from jax import Array
from jaxtyping import Float, Int

from gradflow.engine.core.array_types import Flag, Index, Units
from gradflow.engine.core.norms import rms
from gradflow.engine.core.rounding import all_doubtful, counted, shares_of
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


class ForwardMeasures(NamedTuple):
    """Of the forward sweep: activation_rms [capacity, 1], where it is recorded, and of every unit how many rows
    saturate it [capacity, width] (`gradflow.engine.core.rounding`). Counting units is left to the end, where it is one
    operation for all layers."""

    activation_rms: Float[Array, "capacity 1"] | None
    counted: Int[Array, "capacity width"]

    @classmethod
    def none(cls, shape: LayeredShape, recording: bool = True) -> ForwardMeasures:
        activation_rms = jnp.zeros((CAPACITY, 1)) if recording else None
        return cls(activation_rms, jnp.zeros((CAPACITY, shape.width), jnp.int32))

    def at(self, layer: Index, done: Activated, hyper: LayeredHyperparameters, written_out: Flag) -> ForwardMeasures:
        """With the measures of one layer filled in."""
        of_layer = counted(done.slope, hyper.saturated_below, hyper.doubtful, written_out)
        activation_rms = self.activation_rms
        if activation_rms is not None:
            activation_rms = write(activation_rms, layer, rms(done.h))
        return ForwardMeasures(activation_rms, write(self.counted, layer, of_layer))

    def doubtful(self, hyper: LayeredHyperparameters, shape: LayeredShape) -> Flag:
        """Whether a unit's slopes are so small that they have to be written out, and can be."""
        return (hyper.doubtful > 0) & all_doubtful(self.counted, shape.rows)

    def measures(
        self, shape: LayeredShape
    ) -> tuple[Float[Array, " capacity"], Float[Array, " capacity"], Float[Array, " capacity"]]:
        """activation_rms, saturated_fraction, dead_fraction: [capacity] each."""
        if self.activation_rms is None:
            return jnp.zeros(CAPACITY), jnp.zeros(CAPACITY), jnp.zeros(CAPACITY)
        return self.activation_rms[:, 0], *shares_of(self.counted, shape.rows)


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
