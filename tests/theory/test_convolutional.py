"""Theory of convolutions: position by position, with and without edges, against closed forms and measured networks."""

from math import cos, log10, pi
from typing import Any

import numpy as np
import pytest

import gradflow
from gradflow.experiment import Experiment
from gradflow.networks import CNN, MLP
from gradflow.theory.predict import THEORIES, decades_per_layer, explain, predict

EDGELESS: dict[str, Any] = {"padding": "circular"}
STANDARDIZED: dict[str, Any] = {"reparametrization": "scaled_standardization"}


def predicted(**fields: Any) -> np.ndarray:
    profile = predict(Experiment(network=CNN(**fields), batch_size=8))
    assert profile is not None
    return profile


def measured(seeds: int, **fields: Any) -> np.ndarray:
    """log10 of the backward signal at each layer over the last one's, the mean over seeds."""
    of: dict[str, Any] = {"width": 8} | fields
    e = Experiment(network=CNN(**of), batch_size=8, steps=1)
    rows = [gradflow.train(e.replace(seed=seed)).signal_rms[0] for seed in range(seeds)]
    return np.mean([np.log10(row / row[-1]) for row in rows], axis=0)


@pytest.mark.parametrize(("activation", "initializer"), [("tanh", "lecun_normal"), ("relu", "glorot_uniform")])
def test_without_edges_a_layer_s_factor_is_that_of_fully_connected_layers(activation, initializer):
    chosen: dict[str, Any] = {"depth": 40, "activation": activation, "initializer": initializer}
    ours = predicted(width=16, **EDGELESS, **chosen)
    theirs = predict(Experiment(network=MLP(width=256, **chosen)))
    assert theirs is not None
    assert ours[20] - ours[10] == pytest.approx(theirs[20] - theirs[10], abs=0.05)


def test_with_zeros_beyond_the_edge_a_linear_network_loses_the_largest_eigenvalue_of_a_mean_over_patches():
    profile = predicted(depth=50, activation="identity", initializer="orthogonal")
    a_layer = (1 + 2 * cos(pi / 9)) / 3  # of eight positions in a line, each with its neighbours; squared in the plane
    assert profile[20] - profile[25] == pytest.approx(5 * log10(a_layer), abs=1e-3)
    without = predicted(depth=50, activation="identity", initializer="orthogonal", **EDGELESS)
    assert without == pytest.approx(0.0, abs=1e-6)


@pytest.mark.parametrize("padding", ["zero", "circular"])
def test_delta_orthogonal_kernels_keep_a_linear_signal_whatever_is_beyond_the_edge(padding):
    chosen: dict[str, Any] = {"activation": "identity", "initializer": "delta_orthogonal", "padding": padding}
    chosen["depth"] = 10
    assert predicted(width=8, **chosen) == pytest.approx(0.0, abs=1e-6)
    assert measured(1, **chosen) == pytest.approx(0.0, abs=1e-5)


@pytest.mark.parametrize(
    "chosen",
    [
        {"activation": "tanh", "initializer": "orthogonal"},
        {"activation": "tanh", "initializer": "orthogonal", **EDGELESS},
        {"activation": "relu", "initializer": "glorot_normal"},
        {"activation": "sigmoid"},
        {"activation": "tanh", "connection": "residual", "branch_scale": 0.5},
        {"activation": "tanh", "initializer": "lecun_normal", "normalization": "rms", "norm_position": "after"},
        {"activation": "tanh", "initializer": "he_normal", "connection": "dense"},
        {"activation": "relu", "initializer": "he_normal", **STANDARDIZED},
        {"activation": "sigmoid", "initializer": "delta_orthogonal", **STANDARDIZED},
    ],
    ids=str,
)
def test_it_agrees_with_measured_networks(chosen):
    """Eight channels are few: a layer's factor is within 0.06 decades over eight seeds."""
    slope = decades_per_layer(measured(8, depth=10, **chosen))
    assert decades_per_layer(predicted(width=8, depth=10, **chosen)) == pytest.approx(slope, abs=0.06)


@pytest.mark.parametrize("padding", ["zero", "circular"])
@pytest.mark.parametrize("initializer", ["lecun_normal", "delta_orthogonal"])
def test_standardized_kernels_take_off_what_all_channels_have_of_a_patch(padding, initializer):
    """Of sigmoid nearly all is common to all channels, and beyond an edge there is nothing to take off."""
    network = CNN(depth=4, width=32, activation="sigmoid", initializer=initializer, padding=padding, **STANDARDIZED)
    e = Experiment(network=network, batch_size=8)
    sizes = np.log10(np.mean([gradflow.train(e.replace(steps=1, seed=s)).activation_rms[0] for s in range(4)], axis=0))
    assert explain(e).activation == pytest.approx(sizes, abs=0.02)


def test_group_normalization_divides_all_positions_of_a_picture_by_one_number():
    """So that blank ones stay small; four channels at each of 64 positions are enough to know it by."""
    chosen: dict[str, Any] = {"depth": 10, "width": 32, "activation": "relu", "normalization": "group"}
    assert decades_per_layer(predicted(**chosen)) == pytest.approx(decades_per_layer(measured(2, **chosen)), abs=0.06)


@pytest.mark.parametrize(
    ("chosen", "reason"),
    [
        ({"normalization": "batch"}, "reason.picture_batch"),
        ({"connection": "highway"}, "reason.picture_gate"),
        ({"initializer": "identity"}, "reason.not_drawn"),
        ({"tied": True}, "reason.tied"),
        ({"activation": "relu", "connection": "rezero"}, "reason.unchanged"),
        ({"activation": "tanh"}, "reason.pictures"),
    ],
)
def test_it_says_where_it_speaks(chosen, reason):
    prediction = explain(Experiment(network=CNN(**chosen), batch_size=8))
    assert prediction.reason == reason
    assert (prediction.band is None) is (reason != "reason.unchanged")


def test_the_critical_line_is_of_networks_without_edges():
    gains = THEORIES[Experiment(network=CNN(), batch_size=8).family].critical_gains
    assert gains is not None
    tanh: dict[str, Any] = {"activation": "tanh", "initializer": "lecun_normal"}
    assert gains(CNN(**EDGELESS, **tanh), [0.0]) == pytest.approx(1.0, abs=1e-3)
    assert gains(CNN(activation="tanh", initializer="delta_orthogonal"), [0.0]) == pytest.approx(1.0, abs=1e-3)
    assert np.isnan(gains(CNN(**EDGELESS, **STANDARDIZED, **tanh), [0.0])).all()
    assert np.isnan(gains(CNN(**tanh), [0.0])).all() and np.isnan(gains(CNN(tied=True, initializer="zeros"), 0.0))
