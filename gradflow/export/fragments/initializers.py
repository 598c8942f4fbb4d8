"""Initializers: how a script draws the weights of one layer, before the gain."""

import numpy as np


def normal(rng, fan_in, fan_out, variance):
    return rng.standard_normal((fan_in, fan_out), dtype=np.float32) * np.float32(np.sqrt(variance))


def uniform(rng, fan_in, fan_out, variance):
    bound = np.float32(np.sqrt(3 * variance))  # the variance of U(-b, b) is b² / 3
    return (2 * rng.random((fan_in, fan_out), dtype=np.float32) - 1) * bound


def draw_zeros(rng, fan_in, fan_out, network):
    return np.zeros((fan_in, fan_out), np.float32)


def draw_constant(rng, fan_in, fan_out, network):
    return np.full((fan_in, fan_out), network.init_scale, np.float32)


def draw_normal(rng, fan_in, fan_out, network):
    return normal(rng, fan_in, fan_out, network.init_scale**2)


def draw_uniform(rng, fan_in, fan_out, network):
    return uniform(rng, fan_in, fan_out, network.init_scale**2 / 3)


def draw_lecun_normal(rng, fan_in, fan_out, network):
    return normal(rng, fan_in, fan_out, 1 / fan_in)


def draw_lecun_uniform(rng, fan_in, fan_out, network):
    return uniform(rng, fan_in, fan_out, 1 / fan_in)


def draw_glorot_normal(rng, fan_in, fan_out, network):
    return normal(rng, fan_in, fan_out, 2 / (fan_in + fan_out))


def draw_glorot_uniform(rng, fan_in, fan_out, network):
    return uniform(rng, fan_in, fan_out, 2 / (fan_in + fan_out))


def draw_he_normal(rng, fan_in, fan_out, network):
    return normal(rng, fan_in, fan_out, 2 / fan_in)


def draw_he_uniform(rng, fan_in, fan_out, network):
    return uniform(rng, fan_in, fan_out, 2 / fan_in)


def draw_torch_uniform(rng, fan_in, fan_out, network):
    return uniform(rng, fan_in, fan_out, 1 / (3 * fan_in))


def draw_orthogonal(rng, fan_in, fan_out, network):
    # Q of a Gaussian matrix; with these signs it is uniform over the orthogonal matrices.
    q, r = np.linalg.qr(rng.standard_normal((max(fan_in, fan_out), min(fan_in, fan_out))))
    q = q * np.sign(np.diag(r))
    return (q if fan_in >= fan_out else q.T).astype(np.float32)


def draw_identity(rng, fan_in, fan_out, network):
    return np.eye(fan_in, fan_out, dtype=np.float32)


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
    "identity": draw_identity,
}
