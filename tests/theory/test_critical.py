"""The critical line against published values, plain quadrature and measured networks."""

from typing import Any

import numpy as np
import pytest
import torch
from scipy.stats import norm

import gradflow
from gradflow import MLP, Experiment
from gradflow.parts.activations import ACTIVATIONS
from gradflow.parts.initializers import INITIALIZERS, OF_MATRICES
from gradflow.theory.critical import critical_gains, critical_line
from tests.twin.activations import activate, slope

BIASES = np.array([0.0, 0.1, 0.3, 0.5, 1.0, 2.0, 4.0])
LEAKY = 0.2
Z, FINE = (np.linspace(-9, 9, nodes) for nodes in (1000, 200_000))  # slopes jump, and need the fine one
ALONE = {"identity": 1.0, "relu": 2**0.5, "leaky_relu": (2 / (1 + LEAKY**2)) ** 0.5}  # theory.md 2.3, without biases
WITHOUT_BIASES = ALONE | {"tanh": 1.0, "hard_tanh": 1.0, "elu": 1.0, "sigmoid": 10.149, "selu": 0.4768**0.5}
NEVER_SMALL = {"gelu": 0.3, "silu": 0.5, "softplus": 4.0}  # σ_b up to which there is no point
SCALED = [name for name in ACTIVATIONS if name not in ALONE and name != "softplus"]


def average(values: np.ndarray, z: np.ndarray) -> float:
    return float(values @ norm.pdf(z)) * (z[1] - z[0])


def layer_by_layer(activation: str, gain: float, bias: float, layers: int = 3000) -> tuple[float, float]:
    """q and χ deep inside, by going there; the textbook φ and φ', summed over equal steps of z."""
    q = 1.0
    for _ in range(layers):
        h = activate(torch, activation, torch.tensor(np.sqrt(q) * Z), LEAKY).numpy()
        before, q = q, gain**2 * average(h**2, Z) + bias**2
        if abs(q / before - 1) < 1e-8 or not 1e-9 < q < 1e9:
            break
    return q, gain**2 * average(slope(activation, np.sqrt(q) * FINE, LEAKY) ** 2, FINE)


# Schoenholz et al. 2017 and theory.md 2.3: σ_w² at σ_b² of tanh
@pytest.mark.parametrize(("bias", "weight"), [(0.01, 1.4242), (0.05, 1.7610), (0.1, 1.9861), (0.3, 2.5051)])
def test_tanh_is_critical_at_the_published_points(bias: float, weight: float) -> None:
    assert float(critical_line("tanh", bias**0.5)) ** 2 == pytest.approx(weight, abs=1e-4)


@pytest.mark.parametrize(("activation", "gain"), WITHOUT_BIASES.items())
def test_without_biases_the_gains_are_the_known_ones(activation: str, gain: float) -> None:
    assert float(critical_line(activation, 0.0, LEAKY)) == pytest.approx(gain, rel=1e-4)


@pytest.mark.parametrize("activation", ALONE)
def test_scale_invariant_activations_have_one_point_alone(activation: str) -> None:
    assert np.isnan(critical_line(activation, BIASES[1:], LEAKY)).all()


@pytest.mark.parametrize(("activation", "bias"), NEVER_SMALL.items())
def test_where_q_runs_away_there_is_no_point(activation: str, bias: float) -> None:
    """Going there shows it: from one gain to the next, q leaps past the fixed point."""
    assert np.isnan(critical_line(activation, BIASES[bias >= BIASES], LEAKY)).all()
    found = np.array([layer_by_layer(activation, gain, min(bias, 0.3)) for gain in np.linspace(1.3, 2.1, 17)])
    at_rest = (found[:, 0] < 1e3) & (found[:, 0] > 1e-9)
    assert at_rest.any() and (found[at_rest, 1] < 0.97).all()


@pytest.mark.parametrize("activation", SCALED)
def test_the_line_rises_without_end(activation: str) -> None:
    line = critical_line(activation, np.linspace(1, 4, 50))
    assert (np.diff(line) > 0).all()
    assert line.shape == (50,) and critical_line(activation, np.ones((2, 3))).shape == (2, 3)


@pytest.mark.parametrize("bias", [0.3, 1.0, 1.5])
@pytest.mark.parametrize("activation", SCALED)
def test_going_there_layer_by_layer_ends_at_a_factor_of_1(activation: str, bias: float) -> None:
    gain = float(critical_line(activation, bias))
    if np.isnan(gain):
        assert activation in NEVER_SMALL
        return
    assert layer_by_layer(activation, gain, bias)[1] == pytest.approx(1, abs=3e-4)


NETWORKS = [
    ("tanh", 0.5),
    ("hard_tanh", 0.5),
    ("elu", 0.3),
    ("selu", 0.5),
    ("gelu", 1.0),
    ("sigmoid", 0.5),
    ("relu", 0.0),
]


@pytest.mark.slow
@pytest.mark.parametrize("initializer", ["lecun_normal", "glorot_uniform", "he_normal"])
@pytest.mark.parametrize(("activation", "bias"), NETWORKS)
def test_measured_networks_vanish_below_explode_above_and_do_neither_on_it(
    activation: str, bias: float, initializer: str
) -> None:
    net = MLP(40, 128, activation, initializer=initializer, bias_gain=bias)
    critical = float(critical_gains(net, bias))

    def measured(factor: float) -> float:
        base = Experiment(network=net, batch_size=64, steps=1).replace(gain=critical * factor)
        rows = [gradflow.train(base.replace(seed=seed)).signal_rms[0] for seed in range(3)]
        return float(np.median([(np.log10(row[0]) - np.log10(row[-1])) / 39 for row in rows]))

    below, on, above = (measured(factor) for factor in (0.85, 1.0, 1.15))
    assert below < -0.015 and abs(on) < 0.01 and above > 0.015


@pytest.mark.parametrize("initializer", OF_MATRICES)
def test_every_drawn_initializer_has_a_gain_of_its_own(initializer: str) -> None:
    net, variance = MLP(width=64, activation="tanh", initializer=initializer), INITIALIZERS[initializer].variance
    gains = critical_gains(net, BIASES)
    if variance is None:
        assert np.isnan(gains).all()
    else:
        unit = np.sqrt(64 * variance(64, 64, net.init_scale))
        assert gains * unit == pytest.approx(critical_line("tanh", BIASES))


@pytest.mark.parametrize("fields", [{"connection": "residual"}, {"normalization": "layer"}])
def test_skips_and_normalizations_have_no_line(fields: dict[str, Any]) -> None:
    assert np.isnan(critical_gains(MLP(activation="tanh", **fields), BIASES)).all()
