"""Measures taken while the sweeps pass: one number a layer, written into rows of [capacity]."""

from __future__ import annotations

from typing import NamedTuple

import jax.numpy as jnp
from jax import Array

from gradflow.engine.knobs import Knobs
from gradflow.engine.norms import rms
from gradflow.engine.rows import write
from gradflow.engine.shapes import CAPACITY
from gradflow.engine.stage import Activated

# Zero slopes are counted in units of this, other saturated slopes in ones, so that one pass over the
# batch counts both. float32 holds the sums exactly: 4096 × 1437 samples < 2²⁴.
_ZERO = 4096.0


class Upward(NamedTuple):
    """Of the forward sweep, [capacity, 3]: activation_rms, saturated_fraction, dead_fraction."""

    rows: Array

    @classmethod
    def none(cls) -> Upward:
        return cls(jnp.zeros((CAPACITY, 3)))

    def at(self, layer: Array, done: Activated, knobs: Knobs) -> Upward:
        """With the measures of one layer filled in."""
        batch, width = done.slope.shape
        size = jnp.abs(done.slope)
        counted = jnp.where(size >= knobs.saturated_below, 0.0, jnp.where(size == 0, _ZERO, 1.0))
        per_unit = jnp.sum(counted, axis=0)
        zeros = jnp.floor(per_unit / _ZERO)
        saturated = jnp.sum(per_unit - (_ZERO - 1) * zeros) / (batch * width)
        dead = jnp.mean(zeros == batch)
        return Upward(write(self.rows, layer, jnp.stack([rms(done.h), saturated, dead])))


class Downward(NamedTuple):
    """Of the backward sweep, [capacity, 2]: gradient_rms, weight_gradient_rms."""

    rows: Array

    @classmethod
    def none(cls) -> Downward:
        return cls(jnp.zeros((CAPACITY, 2)))

    def at(self, layer: Array, gradient_rms: Array, weight_gradient_rms: Array) -> Downward:
        """With the measures of one layer filled in."""
        return Downward(write(self.rows, layer, jnp.stack([gradient_rms, weight_gradient_rms])))

    def with_first_weight(self, weight_gradient_rms: Array) -> Downward:
        """With that of the weights from the inputs, which have a shape of their own."""
        return Downward(self.rows.at[0, 1].set(weight_gradient_rms))
