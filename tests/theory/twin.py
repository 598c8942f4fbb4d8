"""A second network, written by hand in float64 NumPy: what theory is checked against.

It shares the tasks, the weight draws and φ with gradflow and nothing else; every chain rule is spelled out.
"""

from collections.abc import Callable
from functools import lru_cache

import jax
import jax.numpy as jnp
import numpy as np
from numpy.typing import NDArray

from gradflow.networks import MLP
from gradflow.parts.activations import ACTIVATIONS
from gradflow.parts.initializers import INITIALIZERS
from gradflow.parts.normalizations import EPSILON
from gradflow.tasks import TASKS, data_of
from tests.twin.activations import standard_gain

Array = NDArray[np.float64]


def measured_profile(task: str, network: MLP, seed: int, batch: int) -> Array:
    """log10 of rms ∂loss/∂z at each layer relative to the last, [depth]."""
    data = data_of(task)
    rows = np.random.default_rng(seed).choice(len(data.inputs), batch, replace=False)
    x, y = data.inputs[rows].astype(float), data.targets[rows].astype(float)
    sizes = np.array([_log_rms(signal) for signal in signals_of(network, x, y, TASKS[task].objective, seed)])
    return sizes - sizes[-1]


def _log_rms(x: Array) -> float:
    largest = np.abs(x).max()
    return np.log10(largest) + np.log10(np.mean((x / largest) ** 2)) / 2


def signals_of(network: MLP, x: Array, y: Array, kind: str, seed: int) -> list[Array]:
    """∂loss/∂z of every layer, [batch, width] each, at freshly drawn weights."""
    depth, width = network.depth, network.width

    def draw(which: int, fan_in: int, fan_out: int) -> Array:
        return network.gain * _drawn(network.initializer, network.init_scale, seed, which, fan_in, fan_out)

    weights = [draw(j, x.shape[1] if j == 0 else network.read_by(j) * width, width) for j in range(depth)]
    if network.reparametrized == "scaled_standardization":
        gamma = standard_gain(network.activation, network.leaky_slope)
        weights[1:] = [gamma * (w - w.mean(axis=0)) / (w.std(axis=0) * np.sqrt(len(w))) for w in weights[1:]]
    if network.tied:
        weights[2:] = weights[1:2] * (depth - 2)
    biases = [network.bias_gain * np.random.default_rng((seed, 3000 + j)).standard_normal(width) for j in range(depth)]
    gates = [draw(1000 + j, width, width) for j in range(depth)] if network.connection == "highway" else []
    last = draw(2000, width, y.shape[1])

    z, h, back, branch, gate = [x @ weights[0] + biases[0]], [], [], [], []
    for j in range(depth):
        if j:
            v = np.concatenate([h[j - 1 - s] for s in range(network.read_by(j))], axis=1) @ weights[j] + biases[j]
            branch.append(v)
            start = _start(network, j)
            if network.connection == "highway":
                t = 1 / (1 + np.exp(-(z[j - 1] @ gates[j] + network.gate_bias)))
                gate.append(t)
                z.append(t * v + (1 - t) * z[j - 1])
            else:
                z.append(v if start is None else z[start] + _scale(network) * v)
        active, backwards = _activated(z[j], network)
        h.append(active)
        back.append(backwards)

    output = h[-1] @ last
    if kind == "classification":
        p = np.exp(output - output.max(axis=1, keepdims=True))
        error = (p / p.sum(axis=1, keepdims=True) - y) / len(x)
    else:
        error = 2 * (output - y) / y.size
    signals: list[Array] = [np.zeros_like(z[0]) for _ in range(depth)]
    signals[-1] = back[-1](error @ last.T)
    for j in range(depth - 1, 0, -1):
        d = signals[j]
        start = _start(network, j)
        if network.connection == "highway":
            t, v = gate[j - 1], branch[j - 1]
            signals[j - 1] += (1 - t) * d + (d * (v - z[j - 1]) * t * (1 - t)) @ gates[j].T
            signals[j - 1] += back[j - 1]((d * t) @ weights[j].T)
        elif start is None:
            for s in range(network.read_by(j)):
                signals[j - 1 - s] += back[j - 1 - s](d @ weights[j][s * width : (s + 1) * width].T)
        else:
            signals[start] += d
            signals[j - 1] += back[j - 1](_scale(network) * d @ weights[j].T)
    return signals


def _start(network: MLP, j: int) -> int | None:
    if network.connection in ("residual", "rezero"):
        return j - 1
    if network.connection == "input_skip":
        return 0
    if network.connection == "u_skip":
        return network.depth - 1 - j if network.depth - 1 - j < j else None
    if network.connection == "long_skip" and j >= network.skip_length and j % network.skip_length == 0:
        return j - network.skip_length
    return None


def _scale(network: MLP) -> float:
    return 0.0 if network.connection == "rezero" else network.branch_scale


def _activated(z: Array, network: MLP) -> tuple[Array, Callable[[Array], Array]]:
    """h, and how ∂/∂h becomes ∂/∂z."""
    kind = network.normalization
    if kind == "none":
        h, slope = phi(z, network)
        return h, lambda g: g * slope
    if network.norm_position == "before":
        u, s = _normalize(z, kind)
        h, slope = phi(u, network)
        return h, lambda g: _normalize_back(g * slope, u, s, kind)
    h, slope = phi(z, network)
    n, s = _normalize(h, kind)
    return n, lambda g: slope * _normalize_back(g, n, s, kind)


def _normalize(x: Array, kind: str) -> tuple[Array, Array]:
    """Normalized x, and what it was divided by."""
    if kind == "group":
        n, s = _normalize(x.reshape(-1, x.shape[1] // 4), "layer")
        return n.reshape(x.shape), s
    axis = 0 if kind == "batch" else 1
    centred = x if kind == "rms" else x - x.mean(axis=axis, keepdims=True)
    s = np.sqrt((centred**2).mean(axis=axis, keepdims=True) + EPSILON)
    return centred / s, s


def _normalize_back(g: Array, n: Array, s: Array, kind: str) -> Array:
    if kind == "group":
        small = (-1, g.shape[1] // 4)
        return _normalize_back(g.reshape(small), n.reshape(small), s, "layer").reshape(g.shape)
    axis = 0 if kind == "batch" else 1
    mean = 0.0 if kind == "rms" else g.mean(axis=axis, keepdims=True)
    return (g - mean - n * (g * n).mean(axis=axis, keepdims=True)) / s


def phi(z: Array, network: MLP) -> tuple[Array, Array]:
    """φ(z) and φ'(z) in float64."""
    with jax.enable_x64(True):
        value, slope = _compiled(network.activation)(z, jnp.asarray(network.leaky_slope, jnp.float64))
        return np.asarray(value), np.asarray(slope)


@lru_cache(maxsize=200)  # three rules, three seeds, and twenty layers with what they answer: one network after another
def _drawn(initializer: str, scale: float, seed: int, which: int, fan_in: int, fan_out: int) -> Array:
    """Kept, because networks that differ in something else share their weights."""
    rng = np.random.default_rng((seed, which))
    return INITIALIZERS[initializer].draw(rng, fan_in, fan_out, scale).astype(float)


@lru_cache
def _compiled(activation: str) -> Callable[..., tuple[jax.Array, jax.Array]]:
    function = ACTIVATIONS[activation].function
    return jax.jit(lambda z, a: jax.jvp(lambda z: function(z, a), (z,), (jnp.ones_like(z),)))
