"""A convolutional network's first step on paper: mean-field theory at every position of a picture (Xiao et al. 2018,
arXiv:1806.05393).

With many channels the preactivations of a layer have, at a position α, the mean square
q(α) = σ_w²/9 Σ_β E φ² + σ_b² over the nine positions β of its patch, and the signal comes back the same way. Beyond an
edge with zero padding there is nothing to read, and nobody who reads: there both lose. With circular padding every
position has its nine, and the recursion is that of a layered network with σ_w² = fan_in · Var W.

Standardized kernels have a mean of 0 over all nine places together, and take from E φ² the square of the mean of E φ
over the patch, where what lies beyond an edge counts as 0.

What finitely many channels add is not known here, for the same weights serve all positions; so there is no band.
"""

from dataclasses import replace
from functools import lru_cache, partial
from math import isqrt

import numpy as np
from jaxtyping import Float
from numpy.typing import ArrayLike

from gradflow.experiment import Experiment
from gradflow.networks import CNN, downcast
from gradflow.parts.connections import CONNECTIONS
from gradflow.parts.initializers import INITIALIZERS
from gradflow.parts.reparametrizations import standard_gain
from gradflow.tasks import data_of
from gradflow.theory.critical import critical_line
from gradflow.theory.dense import through_blocks
from gradflow.theory.dropout import log_left, with_dropout
from gradflow.theory.layer import Layer, Passed, log_add, log_means, log_of
from gradflow.theory.limits import EXACT, RECURSION, reason_after, reason_before
from gradflow.theory.moments import LN10, moments_of
from gradflow.theory.prediction import Prediction
from gradflow.theory.stream import Gathered, Reads, Wiring, downward, itself, log_scale_of, paths_of, starts_of, upward

PICTURES = "reason.pictures"
BLANK = 1e-300  # square of a pixel that is 0, so that its logarithm is a number
SAMPLES = 64  # of the training part, of as many positions each


def explain_convolutional(experiment: Experiment) -> Prediction:
    """The prediction for initialization; what changes later in the run does not matter."""
    return _explain(experiment.data, downcast(experiment.network, CNN), experiment.batch_size)


@lru_cache(maxsize=256)
def _explain(task: str, network: CNN, batch_size: int) -> Prediction:
    reason = reason_before(task, network, batch_size)
    if reason in EXACT:
        return Prediction(np.zeros(network.depth), reason, np.zeros(network.depth))
    if reason != RECURSION:
        return Prediction(None, reason)
    connection = CONNECTIONS[network.connection]
    moments = moments_of(network.activation, network.leaky_slope)
    pictures = data_of(task).inputs[:SAMPLES].astype(float)
    pooled = partial(_over_positions, pictures.shape[1]) if network.normalization == "group" else itself
    layer = Layer(moments, network.normalization, network.norm_position == "before", batch_size, pooled=pooled)
    over_patch = _over_patch(network, isqrt(pictures.shape[1]))
    gathered = itself if INITIALIZERS[network.initializer].of_kernels else over_patch  # of a kernel's middle, or of all
    log_bias = float(2 * log_of(network.bias_gain))
    wiring = Wiring(
        _gain_reading(network, 1),
        log_bias,
        log_scale_of(connection, network.branch_scale),
        starts_of(connection, network.depth, network.skip_length),
        None,
        gathered,
        _reads(network, gathered, over_patch),
        log_left(network.dropout),
    )
    first = log_add(_log_gain(network, 1) + gathered(np.log(np.maximum(pictures**2, BLANK)).ravel()), log_bias)
    if connection.dense:
        up, paths = through_blocks(first, layer, network, partial(_gain_reading, network), wiring)
    else:
        up = upward(first, layer, wiring)
        paths = paths_of(up, wiring)
    signal = downward(up.passed[-1].slope, paths)  # the mean over positions sends all the same back
    reason = reason_after(network, layer, up, signal)
    if reason != RECURSION:
        return Prediction(None, reason)
    profile = log_means(signal) / (2 * LN10)
    activation = log_means([passed.whole for passed in up.passed]) / (2 * LN10)
    if network.dropout:
        return with_dropout(profile, activation, network.dropout, None)
    return Prediction(profile - profile[-1], PICTURES, activation=activation)


def _over_patch(network: CNN, side: int) -> Gathered:
    """log of the mean over the patches of pictures [sample · position]."""
    beyond = {"mode": "wrap"} if network.circular else {"constant_values": -np.inf}

    def gathered(sizes: Float[np.ndarray, " sample"]) -> Float[np.ndarray, " sample"]:
        wide = np.pad(sizes.reshape(-1, side, side), ((0, 0), (1, 1), (1, 1)), **beyond)  # type: ignore[call-overload]
        patch = [wide[:, y : y + side, x : x + side] for y in range(3) for x in range(3)]
        return np.logaddexp.reduce(patch).ravel() - np.log(network.taps)

    return gathered


def _reads(network: CNN, gathered: Gathered, over_patch: Gathered) -> Reads:
    """What kernels read of an activation; where their mean is taken off, so is what it would read."""
    if network.reparametrized != "scaled_standardization":
        return lambda passed: gathered(passed.second) + log_left(network.dropout)

    def reads(passed: Passed) -> Float[np.ndarray, " sample"]:
        size = passed.second.max()  # by which all is divided, so that nothing overflows
        half = (passed.mean - size) / 2
        second, mean, taken = np.exp(gathered(passed.second - size)), np.exp(gathered(half)), np.exp(over_patch(half))
        return size + log_of(second / (1 - network.dropout) - 2 * mean * taken + taken**2)

    return reads


def _gain_reading(network: CNN, read: int) -> float:
    """That of a layer that reads so many layers, any but the first."""
    if network.reparametrized == "scaled_standardization":
        return float(2 * log_of(standard_gain(network.activation, network.leaky_slope)))
    return _log_gain(network, read * network.width)


def _over_positions(positions: int, sizes: Float[np.ndarray, " sample"]) -> Float[np.ndarray, " sample"]:
    """log of the mean over the positions of a picture, at each of them."""
    mean = np.logaddexp.reduce(sizes.reshape(-1, positions), axis=1) - np.log(positions)
    return np.repeat(mean, positions)


def _log_gain(network: CNN, channels: int) -> float:
    """log of fan_in · gain² · Var W of the weights that read so many channels; of an orthogonal matrix in the middle of
    a kernel, fan_in is those channels."""
    rule, width = INITIALIZERS[network.initializer], network.width
    if rule.of_kernels:
        fan_in, variance = channels, 1 / max(channels, width)
    elif network.initializer == "orthogonal":  # of the kernel as one matrix
        fan_in = network.taps * channels
        variance = 1 / max(fan_in, width)
    else:
        assert rule.variance is not None, "limits.py lets only drawn weights pass"
        fan_in = network.taps * channels
        variance = rule.variance(fan_in, network.taps * width, network.init_scale)
    return float(np.log(fan_in * network.gain**2 * variance))


def critical_gains_of_pictures(network: CNN, bias_gains: ArrayLike) -> Float[np.ndarray, "..."]:
    """As `gradflow.theory.critical.critical_gains`; NaN too with zero padding, at whose edges every layer loses."""
    rule = INITIALIZERS[network.initializer]
    drawn = rule.variance is not None or rule.of_kernels
    at_all_positions = network.circular or rule.of_kernels
    made = network.reparametrized == "scaled_standardization"  # which takes the gain off again
    if made or not (drawn and at_all_positions) or network.normalization != "none" or network.connection != "plain":
        return np.full(np.shape(bias_gains), np.nan)
    unit = np.exp((_log_gain(replace(network, gain=1.0), network.width) + log_left(network.dropout)) / 2)
    return np.asarray(critical_line(network.activation, bias_gains, network.leaky_slope) / unit)
