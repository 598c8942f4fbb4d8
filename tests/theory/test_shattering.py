"""Likeness of gradients on paper is that of the engine's, from example to example."""

from typing import Any

import numpy as np
import pytest

import gradflow
from gradflow.experiment import MLP, Experiment
from gradflow.inside import inside_of
from gradflow.theory.predict import explain

SEEDS = 3
HE: dict[str, Any] = {"activation": "relu", "initializer": "he_normal"}


@pytest.mark.parametrize(
    "fields",
    [
        HE,
        {"activation": "relu", "normalization": "batch"},
        {"activation": "tanh", "initializer": "lecun_normal", "gain": 1.5},
        {"connection": "residual", "branch_scale": 0.3, **HE},
        {"activation": "relu", "connection": "highway"},
    ],
    ids=str,
)
def test_it_is_what_is_measured(fields: dict[str, Any]) -> None:
    e = Experiment(network=MLP(depth=12, width=64, **fields), batch_size=128, steps=1)
    looks = [inside_of(each, gradflow.inspect(each)).alike for each in (e.replace(seed=s) for s in range(SEEDS))]
    assert explain(e).alike == pytest.approx(np.mean(looks, axis=0), abs=0.08)


def test_a_layer_of_relu_leaves_the_share_of_inputs_that_open_the_same_units() -> None:
    """1 - arccos(c)/π at each layer, c by the arc-cosine kernel; a linear network leaves everything."""
    alike = explain(Experiment(network=MLP(depth=30, width=256, **HE))).alike
    assert alike is not None and (np.diff(alike) > 0).all() and alike[0] < 0.05
    linear = explain(Experiment(network=MLP(depth=30, activation="identity", initializer="orthogonal"))).alike
    assert linear == pytest.approx(1.0)
