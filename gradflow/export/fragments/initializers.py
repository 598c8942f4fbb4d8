"""Initializers: how a script draws the weights of one layer, before the gain; places: of a kernel."""

import numpy as np


def normal(rng, fan_in, fan_out, variance, places):
    return rng.standard_normal((fan_in, fan_out // places), dtype=np.float32) * np.float32(np.sqrt(variance))


def uniform(rng, fan_in, fan_out, variance, places):
    bound = np.float32(np.sqrt(3 * variance))  # the variance of U(-b, b) is b² / 3
    return (2 * rng.random((fan_in, fan_out // places), dtype=np.float32) - 1) * bound


def draw_zeros(rng, fan_in, fan_out, network, places=1):
    return np.zeros((fan_in, fan_out // places), np.float32)


def draw_constant(rng, fan_in, fan_out, network, places=1):
    return np.full((fan_in, fan_out // places), network.init_scale, np.float32)


def draw_normal(rng, fan_in, fan_out, network, places=1):
    return normal(rng, fan_in, fan_out, network.init_scale**2, places)


def draw_uniform(rng, fan_in, fan_out, network, places=1):
    return uniform(rng, fan_in, fan_out, network.init_scale**2 / 3, places)


def draw_lecun_normal(rng, fan_in, fan_out, network, places=1):
    return normal(rng, fan_in, fan_out, 1 / fan_in, places)


def draw_lecun_uniform(rng, fan_in, fan_out, network, places=1):
    return uniform(rng, fan_in, fan_out, 1 / fan_in, places)


def draw_glorot_normal(rng, fan_in, fan_out, network, places=1):
    return normal(rng, fan_in, fan_out, 2 / (fan_in + fan_out), places)


def draw_glorot_uniform(rng, fan_in, fan_out, network, places=1):
    return uniform(rng, fan_in, fan_out, 2 / (fan_in + fan_out), places)


def draw_he_normal(rng, fan_in, fan_out, network, places=1):
    return normal(rng, fan_in, fan_out, 2 / fan_in, places)


def draw_he_uniform(rng, fan_in, fan_out, network, places=1):
    return uniform(rng, fan_in, fan_out, 2 / fan_in, places)


def draw_torch_uniform(rng, fan_in, fan_out, network, places=1):
    return uniform(rng, fan_in, fan_out, 1 / (3 * fan_in), places)


def draw_orthogonal(rng, fan_in, fan_out, network, places=1):
    fan_out //= places  # of a kernel too as one matrix
    # Q of a Gaussian matrix; with these signs it is uniform over the orthogonal matrices.
    q, r = np.linalg.qr(rng.standard_normal((max(fan_in, fan_out), min(fan_in, fan_out))))
    q = q * np.sign(np.diag(r))
    return (q if fan_in >= fan_out else q.T).astype(np.float32)


def draw_identity(rng, fan_in, fan_out, network, places=1):
    return in_the_middle(np.eye(fan_in // places, fan_out // places, dtype=np.float32), places)


def draw_delta_orthogonal(rng, fan_in, fan_out, network, places=1):
    return in_the_middle(draw_orthogonal(rng, fan_in // places, fan_out // places, network), places)


def in_the_middle(matrix, places):
    kernel = np.zeros((places, *matrix.shape), np.float32)
    kernel[places // 2] = matrix
    return kernel.reshape(-1, matrix.shape[1])


INITIALIZERS = {
    "zeros": draw_zeros,
    "constant": draw_constant,
    "normal": draw_normal,
    "uniform": draw_uniform,
    "lecun_normal": draw_lecun_normal,
    "lecun_uniform": draw_lecun_uniform,
    "glorot_normal": draw_glorot_normal,
    "glorot_uniform": draw_glorot_uniform,
    "he_normal": draw_he_normal,
    "he_uniform": draw_he_uniform,
    "torch_uniform": draw_torch_uniform,
    "orthogonal": draw_orthogonal,
    "delta_orthogonal": draw_delta_orthogonal,
    "identity": draw_identity,
}
