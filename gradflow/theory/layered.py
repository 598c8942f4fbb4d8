"""A layered network's first step on paper: mean-field theory, layer by layer from the task's inputs."""

from functools import lru_cache, partial

import numpy as np
from jaxtyping import Float

from gradflow.experiment import Experiment
from gradflow.networks import MLP, downcast
from gradflow.parts.connections import CONNECTIONS
from gradflow.parts.initializers import INITIALIZERS
from gradflow.parts.optimizers import OPTIMIZERS
from gradflow.parts.reparametrizations import standard_gain
from gradflow.tasks import data_of, task_of
from gradflow.theory.dense import through_blocks
from gradflow.theory.dropout import likeness_of, log_left, reads_with, with_dropout
from gradflow.theory.finite_width.covariance import Draw
from gradflow.theory.finite_width.pair import pair_table
from gradflow.theory.finite_width.samples import QUANTILES, Pairs, errors_alike, pairs_in
from gradflow.theory.finite_width.spread import spread_of
from gradflow.theory.layer import Layer, Passed, log_add, log_mean, log_means, log_of
from gradflow.theory.limits import EXACT, RECURSION, reason_after, reason_before, reason_of_spread
from gradflow.theory.moments import LN10, moments_of
from gradflow.theory.prediction import Prediction
from gradflow.theory.shattering import alike_of
from gradflow.theory.stream import Wiring, downward, log_scale_of, paths_of, starts_of, upward

SAMPLES = 256  # of the training part; the profile is their average


def explain_layered(experiment: Experiment) -> Prediction:
    """The prediction for initialization; what changes later in the run does not matter."""
    samples = len(data_of(experiment.data).inputs)
    full = OPTIMIZERS[experiment.optimizer].full_batch
    batch_size = samples if full else min(experiment.batch_size, samples)
    return _explain(experiment.data, downcast(experiment.network, MLP), batch_size)


@lru_cache(maxsize=512)
def _explain(task: str, network: MLP, batch_size: int) -> Prediction:
    reason = reason_before(task, network, batch_size)
    if reason in EXACT:
        return Prediction(np.zeros(network.depth), reason, np.zeros(network.depth))
    if reason != RECURSION:
        return Prediction(None, reason)
    connection = CONNECTIONS[network.connection]
    moments = moments_of(network.activation, network.leaky_slope)
    standardized = network.reparametrized == "scaled_standardization"
    before = network.norm_position == "before"
    layer = Layer(moments, network.normalization, before, batch_size, standardized=standardized)
    wiring = Wiring(
        _gain_reading(network, 1),
        _log_bias(network, layer),
        log_scale_of(connection, network.branch_scale),
        starts_of(connection, network.depth, network.skip_length),
        network.gate_bias if connection.gated else None,
        reads=reads_with(layer, network.dropout),
        log_left=log_left(network.dropout),
    )
    entering = _first_size(task, network, layer)
    if connection.dense:
        gain = partial(_gain_reading, network)
        up, paths = through_blocks(entering, layer, network, gain, wiring)
    else:
        up = upward(entering, layer, wiring)
        paths = paths_of(up, wiring)
    signal = downward(_top(task, network, up.passed[-1]), paths)
    reason = reason_after(network, layer, up, signal)
    if reason != RECURSION:
        return Prediction(None, reason)
    profile = log_means(signal) / (2 * LN10)
    activation = log_means([passed.whole for passed in up.passed]) / (2 * LN10)
    table = pair_table(network.activation, network.leaky_slope, layer.centres)
    if network.dropout:
        plain = network.connection == "plain" and network.normalization != "batch"
        return with_dropout(profile, activation, network.dropout, likeness_of(up, wiring, table) if plain else None)
    if connection.dense:
        return Prediction(profile - profile[-1], "reason.dense", activation=activation)
    rest = max(0.0, 1 - batch_size / len(data_of(task).inputs))
    pairs = pairs_in(up, wiring, _angles(task, network, layer), batch_size, table, network.width)
    errors = _errors(task, network, up.passed[-1], pairs)
    draw = Draw(network.width, network.initializer == "orthogonal", errors, network.tied)
    spread = spread_of(up, signal, paths, wiring, layer, pairs, draw, (batch_size, rest))
    reason = reason_of_spread(layer, pairs, network.width, spread)
    if reason != RECURSION:
        return Prediction(None, reason)
    inner = log_means([passed.entering for passed in up.passed])
    shape, near = profile - profile[-1] + spread.shift, _angles(task, network, layer, nearest=True)
    alike = alike_of(paths, up.passed[-1].slope, pairs_in(up, wiring, near, batch_size, table, network.width))
    return Prediction(shape, reason, spread.deviation, spread.shift, activation, entering=inner, alike=alike)


def _angles(task: str, network: MLP, layer: Layer, nearest: bool = False) -> Float[np.ndarray, " pair"]:
    """The correlations of the first layer's preactivations of pairs of different samples, at QUANTILES [pair]; nearest:
    of each sample with the one most like it."""
    inputs = data_of(task).inputs[:SAMPLES].astype(float)
    inputs = inputs - inputs.mean(axis=0) if layer.centres_stream else inputs
    gain, bias = np.exp(_log_gain(network, inputs.shape[1], network.width)), np.exp(_log_bias(network, layer))
    q = np.maximum(gain * (inputs**2).mean(axis=1) + bias, 1e-300)
    alike = (gain * (inputs @ inputs.T) / inputs.shape[1] + bias) / np.sqrt(np.outer(q, q))
    others = (alike - 3 * np.eye(len(alike))).max(axis=1) if nearest else alike[np.triu_indices(len(alike), 1)]
    return np.quantile(others, QUANTILES)


def _errors(task: str, network: MLP, last: Passed, pairs: Pairs) -> Float[np.ndarray, " pair"]:
    """The mean squares of the cosines of two samples' errors, of outputs drawn as theory says [pair]."""
    outputs = data_of(task).targets.shape[1]
    if task_of(task).objective == "regression":
        return np.append(np.full(len(QUANTILES), 1 / outputs), 1.0)  # of one output number all lie along one line
    size = float(np.exp(np.clip(log_mean(last.second) + _log_gain(network, network.width, outputs), -60, 60)))
    return np.append([errors_alike(outputs, size, c) for c in pairs.at[-1].value[:-1]], 1.0)


def _log_gain(network: MLP, fan_in: int, fan_out: int) -> float:
    """log of fan_in · gain² · Var W: what a matrix multiplies a mean square by."""
    variance = INITIALIZERS[network.initializer].variance
    assert variance is not None, "limits.py lets only drawn weights pass"
    return float(np.log(fan_in * network.gain**2 * variance(fan_in, fan_out, network.init_scale)))


def _gain_reading(network: MLP, read: int) -> float:
    """That of a layer that reads so many layers."""
    if network.reparametrized == "scaled_standardization":
        return float(2 * log_of(standard_gain(network.activation, network.leaky_slope)))
    return _log_gain(network, read * network.width, network.width)


def _log_bias(network: MLP, layer: Layer) -> float:
    """log Var b; over the batch a bias does not vary, so that batch normalization before φ takes it off again."""
    return float(2 * log_of(0.0 if layer.centres_stream else network.bias_gain))


def _first_size(task: str, network: MLP, layer: Layer) -> Float[np.ndarray, " sample"]:
    """log q of the first preactivation x W + b of each sample: fan_in · Var W · the mean square of x + Var b,
    [sample].

    Batch normalization ties the samples together; one typical sample, [1], then stands for all.
    """
    inputs = data_of(task).inputs[:SAMPLES].astype(float)
    squares = ((inputs - inputs.mean(axis=0) if layer.centres_stream else inputs) ** 2).mean(axis=1)
    if layer.normalization == "batch":
        squares = squares.mean(keepdims=True)
    return log_add(log_of(squares) + _log_gain(network, inputs.shape[1], network.width), _log_bias(network, layer))


def _top(task: str, network: MLP, passed: Passed) -> Float[np.ndarray, " sample"]:
    """log of the last layer's signal of each sample, up to a constant, [sample].

    The slope of its activation times the squared error at the output o. Squared loss: ‖y‖² + E ‖o‖², as o
    is independent of y. Cross entropy: p - one-hot, whose size hardly depends on the sample.
    """
    if task_of(task).objective == "classification":
        return passed.slope
    targets = data_of(task).targets[:SAMPLES].astype(float)
    output = passed.second + log_left(network.dropout) + _log_gain(network, network.width, targets.shape[1])
    return passed.slope + log_add(log_of((targets**2).mean(axis=1)), output)
