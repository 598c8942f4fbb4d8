"""The chain rule taken apart: known factors come out."""

import numpy as np
import pytest

import gradflow
from gradflow import MLP, Experiment
from gradflow.diagnosis import diagnose
from gradflow.diagnosis.chain import chain_of


def test_both_parts_add_up_to_the_diagnosis() -> None:
    trace = gradflow.train(Experiment(network=MLP(depth=10), steps=3))
    assert chain_of(trace).total.sum() == pytest.approx(diagnose(trace).decades, abs=1e-4)


def test_a_sigmoid_s_slope_takes_a_factor_of_four() -> None:
    trace = gradflow.train(Experiment(network=MLP(depth=10), steps=1))
    assert chain_of(trace).slopes[1:] == pytest.approx(np.log10(0.25), abs=0.03)  # layer 1's inputs are larger


def test_an_identity_has_no_slope_and_orthogonal_weights_no_factor() -> None:
    network = MLP(depth=10, activation="identity", initializer="orthogonal")
    found = chain_of(gradflow.train(Experiment(network=network, steps=1)))
    assert found.slopes == pytest.approx(0, abs=1e-5) and found.weights == pytest.approx(0, abs=1e-5)


def test_the_gain_is_the_weights_factor() -> None:
    one, three = (
        chain_of(gradflow.train(Experiment(network=MLP(depth=10, activation="identity", gain=gain), steps=1)))
        for gain in (1.0, 3.0)
    )
    assert three.weights - one.weights == pytest.approx(np.log10(3), abs=0.02)


@pytest.mark.slow
def test_what_dropout_adds_is_told_apart_from_the_weights() -> None:
    network = MLP(depth=10, activation="identity", initializer="orthogonal", dropout=0.5)
    found = chain_of(gradflow.train(Experiment(network=network, steps=1)))
    assert found.dropout == pytest.approx(np.log10(2) / 2) and found.matrices == pytest.approx(0, abs=0.03)


@pytest.mark.slow
def test_a_dead_unit_is_no_small_slope() -> None:
    """Biases far below 0 switch half of ReLU's neurons off for every example: the living have slope 1 or 0 by half."""
    network = MLP(depth=4, width=256, activation="relu", initializer="he_normal", bias_gain=4.0)
    found = chain_of(trace := gradflow.train(Experiment(network=network, steps=1)))
    assert trace.dead_fraction[0, :-1].min() > 0.05
    assert found.dead == pytest.approx(np.log10(1 - trace.dead_fraction[0, :-1]) / 2, abs=1e-6)
    assert found.living + found.dead == pytest.approx(found.slopes)


def test_a_relu_network_halves_the_square_at_every_slope() -> None:
    network = MLP(depth=10, width=256, activation="relu", initializer="he_normal")
    assert chain_of(gradflow.train(Experiment(network=network, steps=1))).slopes.mean() == pytest.approx(
        np.log10(np.sqrt(0.5)), abs=0.05
    )
