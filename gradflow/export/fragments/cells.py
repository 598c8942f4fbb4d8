"""Cells: one time step. x comes from the input, s from the state before, both [batch, gates · width].

A state is (h,), or (h, c) where there is a second one. The nudges are zeros added to it: ∂loss/∂nudge is then
∂loss/∂h_t and ∂loss/∂c_t. A cell returns its new state, how far its gates are open, and what enters the last φ.
"""

import jax
import jax.numpy as jnp


def vanilla(x, s, state, nudges, network):
    (nudge,) = nudges
    u = x + s
    return (network.activation(u, network) + nudge,), (), u


def gru(x, s, state, nudges, network):
    (h,), (nudge,) = state, nudges
    (r, z, n), (r_state, z_state, n_state) = jnp.split(x, 3, axis=1), jnp.split(s, 3, axis=1)
    reset, update = jax.nn.sigmoid(r + r_state), jax.nn.sigmoid(z + z_state)
    u = n + reset * n_state  # the reset gate comes after the matrix product, as in PyTorch
    h = (1 - update) * jnp.tanh(u) + update * h
    return (h + nudge,), (reset, update), u


def lstm(x, s, state, nudges, network):
    (_, c), (h_nudge, c_nudge) = state, nudges
    i, f, g, o = jnp.split(x + s, 4, axis=1)
    enter, keep, leave = jax.nn.sigmoid(i), jax.nn.sigmoid(f), jax.nn.sigmoid(o)
    c = keep * c + enter * jnp.tanh(g) + c_nudge
    h = leave * jnp.tanh(c)
    return (h + h_nudge, c), (enter, keep, leave), c


CELLS = {
    "tanh": vanilla,
    "relu": vanilla,
    "sigmoid": vanilla,
    "linear": vanilla,
    "gru": gru,
    "lstm": lstm,
}
