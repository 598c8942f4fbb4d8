"""One time step of one layer: what enters the cell, and the way back through it.

A layer's input and its state before enter through a matrix each, are normalized each by itself where that is
chosen (Ba et al. 2016, eq. 20), and are shifted by a bias each. The rest is the cell's (`gradflow.parts.cells`).
"""

from typing import NamedTuple

import jax.numpy as jnp
from jax import Array
from jaxtyping import Float

from gradflow.engine.recurrent.hyperparameters import RecurrentHyperparameters
from gradflow.parts.normalizations import normalized, normalized_backward, statistics

UNITS = -1  # the axis normalized over, of [batch, gate, hidden]


class Scale(NamedTuple):
    """How normalization scales what enters, gate by gate: scale [gates · hidden], of as many units a gate as width."""

    scale: Float[Array, " entering"]
    width: int
    hyper: RecurrentHyperparameters


def enter(raw: Float[Array, "batch entering"], by: Scale | None) -> Float[Array, "batch entering"]:
    """What enters before it is shifted, [batch, gates · hidden], normalized or not."""
    if by is None:
        return raw
    x = raw.reshape(len(raw), -1, by.width)
    return normalized(x, *statistics(x, UNITS, by.hyper.norm_centred)).reshape(raw.shape) * by.scale


class Entered(NamedTuple):
    """∂loss/∂raw [batch, gates · hidden], and the gradients of scale and shift [gates · hidden]."""

    onto_raw: Float[Array, "batch entering"]
    onto_scale: Float[Array, " entering"]
    onto_shift: Float[Array, " entering"]


def enter_backward(
    onto: Float[Array, "batch entering"],
    raw: tuple[Float[Array, "batch from"], Float[Array, "from entering"]],
    by: Scale | None,
) -> Entered:
    """The way back. raw: the two factors whose product entered; it is made again only where it is needed."""
    shift = jnp.sum(onto, axis=0)
    if by is None:
        return Entered(onto, jnp.zeros_like(shift), shift)
    x = (raw[0] @ raw[1]).reshape(len(onto), -1, by.width)
    onto_x, done = normalized_backward((onto * by.scale).reshape(x.shape), x, UNITS, by.hyper.norm_centred)
    return Entered(onto_x.reshape(onto.shape), jnp.sum(onto * done.reshape(onto.shape), axis=0), shift)
