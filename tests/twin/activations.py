"""Activations of the twin, from their definitions, and their slopes φ' worked out by hand.

`xp` is torch or jax.numpy: the same textbook line is differentiated by two independent programs.
"""

import math
from functools import lru_cache
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from scipy.special import expit, ndtr

SELU_SCALE, SELU_ALPHA = 1.0507009873554805, 1.6732632423543772  # Klambauer et al. 2017, eq. 14


def sigmoid(xp: Any, z: Any) -> Any:
    return xp.exp(-xp.logaddexp(xp.zeros_like(z), -z))  # 1 / (1 + exp(-z)), without overflow


def _exponential(xp: Any, z: Any) -> Any:
    """exp(z) - 1 where z <= 0; what is not chosen must not overflow, or its gradient is 0 · ∞."""
    return xp.expm1(xp.where(z > 0, xp.zeros_like(z), z))  # whose digits are those of a small z


@lru_cache
def standard_gain(name: str, leaky_slope: float) -> float:
    """1 over the standard deviation of φ(z), z ~ N(0, 1)."""
    z = np.linspace(-10, 10, 400_001)
    h, density = activate(torch, name, torch.tensor(z), leaky_slope).numpy(), np.exp(-(z**2) / 2)
    return float(np.average((h - np.average(h, weights=density)) ** 2, weights=density) ** -0.5)


def activate(xp: Any, name: str, z: Any, leaky_slope: float) -> Any:
    """φ(z), any shape. At a kink the slope is PyTorch's."""
    zero = xp.zeros_like(z)
    match name:
        case "identity":
            return z
        case "sigmoid":
            return sigmoid(xp, z)
        case "tanh":
            return xp.tanh(z)
        case "hard_tanh":
            return xp.where(z >= 1, zero + 1, xp.where(z <= -1, zero - 1, z))
        case "relu":
            return xp.where(z > 0, z, zero)
        case "leaky_relu":
            return xp.where(z > 0, z, leaky_slope * z)
        case "elu":
            return xp.where(z > 0, z, _exponential(xp, z))
        case "selu":
            return SELU_SCALE * xp.where(z > 0, z, SELU_ALPHA * _exponential(xp, z))
        case "gelu":
            return z * (1 + xp.erf(z / math.sqrt(2))) / 2
        case "silu":
            return z * sigmoid(xp, z)
        case "softplus":
            return xp.logaddexp(z, zero)
    raise NotImplementedError(f"the twin does not know the activation {name}: write its definition here")


def slope(name: str, z: NDArray[Any], leaky_slope: float) -> NDArray[Any]:
    """φ'(z), differentiated by hand."""
    one = np.ones_like(z)
    below = np.exp(np.minimum(z, 0))
    match name:
        case "identity":
            return one
        case "sigmoid":
            return expit(z) * expit(-z)
        case "tanh":
            return 4 * expit(2 * z) * expit(-2 * z)  # 1 - tanh², without cancellation
        case "hard_tanh":
            return 1.0 * (np.abs(z) < 1)
        case "relu":
            return 1.0 * (z > 0)
        case "leaky_relu":
            return np.where(z > 0, one, leaky_slope)
        case "elu":
            return np.where(z > 0, one, below)
        case "selu":
            return SELU_SCALE * np.where(z > 0, one, SELU_ALPHA * below)
        case "gelu":
            return ndtr(z) + z * np.exp(-(z**2) / 2) / math.sqrt(2 * math.pi)
        case "silu":
            return expit(z) * (1 + z * expit(-z))
        case "softplus":
            return expit(z)
    raise NotImplementedError(f"the twin does not know the slope of {name}: write it here")


def steepest(name: str, leaky_slope: float) -> float:
    """max |φ'|, looked for on a fine grid."""
    return float(np.abs(slope(name, np.linspace(-12, 12, 240_001), leaky_slope)).max())


KINKS = {"relu": (0.0,), "leaky_relu": (0.0,), "selu": (0.0,), "hard_tanh": (-1.0, 1.0)}
"""Where a slope jumps: there float32 and float64 may stand on different sides."""
