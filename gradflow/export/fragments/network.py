"""The network of a script: first parameters, forward pass, and what is measured of one step."""

import jax
import jax.numpy as jnp
import numpy as np

from gradflow.export.fragments.activations import slope_of
from gradflow.export.fragments.layers.connections import (
    dense,
    highway,
    means,
    of_nearest,
    of_places,
    patches,
    read_by,
    residual_post,
    rezero,
)
from gradflow.export.fragments.layers.dropout import left_in
from gradflow.export.fragments.layers.reparametrizations import as_it_is, first_scale
from gradflow.export.fragments.normalizations import unchanged
from gradflow.export.fragments.sizes import mean_cosine, ratio, rms


def initial_parameters(network, seed, inputs, outputs):
    """All that is trained, by name and layer; layer `depth` is the output layer."""
    depth, width = network.depth, network.width

    def draw(role, layer, below, above, places=1):
        # random numbers of its own for every layer, so that a deeper network begins with the same layers
        rng = np.random.default_rng((seed, role, layer))
        return network.initializer(rng, places * below, places * above, network, places) * np.float32(network.gain)

    parameters = {("weight", 0): draw(0, 0, inputs, width)}  # if not pictures
    parameters = {("weight", 0): draw(0, 0, 1, width, 9)}  # if pictures
    parameters["weight", depth] = draw(2, 0, width, outputs)
    for layer in range(1, depth):
        parameters["weight", layer] = draw(1, layer, width, width)  # if matrices
        parameters["weight", layer] = draw(1, layer, width, width, 9)  # if kernels
        read = read_by(layer, network) if network.connection is dense else 1  # if dense
        read = max(read_by(i, network) for i in range(1, depth)) if network.connection is dense else 1  # if dense_tied
        drawn = draw(1, layer, read * width, width)  # if dense_matrices
        drawn = draw(1, layer, read * width, width, 9)  # if dense_kernels
        empty = (network.block_length - read) * width if network.connection is dense else 0  # if dense
        padded = np.pad(of_places(drawn), ((0, 0), (0, empty), (0, 0)))  # if dense
        parameters["weight", layer] = padded.reshape(-1, width)  # if dense
        if network.connection is rezero:  # if rezero
            parameters["branch_scale", layer] = np.zeros((), np.float32)  # if rezero
        if network.connection is highway:  # if highway
            places = len(parameters["weight", layer]) // width  # if highway
            parameters["gate_weight", layer] = draw(3, layer, width, width, places)  # if highway
            parameters["gate_bias", layer] = np.full(width, network.gate_bias, np.float32)  # if highway
    for layer in range(2, depth):  # they use the weights of layer 1  # if tied
        del parameters["weight", layer]  # if tied
    for layer in range(depth):
        parameters["bias", layer] = np.zeros(width, np.float32)  # if not biased
        rng = np.random.default_rng((seed, 4, layer))  # if biased
        drawn = rng.standard_normal(width, dtype=np.float32)  # if biased
        parameters["bias", layer] = drawn * np.float32(network.bias_gain)  # if biased
        if network.normalized:  # if norm
            parameters["norm_scale", layer] = np.ones(width, np.float32)  # if norm
            parameters["norm_shift", layer] = np.zeros(width, np.float32)  # if norm
    parameters["bias", depth] = np.zeros(outputs, np.float32)
    parameters |= unit_scales(parameters, network)  # if made
    return parameters


def unit_scales(parameters, network):
    """The first scales of weights that are made of others."""
    scales = {}
    for layer in range(1, 1 if network.reparametrization is as_it_is else network.depth):
        made_of = parameters["weight", layer]  # if not made_tied
        made_of = parameters["weight", 1]  # if made_tied
        made_of = of_nearest(made_of, read_by(layer, network), network)  # if made_dense
        scales["unit_scale", layer] = first_scale(made_of, network)
    return scales


def normalized(x, norm, parameters, layer):
    """With the layer's learned scale and shift, where there is a normalization."""
    if norm is unchanged:  # if changed
        return x  # if changed
    return parameters["norm_scale", layer] * norm(x) + parameters["norm_shift", layer]


def loss_of(
    parameters,
    probes,
    inputs,
    targets,
    network,
    step,  # if dropping
):
    """The forward pass. The probes are zeros added to every z and h: ∂loss/∂probe is then ∂loss/∂z or ∂loss/∂h."""
    h, (z_probes, h_probes) = inputs, probes
    zs, entering, activations = [], [], []
    passed_on = []  # if dense
    parameters = {key: network.stored(value) for key, value in parameters.items()}  # if stored
    h = network.stored(inputs)  # if stored
    h = h.reshape(-1, 1)  # if pictures
    for layer in range(network.depth):
        if network.connection is dense and layer > 0:  # if dense
            read = passed_on[: -1 - read_by(layer, network) : -1]  # the layer just below first  # if dense
            h = jnp.concatenate(read, axis=1)  # if dense
        weight = parameters["weight", layer]
        weight = of_places(weight)[:, : h.shape[1]].reshape(-1, network.width)  # if dense
        h = patches(h, network)  # if pictures
        if network.reparametrization is not as_it_is and layer > 0:  # if made
            weight = network.reparametrization(weight, parameters["unit_scale", layer], network)  # if made
            weight = network.stored(weight)  # if made_stored
        branch = h @ weight + parameters["bias", layer]
        joined = network.connection is residual_post and layer > 0 and layer % 2 == 0  # if post
        if joined:  # if post
            branch = network.stored(branch)  # if post_stored
            branch = normalized(branch, network.norm_before, parameters, layer)  # if post_before
            branch = activations[layer - 2] + network.branch_scale * branch  # if post
        z = network.connection(branch, layer, zs, parameters, network) + z_probes[layer]
        z = network.stored(z)  # if stored
        u = z  # if not before
        u = normalized(z, network.norm_before, parameters, layer)  # if only_before
        u = z if joined else normalized(z, network.norm_before, parameters, layer)  # if post_before
        h = network.activation(u, network)
        h = normalized(h, network.norm_after, parameters, layer)  # if after
        h = h + h_probes[layer]
        h = network.stored(h)  # if stored
        zs.append(z)
        entering.append(u)
        activations.append(h)
        h = h * left_in(h, layer, step, network)  # if dropping
        h = network.stored(h)  # if dropping_stored
        passed_on.append(h)  # if dense
    h = means(h)  # if pictures
    outputs = h @ parameters["weight", network.depth] + parameters["bias", network.depth]
    outputs = network.stored(outputs)  # if stored
    loss = network.loss(outputs, targets)
    loss = loss * network.loss_scale  # if scaled
    return loss, (outputs, entering, activations)


def used(gradient, layer, network):
    """Of the gradient of a layer's weights, the rows for layers that it reads."""
    in_block = network.connection is dense and layer > 0
    return of_nearest(gradient, read_by(layer, network), network) if in_block else gradient


def measure(
    parameters,
    inputs,
    targets,
    network,
    step,  # if dropping
):
    """What is measured of one step before its update, by the names of the table, and the gradients."""
    depth = network.depth
    parameters = parameters | {("weight", i): parameters["weight", 1] for i in range(2, depth)}  # if tied
    probes = jnp.zeros((2, depth, len(inputs), network.width))  # if not pictures
    probes = jnp.zeros((2, depth, 64 * len(inputs), network.width))  # if pictures
    backpropagate = jax.value_and_grad(loss_of, argnums=(0, 1), has_aux=True)
    given = parameters, probes, inputs, targets, network
    given = *given, step  # if dropping
    (loss, passed), (gradients, onto_probes) = backpropagate(*given)
    loss = loss / network.loss_scale  # if scaled
    gradients, onto_probes = jax.tree.map(lambda g: g / network.loss_scale, (gradients, onto_probes))  # if scaled
    outputs, entering, activations = passed
    last = activations[-1]
    last = means(last)  # if pictures
    slopes = [slope_of(u, network) for u in entering]
    saturated = [jnp.abs(slope) < 0.05 * network.max_slope for slope in slopes]
    of_weights = [gradients["weight", layer] for layer in range(depth)]
    of_weights = [used(gradient, layer, network) for layer, gradient in enumerate(of_weights)]  # if dense
    measured = {
        "loss": loss,
        "accuracy": network.accuracy(outputs, targets),
        "activation_cosine": mean_cosine(last),
        "activation_rms": jnp.stack([rms(h) for h in activations]),
        "signal_rms": jnp.stack([rms(onto_z) for onto_z in onto_probes[0]]),
        "activation_gradient_rms": jnp.stack([rms(onto_h) for onto_h in onto_probes[1]]),
        "weight_gradient_rms": jnp.stack([rms(gradient) for gradient in of_weights]),
        "saturated_fraction": jnp.stack([units.mean() for units in saturated]),
        "dead_fraction": jnp.stack([(slope == 0).all(axis=0).mean() for slope in slopes]),
    }
    for layer in range(2, depth):  # the gradient of shared weights is the sum over their uses  # if tied
        gradients["weight", 1] += gradients.pop(("weight", layer))  # if tied
    return measured, gradients


def update_ratios(parameters, moves, network):
    """The norm of each layer's change over the norm of its weights."""
    layers = range(network.depth)
    layers = [min(layer, 1) for layer in layers]  # if tied
    return np.array([ratio([moves["weight", layer]], [parameters["weight", layer]]) for layer in layers])
