"""Theory of dropout: sizes against measured networks, and likeness against closed forms."""

from math import log
from typing import Any

import numpy as np
import pytest

import gradflow
from gradflow.experiment import MLP, Experiment
from gradflow.networks import CNN
from gradflow.theory.predict import decades_per_layer, explain, explain_isometry, predict

SEEDS = 6
HE: dict[str, Any] = {"activation": "relu", "initializer": "he_normal"}


def measured(e: Experiment) -> float:
    looks = (gradflow.inspect(e.replace(seed=seed)).signals for seed in range(SEEDS))
    rows = [np.sqrt((look.reshape(len(look), -1) ** 2).mean(axis=1)) for look in looks]
    return decades_per_layer(np.mean([np.log10(row / row[-1]) for row in rows], axis=0)) or 0.0


@pytest.mark.parametrize("rate", [0.1, 0.5, 0.9])
@pytest.mark.parametrize("fields", [{"activation": "identity", "initializer": "lecun_normal"}, HE], ids=str)
def test_each_layer_divides_mean_squares_by_what_is_left(rate, fields):
    profile = predict(Experiment(network=MLP(depth=10, dropout=rate, **fields)))
    assert decades_per_layer(profile) == pytest.approx(-np.log10(1 - rate) / 2, abs=1e-6)


@pytest.mark.parametrize(
    "fields",
    [
        HE,
        {"activation": "sigmoid"},
        {"activation": "tanh", "connection": "residual", "branch_scale": 0.5},
        {"activation": "relu", "reparametrization": "scaled_standardization"},
        {"activation": "tanh", "connection": "dense"},
        {"activation": "relu", "normalization": "batch"},
        {"activation": "gelu", "normalization": "layer", "norm_position": "after"},
    ],
    ids=str,
)
def test_it_agrees_with_measured_networks(fields):
    e = Experiment(network=MLP(depth=10, width=64, dropout=0.3, **fields), batch_size=32)
    assert decades_per_layer(predict(e)) == pytest.approx(measured(e), abs=0.03)


def test_it_agrees_with_measured_convolutions():
    e = Experiment(network=CNN(depth=10, width=8, activation="tanh", dropout=0.3), batch_size=8)
    assert decades_per_layer(predict(e)) == pytest.approx(measured(e), abs=0.06)


def test_of_a_linear_network_likeness_goes_down_with_what_is_left():
    found = explain(Experiment(network=MLP(depth=20, activation="identity", initializer="orthogonal", dropout=0.1)))
    assert found.settles == pytest.approx(0.0, abs=1e-6)
    assert found.layers == pytest.approx(-1 / log(0.9), rel=1e-3)


def test_of_relu_likeness_settles_where_the_arc_cosine_kernel_does():
    """c = (1 - p) k(c), k the kernel of Cho & Saul 2009; without dropout c = 1, on the edge of chaos."""
    c, rate = 1.0, 0.2
    for _ in range(200):
        c = (1 - rate) * (np.sqrt(1 - c**2) + c * (np.pi - np.arccos(c))) / np.pi
    found = explain(Experiment(network=MLP(depth=20, dropout=rate, **HE)))
    assert found.settles == pytest.approx(c, abs=2e-3)
    assert found.layers == pytest.approx(-1 / np.log((1 - rate) * (1 - np.arccos(c) / np.pi)), rel=0.02)


def test_two_inputs_of_a_real_network_come_to_be_as_alike_as_that():
    e = Experiment(network=MLP(depth=20, width=64, dropout=0.2, **HE), batch_size=32)
    found = []
    for seed in range(SEEDS):
        z = gradflow.inspect(e.replace(seed=seed)).preactivations[-1]
        unit = z / np.linalg.norm(z, axis=1, keepdims=True)
        found.append((unit @ unit.T)[np.triu_indices(len(unit), 1)].mean())
    assert np.mean(found) == pytest.approx(explain(e).settles, abs=0.06)


def test_it_says_where_it_speaks():
    plain, skips, pictures = (
        explain(Experiment(network=network, batch_size=8)).reason
        for network in (MLP(dropout=0.1), MLP(dropout=0.1, connection="residual"), CNN(dropout=0.1))
    )
    assert (plain, skips, pictures) == ("reason.dropout", "reason.dropout_sizes", "reason.dropout_sizes")
    assert explain_isometry(Experiment(network=MLP(dropout=0.1)), (0.5,)) is None
