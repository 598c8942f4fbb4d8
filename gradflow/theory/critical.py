"""The critical line, or edge of chaos: where the backward signal keeps its size deep inside a plain network.

With σ_w² = width · Var W and σ_b² = Var b the mean square of preactivations comes to rest at a fixed point
q = σ_w² E φ² + σ_b², and there every layer multiplies the signal's mean square by χ = σ_w² E φ'². The line is
χ = 1 (Poole et al. 2016, arXiv:1606.05340; Schoenholz et al. 2017, arXiv:1611.01232): with smaller weights gradients
vanish, with larger ones they explode. The two conditions together give the line with q as its parameter,

    σ_w² = 1 / E φ'²,    σ_b² = q - E φ² / E φ'²,

and for every activation here σ_b² grows with q wherever it is positive, so that one q belongs to each σ_b > 0.
"""

import numpy as np
from jaxtyping import Float
from numpy.typing import ArrayLike, NDArray

from gradflow.networks import MLP
from gradflow.parts.initializers import INITIALIZERS
from gradflow.theory.moments import LOG_Q, Moments, averages, moments_of

ROUNDING = 1e-9  # of q; measured: where it is exactly 0, σ_b² is computed to 1e-10 of q
RESOLVED = int(np.searchsorted(LOG_Q, np.log(1e-3)))  # nearer to q = 0 the length map's slope is 1 up to rounding
HALVINGS = 30  # of a step of the grid, 0.12, down to 1e-10


def critical_line(activation: str, bias_gains: ArrayLike, leaky_slope: float = 0.01) -> Float[np.ndarray, "..."]:
    """σ_w of the critical line at every σ_b >= 0 of `bias_gains`, in their shape.

    NaN where there is none. ReLU and the identity have the single point without biases: with biases q grows for
    ever, though χ stays 1 at that σ_w. Softplus has no point. GELU and SiLU have none with small biases, where q
    runs away from the fixed point instead of to it.
    """
    moments = moments_of(activation, leaky_slope)
    variance, wanted = _bias_variance(LOG_Q, moments), np.ravel(np.asarray(bias_gains, float) ** 2)
    above = np.argmax(variance > wanted[:, None], axis=1)  # on the grid; 0 where there is none
    above = np.where((wanted == 0) & (variance[0] == 0), 1, above)  # the line begins at q = 0
    exists = (above > 0) & _attracts(moments)[np.maximum(above, RESOLVED)]
    low, high = LOG_Q[np.maximum(above, 1) - 1], LOG_Q[np.maximum(above, 1)]
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        beyond = _bias_variance(middle, averages(activation, leaky_slope, middle)) > wanted
        low, high = np.where(beyond, low, middle), np.where(beyond, middle, high)
    gains = np.exp(-averages(activation, leaky_slope, low).slope / 2)
    return np.where(exists, gains, np.nan).reshape(np.shape(bias_gains))


def critical_gains(network: MLP, bias_gains: ArrayLike) -> Float[np.ndarray, "..."]:
    """The `gain` that puts this network on the critical line at every `bias_gain`, whatever its own two are.

    That is σ_w over √(width · Var W), so that each initializer and, where it does not know its fan-in, each width
    has its own; with dropout it makes up for what that adds to mean squares. It may lie beyond what the field allows.
    NaN too where the line does not apply: weights not drawn at random, a normalization, a connection.
    """
    variance = INITIALIZERS[network.initializer].variance
    if network.reparametrized == "scaled_standardization":  # which takes the gain off again
        return np.full(np.shape(bias_gains), np.nan)
    if variance is None or (network.normalization, network.connection) != ("none", "plain"):
        return np.full(np.shape(bias_gains), np.nan)
    unit = np.sqrt(network.width * variance(network.width, network.width, network.init_scale) / (1 - network.dropout))
    return np.asarray(critical_line(network.activation, bias_gains, network.leaky_slope) / unit)


def _bias_variance(log_q: Float[np.ndarray, "*grid"], moments: Moments) -> Float[np.ndarray, "*grid"]:
    """σ_b² that makes q a fixed point with χ = 1; negative where none does."""
    q = np.exp(log_q)
    variance = q - np.exp(moments.second - moments.slope)
    return np.where(np.abs(variance) < ROUNDING * q, 0.0, variance)


def _attracts(moments: Moments) -> NDArray[np.bool_]:
    """Whether the length map leads to the fixed point with χ = 1: its slope there, σ_w² d E φ² / dq, is at most 1."""
    slope = np.gradient(moments.second, LOG_Q) * np.exp(moments.second - moments.slope - LOG_Q)
    return slope <= 1 + 1e-6  # exactly 1 for scale-invariant activations
