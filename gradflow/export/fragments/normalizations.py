"""Normalizations: of values x [batch, width], with the layer's learned scale and shift."""

import jax


def unchanged(x, parameters, layer):
    return x


def batch_norm(x, parameters, layer):
    mean = x.mean(axis=0)
    variance = ((x - mean) ** 2).mean(axis=0)
    normalized = (x - mean) * jax.lax.rsqrt(variance + 1e-5)
    return parameters["norm_scale", layer] * normalized + parameters["norm_shift", layer]


def layer_norm(x, parameters, layer):
    mean = x.mean(axis=1, keepdims=True)
    variance = ((x - mean) ** 2).mean(axis=1, keepdims=True)
    normalized = (x - mean) * jax.lax.rsqrt(variance + 1e-5)
    return parameters["norm_scale", layer] * normalized + parameters["norm_shift", layer]


def rms_norm(x, parameters, layer):
    normalized = x * jax.lax.rsqrt((x**2).mean(axis=1, keepdims=True) + 1e-5)
    return parameters["norm_scale", layer] * normalized + parameters["norm_shift", layer]


NORMALIZATIONS = {"none": unchanged, "batch": batch_norm, "layer": layer_norm, "rms": rms_norm}
