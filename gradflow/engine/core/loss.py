"""The loss: means over the batch, as in PyTorch."""

import jax.numpy as jnp
import optax
from jax import Array
from jaxtyping import Float

from gradflow.engine.core.array_types import Scalar


def loss_and_accuracy(
    classification: bool, outputs: Float[Array, "*sample output"], targets: Float[Array, "*sample output"]
) -> tuple[Scalar, Scalar]:
    """Cross entropy of a softmax and share of right answers, or squared error and NaN."""
    if classification:
        right = jnp.argmax(outputs, axis=-1) == jnp.argmax(targets, axis=-1)
        return jnp.mean(optax.softmax_cross_entropy(outputs, targets)), jnp.mean(right)
    return jnp.mean((outputs - targets) ** 2), jnp.float32(jnp.nan)
