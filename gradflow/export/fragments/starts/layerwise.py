"""Layer by layer: how a script trains each layer before it trains the whole network."""

import jax
import jax.numpy as jnp
import numpy as np

from gradflow.export.fragments.layers.connections import of_places, patches


def reconstruction_error(layer, x, network, of_inputs):
    """Of a layer as an autoencoder, which makes its own input again by its weights turned round."""
    weight, bias, back = layer
    made = network.activation(x @ weight + bias, network) @ weight.T + back  # if not pictures
    x = x.reshape(-1, len(back))  # if pictures
    h = network.activation(patches(x, network) @ weight + bias, network)  # if pictures
    made = patches(h, network) @ turned(weight) + back  # if pictures
    made = made if of_inputs else network.activation(made, network)
    return jnp.mean((made - x) ** 2)


def turned(weight):
    """Kernels the other way: a position is read from where it reads, turned half round."""
    places = of_places(weight)[::-1].swapaxes(1, 2)
    return places.reshape(-1, places.shape[2])


def layer_by_layer(parameters, inputs, network, training):
    """Weights and biases of each layer, trained to keep what the trained layers below it make of the inputs."""
    gradient_of = jax.jit(jax.grad(reconstruction_error), static_argnums=(2, 3))
    found, x = {}, inputs
    for layer in range(network.depth):
        if ("weight", layer) not in parameters:  # shared ones are trained once  # if tied
            break  # if tied
        x = x.reshape(len(inputs) * 64, -1)  # if pictures
        drawn, read = of_places(parameters["weight", layer]), x.shape[1]  # units beyond are of layers farther down
        now = (drawn[:, :read].reshape(-1, network.width), parameters["bias", layer], np.zeros(read, np.float32))
        size = training.layer_steps, 128  # if not pictures
        size = training.layer_steps, 16  # if pictures
        batches = np.random.default_rng((training.seed, 102, layer)).integers(len(inputs), size=size)
        x = x.reshape(len(inputs), -1)  # if pictures
        first = second = tuple(np.zeros_like(part) for part in now)
        for step, numbers in enumerate(batches, start=1):  # Adam
            gradients = jax.device_get(gradient_of(now, x[numbers], network, layer == 0))
            first = tuple(0.9 * m + np.float32(0.1) * g for m, g in zip(first, gradients, strict=True))
            second = tuple(0.999 * v + np.float32(0.001) * g**2 for v, g in zip(second, gradients, strict=True))
            mean, square = np.float32(1 - 0.9**step), np.float32(1 - 0.999**step)
            both = zip(first, second, strict=True)
            moves = [m / mean / (np.sqrt(v / square) + np.float32(1e-5)) for m, v in both]
            now = tuple(part - np.float32(0.01) * move for part, move in zip(now, moves, strict=True))
        whole = np.concatenate([of_places(now[0]), drawn[:, read:]], axis=1)
        found["weight", layer], found["bias", layer] = whole.reshape(-1, network.width), now[1]
        x = patches(x.reshape(-1, read), network)  # if pictures
        x = np.asarray(network.activation(x @ now[0] + now[1], network))
    return found
