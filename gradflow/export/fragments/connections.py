"""Connections: the preactivation of a layer out of its branch h W + b and the preactivations zs below it."""

import jax

from gradflow.export.fragments.pictures import patches


def plain(branch, layer, zs, parameters, network):
    return branch


def residual(branch, layer, zs, parameters, network):
    return zs[layer - 1] + network.branch_scale * branch if layer > 0 else branch


def rezero(branch, layer, zs, parameters, network):
    return zs[layer - 1] + parameters["branch_scale", layer] * branch if layer > 0 else branch


def long_skip(branch, layer, zs, parameters, network):
    k = network.skip_length
    return zs[layer - k] + network.branch_scale * branch if layer > 0 and layer % k == 0 else branch


def input_skip(branch, layer, zs, parameters, network):
    return zs[0] + network.branch_scale * branch if layer > 0 else branch


def highway(branch, layer, zs, parameters, network):
    if layer == 0:
        return branch
    below = zs[layer - 1]
    read = below
    read = patches(below, network)  # if pictures
    gate = jax.nn.sigmoid(read @ parameters["gate_weight", layer] + parameters["gate_bias", layer])
    return gate * branch + (1 - gate) * below


CONNECTIONS = {
    "plain": plain,
    "residual": residual,
    "rezero": rezero,
    "long_skip": long_skip,
    "input_skip": input_skip,
    "highway": highway,
}
