"""Dropout: which units a step leaves out, by a hash of the seed, the step, the layer and their place."""

import jax.numpy as jnp


def mixed(x):
    x = (x ^ (x >> 16)) * jnp.uint32(0x7FEB352D)
    x = (x ^ (x >> 15)) * jnp.uint32(0x846CA68B)
    return x ^ (x >> 16)


def left_in(h, layer, step, network):
    """0, or 1 / (1 - rate): what weights read of h [row, unit] is multiplied by it."""
    start = jnp.uint32(0)
    for number in (network.seed, step, layer):
        start = mixed(start + jnp.uint32(number) + jnp.uint32(1))
    places = jnp.arange(h.size, dtype=jnp.uint32).reshape(h.shape)
    drawn = mixed(places * jnp.uint32(0x9E3779B9) + start) >> 8
    keep = jnp.float32(1 - network.dropout)
    return jnp.where(drawn.astype(jnp.float32) < keep * 2**24, 1 / keep, 0)
