"""One time step of one layer: what enters the cell, and the way back through both.

A layer's input and its state before enter through a matrix each, are normalized each by itself where that is
chosen (Ba et al. 2016, eq. 20), and are shifted by a bias each. The rest is the cell's (`gradflow.parts.cells`).
"""

from typing import NamedTuple

import jax.numpy as jnp
from jax import Array, lax

from gradflow.engine.recurrent.knobs import RecurrentKnobs
from gradflow.engine.recurrent.parameters import BIAS, INPUT_SCALE, STATE_BIAS, STATE_SCALE
from gradflow.parts.normalizations import normalized, normalized_backward, statistics

UNITS = -1  # the axis normalized over, of [batch, gate, hidden]


def enter(raw: tuple[Array, Array], vectors: Array, width: int, knobs: RecurrentKnobs) -> tuple[Array, Array]:
    """What comes from below and from the state before, each [batch, gates · hidden], normalized gate by gate or not,
    with its scale and shift. Both in one branch."""
    shifts, scales = (BIAS, STATE_BIAS), (INPUT_SCALE, STATE_SCALE)

    def gate_by_gate(part: Array, scale: Array) -> Array:
        x = part.reshape(len(part), -1, width)
        return normalized(x, *statistics(x, UNITS, knobs.norm_centred)).reshape(part.shape) * scale

    def normalize() -> list[Array]:
        rows = zip(raw, scales, shifts, strict=True)
        return [gate_by_gate(part, vectors[scale]) + vectors[shift] for part, scale, shift in rows]

    def leave() -> list[Array]:
        return [part + vectors[shift] for part, shift in zip(raw, shifts, strict=True)]

    x, s = lax.cond(knobs.normalized, normalize, leave)
    return x, s


class Entered(NamedTuple):
    """∂loss/∂raw [batch, gates · hidden], and the gradients of scale and shift [gates · hidden]."""

    onto_raw: Array
    onto_scale: Array
    onto_shift: Array


def enter_backward(onto: Array, raw: tuple[Array, Array], scale: Array, width: int, knobs: RecurrentKnobs) -> Entered:
    """The way back. raw: the two factors whose product entered; it is made again only where it is needed."""
    shift = jnp.sum(onto, axis=0)

    def gate_by_gate() -> tuple[Array, Array]:
        x = (raw[0] @ raw[1]).reshape(len(onto), -1, width)
        onto_x, done = normalized_backward((onto * scale).reshape(x.shape), x, UNITS, knobs.norm_centred)
        return onto_x.reshape(onto.shape), jnp.sum(onto * done.reshape(onto.shape), axis=0)

    onto_raw, onto_scale = lax.cond(knobs.normalized, gate_by_gate, lambda: (onto, jnp.zeros_like(shift)))
    return Entered(onto_raw, onto_scale, shift)
