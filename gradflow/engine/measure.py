"""Measures taken while the sweeps pass, written into rows of [capacity]."""

from __future__ import annotations

from typing import NamedTuple

import jax.numpy as jnp
from jax import Array

from gradflow.engine.knobs import Knobs
from gradflow.engine.norms import rms
from gradflow.engine.rows import write
from gradflow.engine.shapes import CAPACITY, Shape
from gradflow.engine.stage import Activated

# Zero slopes are counted in units of this, other saturated slopes in ones, so that one pass over the
# batch counts both. float32 holds the sums exactly: 4096 × MOST_SAMPLES < 2²⁴.
_ZERO = 4096.0


class Upward(NamedTuple):
    """Of the forward sweep: activation_rms [capacity, 1], and of every unit how many samples saturate
    it [capacity, width], those with slope 0 in units of _ZERO. Counting units is left to the end,
    where it is one operation for all layers."""

    activation_rms: Array
    counted: Array

    @classmethod
    def none(cls, shape: Shape) -> Upward:
        return cls(jnp.zeros((CAPACITY, 1)), jnp.zeros((CAPACITY, shape.width)))

    def at(self, layer: Array, done: Activated, knobs: Knobs) -> Upward:
        """With the measures of one layer filled in."""
        size = jnp.abs(done.slope)
        counted = jnp.where(size >= knobs.saturated_below, 0.0, jnp.where(size == 0, _ZERO, 1.0))
        return Upward(
            write(self.activation_rms, layer, rms(done.h)), write(self.counted, layer, jnp.sum(counted, axis=0))
        )

    def measures(self, shape: Shape) -> tuple[Array, Array, Array]:
        """activation_rms, saturated_fraction, dead_fraction: [capacity] each."""
        zeros = jnp.floor(self.counted / _ZERO)
        saturated = jnp.sum(self.counted - (_ZERO - 1) * zeros, axis=1) / (shape.batch * shape.width)
        return self.activation_rms[:, 0], saturated, jnp.mean(zeros == shape.batch, axis=1)


class Downward(NamedTuple):
    """Of the backward sweep, [capacity, 3]: activation_gradient_rms, signal_rms, weight_gradient_rms."""

    rows: Array

    @classmethod
    def none(cls) -> Downward:
        return cls(jnp.zeros((CAPACITY, 3)))

    def at(self, layer: Array, from_above: Array, signal: Array, onto_weight: Array) -> Downward:
        """With the measures of one layer filled in."""
        return Downward(write(self.rows, layer, rms(from_above, signal, onto_weight)))

    def with_first_weight(self, onto_weight: Array) -> Downward:
        """With that of the weights from the inputs, which have a shape of their own."""
        return Downward(self.rows.at[0, 2].set(rms(onto_weight)[0]))

    def measures(self) -> tuple[Array, Array, Array]:
        """activation_gradient_rms, signal_rms, weight_gradient_rms: [capacity] each."""
        return self.rows[:, 0], self.rows[:, 1], self.rows[:, 2]
