"""Weights that are made of others: on the way up W out of V and g, on the way back their gradients out of W's."""

import jax
import jax.numpy as jnp
from jax import Array
from jaxtyping import Float

from gradflow.engine.core.array_types import Incoming, Index
from gradflow.engine.layered.dense import is_read
from gradflow.engine.layered.hyperparameters import LayeredHyperparameters
from gradflow.engine.layered.shape import LayeredShape
from gradflow.parts.reparametrizations import REPARAMETRIZATIONS

Scales = Float[Array, " width"]


def rows_in_use(layer: Index, shape: LayeredShape) -> Float[Array, "fan_in 1"]:
    """1 for the rows of a layer's weights that are read, 0 for others of a dense block."""
    return jnp.tile(jnp.repeat(is_read(layer, shape), shape.width), shape.taps)[:, None].astype(jnp.float32)


def made_weight(
    v: Incoming, scales: Scales, layer: Index, hyper: LayeredHyperparameters, shape: LayeredShape
) -> Incoming:
    """W."""
    record = REPARAMETRIZATIONS[shape.reparametrization]
    return record.made(v, scales, hyper.standard_gain, rows_in_use(layer, shape))


def through_made(
    onto: Incoming, v: Incoming, scales: Scales, layer: Index, hyper: LayeredHyperparameters, shape: LayeredShape
) -> tuple[Incoming, Scales]:
    """∂loss/∂W -> ∂loss/∂V and ∂loss/∂g."""
    return jax.vjp(lambda v, g: made_weight(v, g, layer, hyper, shape), v, scales)[1](onto)
