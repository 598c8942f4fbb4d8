"""Pictures: what the weights of a script's convolution multiply, rows [picture · position, channel]."""

import jax.numpy as jnp


def zeros_beyond(pictures):
    return jnp.pad(pictures, ((0, 0), (1, 1), (1, 1), (0, 0)))


def opposite_beyond(pictures):
    return jnp.pad(pictures, ((0, 0), (1, 1), (1, 1), (0, 0)), mode="wrap")


def patches(rows, network):
    """The nine positions around each one, beside each other."""
    side, channels = 8, rows.shape[1]
    pictures = network.beyond(rows.reshape(-1, side, side, channels))
    shifted = [pictures[:, y : y + side, x : x + side] for y in range(3) for x in range(3)]
    return jnp.concatenate(shifted, axis=-1).reshape(-1, 9 * channels)


def means(rows):
    """Over the 64 positions of each picture."""
    return rows.reshape(-1, 64, rows.shape[1]).mean(axis=1)


PADDINGS = {"zero": zeros_beyond, "circular": opposite_beyond}
