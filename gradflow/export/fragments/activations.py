"""Activations: what a script calls φ(z)."""

import jax
import jax.numpy as jnp


def identity(z, network):
    return z


def sigmoid(z, network):
    return jax.nn.sigmoid(z)


def tanh(z, network):
    return jnp.tanh(z)


def hard_tanh(z, network):
    return jnp.where(jnp.abs(z) < 1, z, jnp.sign(z))


def relu(z, network):
    return jax.nn.relu(z)  # its slope at 0 is 0


def leaky_relu(z, network):
    return jnp.where(z > 0, z, network.leaky_slope * z)


def elu(z, network):
    return jax.nn.elu(z)


def selu(z, network):
    return jax.nn.selu(z)


def gelu(z, network):
    return jax.nn.gelu(z, approximate=False)


def silu(z, network):
    return jax.nn.silu(z)


def softplus(z, network):
    return jax.nn.softplus(z)


def slope_of(u, network):
    """φ'(u)."""
    return jax.jvp(lambda u: network.activation(u, network), (u,), (jnp.ones_like(u),))[1]


ACTIVATIONS = {
    "identity": identity,
    "sigmoid": sigmoid,
    "tanh": tanh,
    "hard_tanh": hard_tanh,
    "relu": relu,
    "leaky_relu": leaky_relu,
    "elu": elu,
    "selu": selu,
    "gelu": gelu,
    "silu": silu,
    "softplus": softplus,
}
