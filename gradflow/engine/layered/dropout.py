"""Dropout in the sweeps: what weights read of the layers below, some units of which a step leaves out.

A skip carries them past: only what weights multiply is thinned out, here and on the way back.
"""

from __future__ import annotations

from typing import NamedTuple

import jax.numpy as jnp

from gradflow.engine.core.array_types import Index
from gradflow.engine.core.rounding import rounded
from gradflow.engine.layered.dense import Rows
from gradflow.engine.layered.hyperparameters import LayeredHyperparameters
from gradflow.engine.layered.shape import LayeredShape
from gradflow.parts.dropout import left_in


class Dropout(NamedTuple):
    """That of one step of training; without a step all units take part. Layers are counted from 0, and of several that
    are read side by side the nearest, which comes first, is given."""

    shape: LayeredShape
    hyper: LayeredHyperparameters
    step: Index | None

    def read(self, rows: Rows, layer: Index) -> Rows:
        """A layer's activations as weights read them."""
        return rounded(rows * self._left(rows, layer), self.shape.precision) if self._here else rows

    def back(self, onto: Rows, layer: Index) -> Rows:
        """∂loss/∂(what weights read) -> ∂loss/∂activations."""
        if not self._here:
            return onto
        return rounded(onto, self.shape.precision, self.hyper.loss_scale) * self._left(onto, layer)

    @property
    def _here(self) -> bool:
        return self.shape.drops and self.step is not None

    def _left(self, rows: Rows, layer: Index) -> Rows:
        hyper, of_layer = self.hyper, (len(rows), self.shape.width)
        slots = range(rows.shape[1] // self.shape.width)
        left = [left_in(jnp, hyper.seed, self.step, layer - slot, of_layer, hyper.keep) for slot in slots]
        return jnp.concatenate(left, axis=1)
