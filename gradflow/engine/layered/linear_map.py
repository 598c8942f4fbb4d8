"""The linear map of a layer: what its weights multiply, and the way back through it.

Values are rows [point, unit]. Where units have a place, a point is one position of one sample, a square picture, line
after line, and a unit reads the nine positions around its own: its patch. The first weights read pictures.
"""

from functools import partial
from typing import NamedTuple

import jax.numpy as jnp
from jax import Array, lax
from jaxtyping import Float

from gradflow.engine.core.array_types import Flag, Inputs, Units
from gradflow.engine.layered.shape import LayeredShape

SPAN = 3  # positions of a kernel in a line, and lines

Weight = Float[Array, "fan_in out"]
Onto = tuple[Float[Array, "point unit"], Weight]


class LinearMap(NamedTuple):
    """rows [point, unit] and weights [taps · unit, out] -> [point, out]. circular: beyond its edge a picture goes on
    at the opposite one, else there is nothing."""

    shape: LayeredShape
    circular: Flag

    def __call__(self, rows: Float[Array, "point unit"], weight: Weight) -> Float[Array, "point out"]:
        return self.patches(rows) @ weight

    def back(self, signal: Float[Array, "point out"], rows: Float[Array, "point unit"], weight: Weight) -> Onto:
        """∂loss/∂(what comes out) -> ∂loss/∂rows and ∂loss/∂weights."""
        if self.shape.taps == 1:
            return signal @ weight.T, rows.T @ signal
        # Whom a position is read by is its own patch, turned half round: one gathering serves both products.
        readers = self.patches(signal)
        units, out = rows.shape[1], signal.shape[1]
        turned = weight.reshape(-1, units, out)[::-1].swapaxes(1, 2).reshape(-1, units)
        onto_weight = (rows.T @ readers).reshape(units, -1, out)[:, ::-1].swapaxes(0, 1).reshape(-1, out)
        return readers @ turned, onto_weight

    def entering(self, inputs: Inputs) -> Float[Array, "point first_fan_in"]:
        """What the first weights multiply: inputs [batch, input], a picture's channels beside each other."""
        shape = self.shape
        return inputs if shape.taps == 1 else self.patches(inputs.reshape(-1, shape.inputs // shape.positions))

    def leaving(self, rows: Units) -> Float[Array, "batch width"]:
        """What the outputs are read from: the mean over a picture's positions."""
        positions = self.shape.positions
        return rows if positions == 1 else jnp.mean(rows.reshape(-1, positions, rows.shape[1]), axis=1)

    def leaving_back(self, onto: Float[Array, "batch width"]) -> Units:
        positions = self.shape.positions
        return onto if positions == 1 else jnp.repeat(onto / positions, positions, axis=0)

    def patches(self, rows: Float[Array, "point unit"]) -> Float[Array, "point patch"]:
        """[point, unit] -> [point, taps · unit]."""
        if self.shape.taps == 1:
            return rows
        # Each edge has a program of its own, whose argument is in memory: else what makes the rows would become part of
        # the copies, and make them anew for each neighbour.
        return lax.cond(self.circular, partial(self._gathered, True), partial(self._gathered, False), rows)

    def _gathered(self, circular: bool, rows: Float[Array, "point unit"]) -> Float[Array, "point patch"]:
        side, units = self.shape.side, rows.shape[1]
        picture = rows.reshape(-1, side, side, units)
        for axis in (2, 1):  # neighbours in a line, then lines of them: half as many copies, of three times the length
            first, last, but_first, but_last = (
                lax.slice_in_dim(picture, begin, end, axis=axis)
                for begin, end in ((0, 1), (side - 1, side), (1, side), (0, side - 1))
            )
            before, after = (last, first) if circular else (jnp.zeros_like(last), jnp.zeros_like(first))
            read = [jnp.concatenate([before, but_last], axis), picture, jnp.concatenate([but_first, after], axis)]
            picture = lax.optimization_barrier(jnp.concatenate(lax.optimization_barrier(read), axis=-1))
        return picture.reshape(-1, self.shape.taps * units)
