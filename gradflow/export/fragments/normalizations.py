"""Normalizations: of x [batch, width] or, within each gate, [batch, gate, width]; learned scales and shifts follow."""

import jax


def unchanged(x):
    return x


def batch_norm(x):
    mean = x.mean(axis=0)
    variance = ((x - mean) ** 2).mean(axis=0)
    return (x - mean) * jax.lax.rsqrt(variance + 1e-5)


def layer_norm(x):
    mean = x.mean(axis=-1, keepdims=True)
    variance = ((x - mean) ** 2).mean(axis=-1, keepdims=True)
    return (x - mean) * jax.lax.rsqrt(variance + 1e-5)


def rms_norm(x):
    return x * jax.lax.rsqrt((x**2).mean(axis=-1, keepdims=True) + 1e-5)


def group_norm(x):
    """Each of four groups of units by itself, over all positions of a sample."""
    positions = 1  # if not pictures
    positions = 64  # if pictures
    groups = x.reshape(-1, positions, 4, x.shape[1] // 4)
    centred = groups - groups.mean(axis=(1, 3), keepdims=True)
    variance = (centred**2).mean(axis=(1, 3), keepdims=True)
    return (centred * jax.lax.rsqrt(variance + 1e-5)).reshape(x.shape)


NORMALIZATIONS = {
    "none": unchanged,
    "batch": batch_norm,
    "layer": layer_norm,
    "rms": rms_norm,
    "group": group_norm,
}
