"""Activations: what a script calls φ(z)."""

import jax
import jax.numpy as jnp


def identity(z, network):
    return z


def with_slope(function, slope, z):
    """A function, differentiated by a slope that is written out. Made of the value it would be 0 where the value is
    rounded to the end that it nears: float32's 1 - tanh² is 0 from z = 9 on."""
    differentiable = jax.custom_jvp(function)
    differentiable.defjvp(lambda at, onto: (function(at[0]), slope(at[0]) * onto[0]))
    return differentiable(z)


def sigmoid_slope(z):
    e = jnp.exp(-jnp.abs(z))
    return e / (1 + e) ** 2


def sigmoid(z, network):
    return with_slope(jax.nn.sigmoid, sigmoid_slope, z)


def tanh(z, network):
    return with_slope(jnp.tanh, lambda z: 4 * sigmoid_slope(2 * z), z)


def tanh_of_value(z, network):
    return jnp.tanh(z)  # as in a cell with gates, whose slopes are made of the values that it keeps


def hard_tanh(z, network):
    return jnp.where(jnp.abs(z) < 1, z, jnp.sign(z))


def relu(z, network):
    return jax.nn.relu(z)  # its slope at 0 is 0


def leaky_relu(z, network):
    return jnp.where(z > 0, z, network.leaky_slope * z)


def elu(z, network):
    return with_slope(jax.nn.elu, lambda z: jnp.exp(jnp.minimum(z, 0)), z)


def selu(z, network):
    return with_slope(jax.nn.selu, lambda z: 1.0507010 * jnp.where(z > 0, 1, 1.6732632 * jnp.exp(jnp.minimum(z, 0))), z)


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
