"""The recurrent network of a script: first parameters, the pass over time, and what is measured of one step."""

import jax
import jax.numpy as jnp
import numpy as np

from gradflow.export.fragments.activations import slope_of
from gradflow.export.fragments.sizes import mean_cosine, ratio, rms


def sequences_of(step, network, training):
    """New sequences for every step: inputs and targets [sequence, time, ...]."""
    rng = np.random.default_rng((training.seed, 101, step))
    rng = np.random.default_rng((*rng.integers(2**32, size=2), training.fold, training.folds))  # if redrawn
    return training.task(rng, training.batch_size, network.length)


def initial_parameters(network, seed, inputs, outputs):
    """All that is trained, by name and layer; what leads into the gates of a cell lies side by side."""
    width, layers = network.width, network.layers

    def draw(initializer, role, layer, gate, fan_in, fan_out):
        # random numbers of its own for every gate of every layer
        return initializer(np.random.default_rng((seed, role, layer, gate)), fan_in, fan_out, network)

    parameters = {}
    for layer in range(layers):
        role, fan_in = (200, inputs) if layer == 0 else (202, width)
        into = [draw(network.initializer, role, layer, gate, fan_in, width) for gate in range(network.gates)]
        past = [draw(network.recurrent_initializer, 201, layer, gate, width, width) for gate in range(network.gates)]
        past = [with_radius(matrix, network.spectral_radius) for matrix in past]  # if rescaled
        parameters["input_weight", layer] = np.hstack(into) * np.float32(network.gain)
        parameters["state_weight", layer] = np.hstack(past)
        parameters["bias", layer] = np.zeros(network.gates * width, np.float32)
        kept = slice(network.carry * width, (network.carry + 1) * width)  # the gate of the old state  # if carried
        parameters["bias", layer][kept] = network.forget_bias  # if carried
        parameters["candidate_bias", layer] = np.zeros(width, np.float32)  # if candidate
        if network.normalized:  # if norm
            parameters["state_shift", layer] = np.zeros(network.shifted * width, np.float32)  # if norm
            for name in ("input_scale", "state_scale"):  # if norm
                parameters[name, layer] = np.ones(network.gates * width, np.float32)  # if norm
    parameters["output_weight", layers] = draw(network.initializer, 203, 0, 0, width, outputs)
    parameters["output_bias", layers] = np.zeros(outputs, np.float32)
    return parameters


def with_radius(matrix, radius):
    """The matrix with this spectral radius, unless all its eigenvalues are 0."""
    own = np.abs(np.linalg.eigvals(matrix.astype(np.float64))).max()
    return (matrix * (radius / own)).astype(np.float32) if own else matrix


def normalized(x, scale, network):
    """Each gate's units by themselves, with the learned scale."""
    gates = x.reshape(len(x), network.gates, network.width)
    return network.normalization(gates).reshape(x.shape) * scale


def over_time(reads, layer, parameters, nudges, network):
    """One layer, from time step to time step. reads, nudges [time, batch, ...]; all it returns begins with time.

    A state is (h,), or (h, c) where a cell has a second one."""

    def step(state, now):
        time, read, onto_state, onto_product = now
        if network.window:  # nothing goes back from here  # if truncated
            cut = time % network.window == 0  # if truncated
            state = jax.tree.map(lambda x: jnp.where(cut, jax.lax.stop_gradient(x), x), state)  # if truncated
        h = state[0]
        x = read @ parameters["input_weight", layer]
        s = h @ parameters["state_weight", layer] + onto_product
        if network.normalized:  # if norm
            x = normalized(x, parameters["input_scale", layer], network)  # if norm
            s = normalized(s, parameters["state_scale", layer], network)  # if norm
            shift = parameters["state_shift", layer]  # if norm
            s = s.at[:, : len(shift)].add(shift)  # if norm
        x = x + parameters["bias", layer]
        s = s.at[:, -network.width :].add(parameters["candidate_bias", layer])  # if candidate
        state, openings, u = network.cell(x, s, state, onto_state, network)
        return state, (h, state[0], openings, u)

    start = tuple(jnp.zeros_like(nudge[0]) for nudge in nudges[0])
    return jax.lax.scan(step, start, (jnp.arange(network.length), reads, *nudges))[1]


def loss_of(parameters, nudges, inputs, targets, network):
    """The pass over time. The nudges are zeros added to every h (and c) and to every product of h and its weights:
    ∂loss/∂nudge is then ∂loss/∂h_t, and says what each time step adds to the gradient of the weights."""
    reads, passed = inputs, []
    for layer in range(network.layers):
        passed.append(over_time(reads, layer, parameters, nudges[layer], network))
        above = passed[layer][1]
        above = above + reads if network.residual and layer > 0 else above  # if residual
        reads = above
    times = network.asked(network.length)
    outputs = reads[times] @ parameters["output_weight", network.layers] + parameters["output_bias", network.layers]
    loss = jax.vmap(network.loss)(outputs, targets[times]).mean()
    return loss, (outputs, reads[-1], passed)


def beside(layers):
    """Arrays [time, ...] of every layer as arrays [time, layer, ...]."""
    return jax.tree.map(lambda *arrays: jnp.stack(arrays, axis=1), *layers)


def measure(parameters, inputs, targets, network):
    """What is measured of one step before its update, by the names of the table, and the gradients."""
    inputs, targets = (jnp.swapaxes(part, 0, 1) for part in (inputs, targets))  # time first
    nudge = jnp.zeros((*inputs.shape[:2], network.width))
    of_product = jnp.zeros((*inputs.shape[:2], network.gates * network.width))
    nudges = [((nudge,) * network.states, of_product)] * network.layers
    backpropagate = jax.value_and_grad(loss_of, argnums=(0, 1), has_aux=True)
    (loss, (outputs, last, passed)), (gradients, onto) = backpropagate(parameters, nudges, inputs, targets, network)
    (before, states, openings, u), (onto_states, onto_products) = beside(passed), beside(onto)
    slopes = slope_of(u, network)
    size = jax.vmap(rms)  # of each time step; stacked layers count as one

    def weight_gradient(now):
        h, onto_product = now  # what one time step adds to the gradient of the state's weights
        return rms(jnp.einsum("lbi,lbj->lij", h, onto_product))

    measured = {
        "loss": loss,
        "accuracy": jax.vmap(network.accuracy)(outputs, targets[network.asked(network.length)]).mean(),
        "activation_cosine": mean_cosine(last),
        "activation_rms": size(states),
        "signal_rms": size(onto_states[0]),
        "weight_gradient_rms": jax.lax.map(weight_gradient, (before, onto_products)),
        "saturated_fraction": (jnp.abs(slopes) < 0.05 * network.max_slope).mean(axis=(1, 2, 3)),
        "dead_fraction": (slopes == 0).all(axis=2).mean(axis=(1, 2)),
        "cell_gradient_rms": size(onto_states[1]),  # if second
    }
    for number, opening in enumerate(openings, start=1):  # if gated
        measured[f"opening_{number}"] = opening.mean(axis=(1, 2, 3))  # if gated
    return measured, gradients


def update_ratios(parameters, moves, network):
    """The norm of the change of all recurrent weights over their norm; the same at every time step, as they are."""
    keys = [("state_weight", layer) for layer in range(network.layers)]
    return np.full(network.length, ratio([moves[key] for key in keys], [parameters[key] for key in keys]))
