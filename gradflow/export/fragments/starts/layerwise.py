"""Layer by layer: how a script trains each layer before it trains the whole network."""

import jax
import jax.numpy as jnp
import numpy as np


def reconstruction_error(layer, x, network, of_inputs):
    """Of a layer as an autoencoder, which makes its own input again by its weights turned round."""
    weight, bias, back = layer
    made = network.activation(x @ weight + bias, network) @ weight.T + back
    made = made if of_inputs else network.activation(made, network)
    return jnp.mean((made - x) ** 2)


def layer_by_layer(parameters, inputs, network, training):
    """Weights and biases of each layer, trained to keep what the trained layers below it make of the inputs."""
    gradient_of = jax.jit(jax.grad(reconstruction_error), static_argnums=(2, 3))
    found, x = {}, inputs
    for layer in range(network.depth):
        if ("weight", layer) not in parameters:  # shared ones are trained once  # if tied
            break  # if tied
        drawn, read = parameters["weight", layer], x.shape[1]  # rows beyond are of layers farther down
        now = (drawn[:read], parameters["bias", layer], np.zeros(read, np.float32))
        batches = np.random.default_rng((training.seed, 102, layer)).integers(len(x), size=(training.layer_steps, 128))
        first = second = tuple(np.zeros_like(part) for part in now)
        for step, numbers in enumerate(batches, start=1):  # Adam
            gradients = jax.device_get(gradient_of(now, x[numbers], network, layer == 0))
            first = tuple(0.9 * m + np.float32(0.1) * g for m, g in zip(first, gradients, strict=True))
            second = tuple(0.999 * v + np.float32(0.001) * g**2 for v, g in zip(second, gradients, strict=True))
            mean, square = np.float32(1 - 0.9**step), np.float32(1 - 0.999**step)
            both = zip(first, second, strict=True)
            moves = [m / mean / (np.sqrt(v / square) + np.float32(1e-5)) for m, v in both]
            now = tuple(part - np.float32(0.01) * move for part, move in zip(now, moves, strict=True))
        found["weight", layer], found["bias", layer] = np.concatenate([now[0], drawn[read:]]), now[1]
        x = np.asarray(network.activation(x @ now[0] + now[1], network))
    return found
