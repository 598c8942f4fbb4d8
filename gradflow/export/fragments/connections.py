"""Connections: the preactivation of a layer out of its branch h W + b and the preactivations zs below it."""

import jax


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
    gate = jax.nn.sigmoid(below @ parameters["gate_weight", layer] + parameters["gate_bias", layer])
    return gate * branch + (1 - gate) * below


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
