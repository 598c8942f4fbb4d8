"""The linear map of a layer: what its weights multiply, and the way back through it.

Values are rows [point, unit]. Where units have a place, a point is one position of one sample, a square picture, line
after line, and a unit reads the nine positions around its own: its patch. The first weights read pictures. Forward
they are convolved, but for few channels; XLA's gradient of a convolution takes sixty times as long, so the way back is
made of products.
"""

from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple

import jax.numpy as jnp
from jax import Array, lax
from jaxtyping import Float

from gradflow.engine.core.array_types import Flag, Inputs, Units
from gradflow.engine.layered.shape import LayeredShape

SPAN = 3  # positions of a kernel in a line, and lines
SEVERAL = 12  # channels from which on it takes longer to gather their patches than to convolve them
WIDE = 24  # and on the way back, where a gathering serves two products

Weight = Float[Array, "fan_in out"]
Onto = tuple[Float[Array, "point unit"], Weight]


class LinearMap(NamedTuple):
    """rows [point, unit] and weights [taps · unit, out] -> [point, out]. circular: beyond its edge a picture goes on
    at the opposite one, else there is nothing."""

    shape: LayeredShape
    circular: Flag

    def __call__(self, rows: Float[Array, "point unit"], weight: Weight) -> Float[Array, "point out"]:
        few = self.shape.taps == 1 or weight.shape[1] < SEVERAL
        if few or self.shape.gated:  # a gate is differentiated, and a convolution's gradient is slow
            return self.patches(rows) @ weight
        return self._at_edge(self._convolved, rows, weight)

    def back(self, signal: Float[Array, "point out"], rows: Float[Array, "point unit"], weight: Weight) -> Onto:
        """∂loss/∂(what comes out) -> ∂loss/∂rows and ∂loss/∂weights."""
        if self.shape.taps == 1:
            return signal @ weight.T, rows.T @ signal
        units, out = rows.shape[1], signal.shape[1]
        turned = self.turned(weight, units)
        readers = self._lines(signal)
        if out >= WIDE:
            onto_rows, onto_lines = self(signal, turned), jnp.stack([rows.T @ line for line in readers])
            onto_weight = onto_lines.reshape(SPAN, units, SPAN, out)[::-1, :, ::-1].swapaxes(1, 2)
        else:  # one gathering serves both products
            patches = jnp.concatenate(readers, axis=1)
            onto_rows, onto_weight = patches @ turned, rows.T @ patches
            onto_weight = onto_weight.reshape(units, -1, out)[:, ::-1].swapaxes(0, 1)
        return onto_rows, onto_weight.reshape(-1, out)

    def turned(self, weight: Weight, units: int) -> Float[Array, "fan_out unit"]:
        """Weights [taps · unit, out] the other way [taps · out, unit]: whom a position is read by is its own patch,
        turned half round."""
        return weight.reshape(self.shape.taps, units, -1)[::-1].swapaxes(1, 2).reshape(-1, units)

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
        return rows if self.shape.taps == 1 else jnp.concatenate(self._lines(rows), axis=1)

    def _at_edge(self, gathered: Callable[..., Any], *rows: Array) -> Any:
        """Each edge has a program of its own, whose arguments are in memory: else what makes the rows would become part
        of the copies, and make them anew for each neighbour."""
        return lax.cond(self.circular, partial(gathered, True), partial(gathered, False), *rows)

    def _convolved(self, circular: bool, rows: Float[Array, "point unit"], weight: Weight) -> Float[Array, "point out"]:
        picture = self._picture(rows)
        for axis in (2, 1) if circular else ():
            picture = jnp.concatenate([_line(picture, -1, axis), picture, _line(picture, 0, axis)], axis)
        kernel, order = weight.reshape(SPAN, SPAN, rows.shape[1], -1), ("NHWC", "HWIO", "NHWC")
        made = lax.conv_general_dilated(
            picture, kernel, (1, 1), "VALID" if circular else "SAME", dimension_numbers=order
        )
        return made.reshape(len(rows), -1)

    def _lines(self, rows: Float[Array, "point unit"]) -> list[Float[Array, "point line_patch"]]:
        """Of each point's patch the line before its own, its own, and the line after [point, SPAN · unit]."""
        return [line.reshape(len(rows), -1) for line in self._at_edge(self._gathered, rows)]

    def _gathered(self, circular: bool, rows: Float[Array, "point unit"]) -> list[Array]:
        side, read = self.shape.side, [self._picture(rows)]
        for axis in (2, 1):  # neighbours in a line, then lines of them
            picture = lax.optimization_barrier(jnp.concatenate(read, axis=-1))
            first, last = _line(picture, 0, axis), _line(picture, -1, axis)
            before, after = (last, first) if circular else (jnp.zeros_like(last), jnp.zeros_like(first))
            but_first, but_last = (lax.slice_in_dim(picture, at, side - 1 + at, axis=axis) for at in (1, 0))
            read = [jnp.concatenate([before, but_last], axis), picture, jnp.concatenate([but_first, after], axis)]
            read = lax.optimization_barrier(read)
        return read

    def _picture(self, rows: Float[Array, "point unit"]) -> Float[Array, "sample side side unit"]:
        return rows.reshape(-1, self.shape.side, self.shape.side, rows.shape[1])


def _line(picture: Float[Array, "sample line column unit"], at: int, axis: int) -> Float[Array, "..."]:
    """The first line or column of it, or with at=-1 the last, as a picture."""
    at %= picture.shape[axis]
    return lax.slice_in_dim(picture, at, at + 1, axis=axis)
