"""Reparametrizations: weights into a hidden layer, of what is trained, v [fan_in, width] and a scale of each unit."""

import jax.numpy as jnp
import numpy as np


def as_it_is(v, scale, network):
    return v


def weight_norm(v, scale, network):
    return v * (scale / jnp.sqrt((v**2).sum(axis=0) + 1e-30))


def scaled_standardization(v, scale, network):
    centred = v - v.mean(axis=0)
    return centred * (network.standard_gain * scale / jnp.sqrt(jnp.maximum((centred**2).sum(axis=0), 1e-4)))


def first_scale(v, network):
    """With weight normalization the weights begin as they were drawn."""
    of_norm = network.reparametrization is weight_norm
    return np.sqrt((v**2).sum(axis=0)) if of_norm else np.ones(network.width, np.float32)


REPARAMETRIZATIONS = {
    "none": as_it_is,
    "weight_norm": weight_norm,
    "scaled_standardization": scaled_standardization,
}
