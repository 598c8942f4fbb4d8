"""Activation functions and losses from their definitions, in float64."""

from math import erf, sqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
EPSILON = 1e-5  # of normalization
SELU_SCALE, SELU_ALPHA = 1.0507009873554805, 1.6732632423543772  # Klambauer et al. 2017, eq. 14
_erf = np.vectorize(erf, otypes=[float])


def sigmoid(z: Array) -> Array:
    return 0.5 * (1 + np.tanh(z / 2))


def activate(name: str, z: Array, leaky_slope: float = 0.0) -> Array:
    """φ(z), any shape.

    >>> activate("relu", np.array([-1.0, 2.0]))
    array([0., 2.])
    """
    below = np.expm1(np.minimum(z, 0))
    match name:
        case "identity" | "linear":
            return z
        case "sigmoid":
            return sigmoid(z)
        case "tanh":
            return np.tanh(z)
        case "hard_tanh":
            return np.clip(z, -1, 1)
        case "relu":
            return np.maximum(z, 0)
        case "leaky_relu":
            return np.where(z > 0, z, leaky_slope * z)
        case "elu":
            return np.where(z > 0, z, below)
        case "selu":
            return SELU_SCALE * np.where(z > 0, z, SELU_ALPHA * below)
        case "gelu":
            return z * (1 + _erf(z / sqrt(2))) / 2
        case "silu":
            return z * sigmoid(z)
        case "softplus":
            return np.logaddexp(z, 0)
    raise NotImplementedError(f"no definition of the activation {name} in float64")


def normalize(name: str, x: Array, places: int = 1) -> Array:
    """x [..., sample · place, unit] without γ and β."""
    if name == "group":  # of a sample, all places together
        groups = x.reshape(-1, places, 4, x.shape[-1] // 4).swapaxes(1, 2)
        done = normalize("layer", groups.reshape(len(groups), 4, -1)).reshape(groups.shape)
        return done.swapaxes(1, 2).reshape(x.shape)
    axis = -2 if name == "batch" else -1
    mean = 0.0 if name == "rms" else x.mean(axis, keepdims=True)
    return (x - mean) / np.sqrt(((x - mean) ** 2).mean(axis, keepdims=True) + EPSILON)


def loss(classification: bool, outputs: Array, targets: Any) -> float:
    """Mean over the batch of -ln softmax(output)[class], or mean of (output - target)²."""
    wanted = np.asarray(targets, np.float64)
    if not classification:
        return float(((outputs - wanted) ** 2).mean())
    top = outputs.max(axis=-1)
    log_sum = top + np.log(np.exp(outputs - top[..., None]).sum(axis=-1))
    return float((log_sum - (outputs * wanted).sum(axis=-1)).mean())
