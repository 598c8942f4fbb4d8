"""LayerInputs: who reads whose state in a stack of recurrent layers; and a stack's rows by layer and time step."""

from typing import NamedTuple

import jax.numpy as jnp
from jax import Array, lax
from jaxtyping import Bool, Float

from gradflow.engine.core.array_types import Index, Units
from gradflow.engine.recurrent.hyperparameters import RecurrentHyperparameters
from gradflow.engine.recurrent.shape import RecurrentShape


def read(stack: Float[Array, "layer time *row"], layer: Index | int, time: Index) -> Float[Array, "*row"]:
    """stack[layer, time] [batch, ...]."""
    where = (layer, time, *[0] * (stack.ndim - 2))
    return lax.dynamic_slice(stack, where, (1, 1, *stack.shape[2:]), allow_negative_indices=False)[0, 0]


def write(
    stack: Float[Array, "layer time *row"], layer: Index | int, time: Index, row: Float[Array, "*row"]
) -> Float[Array, "layer time *row"]:
    """stack with stack[layer, time] = row."""
    where = (layer, time, *[0] * (stack.ndim - 2))
    return lax.dynamic_update_slice(stack, row[None, None], where, allow_negative_indices=False)


class LayerInputs(NamedTuple):
    """Which states the layers, and at the end the outputs, read: [reader, layer] of 0 and 1.

    Each reads the state of the layer below, and with residual connections those of all layers below.
    """

    reads: Bool[Array, "reader layer"]

    @classmethod
    def of(cls, shape: RecurrentShape, hyper: RecurrentHyperparameters) -> "LayerInputs":
        reader, layer = jnp.arange(shape.layers + 1)[:, None], jnp.arange(shape.layers)
        return cls((layer == reader - 1) | (hyper.residual & (layer < reader)))

    def read(self, reader: Index | int, states: Float[Array, "layer time batch width"], time: Index) -> Units:
        """What a reader reads at a time step [batch, hidden]."""
        if len(states) == 1:
            return read(states, 0, time + 1)
        now = lax.dynamic_index_in_dim(states, time + 1, axis=1, keepdims=False, allow_negative_indices=False)
        return jnp.sum(jnp.where(self.reads[reader][:, None, None], now, 0.0), axis=0)

    def onto(
        self, layer: Index, onto: Float[Array, "layer time batch width"], time: Index, hyper: RecurrentHyperparameters
    ) -> Units:
        """∂loss/∂h of a layer at a time step, from those who read it; the outputs do where they are asked for."""
        asked = hyper.asked[time] > 0
        if len(onto) == 1:
            return jnp.where(asked, read(onto, 0, time), 0.0)
        now = lax.dynamic_index_in_dim(onto, time, axis=1, keepdims=False, allow_negative_indices=False)
        reads = self.reads[1:, layer] & (asked | (jnp.arange(1, len(onto) + 1) < len(onto)))
        return jnp.sum(jnp.where(reads[:, None, None], now, 0.0), axis=0)
