"""Connections: the preactivation of a layer out of its branch h W + b and the preactivations zs below it; and in a
convolutional network what W is multiplied with, of rows [picture · position, channel]."""

import jax.numpy as jnp

from gradflow.export.fragments.activations import sigmoid


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


def of_places(weights):
    """Weights by the position that they read: [position, unit below, unit]."""
    return weights.reshape(1, -1, weights.shape[1])  # if not pictures
    return weights.reshape(9, -1, weights.shape[1])  # if pictures


def of_nearest(weights, layers, network):
    """Of a dense block's weights those of so many layers; the one just below comes first."""
    return of_places(weights)[:, : layers * network.width].reshape(-1, weights.shape[1])


def means(rows):
    """Over the 64 positions of each picture."""
    return rows.reshape(-1, 64, rows.shape[1]).mean(axis=1)


def plain(branch, layer, zs, parameters, network):
    return branch


def residual(branch, layer, zs, parameters, network):
    return zs[layer - 1] + network.branch_scale * branch if layer > 0 else branch


def residual_post(branch, layer, zs, parameters, network):
    return branch  # an activation has been added to it already


def rezero(branch, layer, zs, parameters, network):
    return zs[layer - 1] + parameters["branch_scale", layer] * branch if layer > 0 else branch


def long_skip(branch, layer, zs, parameters, network):
    k = network.skip_length
    return zs[layer - k] + network.branch_scale * branch if layer > 0 and layer % k == 0 else branch


def input_skip(branch, layer, zs, parameters, network):
    return zs[0] + network.branch_scale * branch if layer > 0 else branch


def u_skip(branch, layer, zs, parameters, network):
    mirrored = network.depth - 1 - layer
    return zs[mirrored] + network.branch_scale * branch if mirrored < layer else branch


def dense(branch, layer, zs, parameters, network):
    return branch


def read_by(layer, network):
    """How many of the layers below a layer of a dense block reads; its block has so many before it."""
    return (layer - 1) % network.block_length + 1


def highway(branch, layer, zs, parameters, network):
    if layer == 0:
        return branch
    below = zs[layer - 1]
    read = below
    read = patches(below, network)  # if pictures
    entering = read @ parameters["gate_weight", layer] + parameters["gate_bias", layer]
    return sigmoid(entering, network) * branch + sigmoid(-entering, network) * below  # the second is 1 - the first


PADDINGS = {"zero": zeros_beyond, "circular": opposite_beyond}
CONNECTIONS = {
    "plain": plain,
    "residual": residual,
    "residual_post": residual_post,
    "rezero": rezero,
    "long_skip": long_skip,
    "input_skip": input_skip,
    "u_skip": u_skip,
    "highway": highway,
    "dense": dense,
}
