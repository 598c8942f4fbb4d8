"""Skips that meet a normalization: every position of both, in a network deep enough for several of them."""

from itertools import pairwise
from typing import Any

import numpy as np
import pytest
import torch

import gradflow
from gradflow import MLP, Experiment
from gradflow.parts.normalizations import NORMALIZATIONS, POSITIONS
from gradflow.tasks import data_of
from tests.engine.layered.test_truth_training import compare, compare_parameters
from tests.twin.case import case_of
from tests.twin.design import BATCH, WIDTH
from tests.twin.gradients import by_torch
from tests.twin.network import Parameters

pytestmark = pytest.mark.slow

STEPS = 4
NORMS = [("none", "before"), *((name, side) for name in NORMALIZATIONS if name != "none" for side in POSITIONS)]


def experiment(connection: str, depth: int, **fields: Any) -> Experiment:
    network = MLP(depth, WIDTH, "tanh", initializer="he_normal", connection=connection, branch_scale=0.8)
    return Experiment(network=network, batch_size=BATCH, steps=STEPS, learning_rate=0.02).replace(**fields)


@pytest.mark.parametrize(("normalization", "position"), NORMS)
@pytest.mark.parametrize(("connection", "depth"), [("residual_post", 6), ("u_skip", 6), ("u_skip", 7), ("dense", 8)])
def test_training_through_skips_is_the_twin_s(connection: str, depth: int, normalization: str, position: str) -> None:
    e = experiment(connection, depth, normalization=normalization, norm_position=position)
    case = case_of(e, STEPS)
    wrong = compare(case, gradflow.train(e)) + compare_parameters(case, STEPS - 1)
    for name in ("preactivations", "activations", "signals"):
        said, true = getattr(case.inspected, name), np.array(getattr(case.true[0].truth, name))
        wrong += [name] if np.abs(said - true).max() > 1e-4 * np.abs(true).max() else []
    assert not wrong, "\n".join(wrong)


def test_the_original_block_is_that_of_torch_nn() -> None:
    """relu(x + BN(W₂ relu(BN(W₁ x)))), of ready-made modules."""
    e = experiment("residual_post", 3, activation="relu", normalization="batch", branch_scale=1.0)
    rng = np.random.default_rng(5)
    fans = [64, *[WIDTH] * 3, 10]
    weights = [rng.normal(0, 0.3, fan) for fan in pairwise(fans)]
    flat, one = [np.zeros(fan) for fan in fans[1:]], [np.ones(WIDTH)] * 3
    start = Parameters(weights, flat, one, flat[:3], [1.0] * 3, [], [], [])
    inputs, targets = (part[:BATCH] for part in (data_of("digits").inputs, data_of("digits").targets))
    truth = by_torch(e, start, inputs, targets)
    relu, norm = torch.nn.ReLU(), torch.nn.BatchNorm1d(WIDTH).double()
    x, *rest = (torch.tensor(np.asarray(array, float)) for array in (inputs, *weights))
    h = relu(norm(x @ rest[0]))
    block = relu(h + norm(relu(norm(h @ rest[1])) @ rest[2]))
    np.testing.assert_allclose(truth.activations[-1], block.detach(), rtol=1e-9, atol=1e-12)


def test_a_dense_block_that_comes_in_keeps_the_weights_from_the_layer_below() -> None:
    e = experiment("plain", 6).with_change(2, connection="dense").with_change(3, connection="plain")
    before, dense, after = (gradflow.inspect(e, step=step) for step in (1, 2, 3))
    moved = [w - e.learning_rate * g for w, g in zip(before.weights, before.weight_gradients, strict=True)]
    fresh = gradflow.inspect(e.replace(connection="dense"), step=0).weights
    for layer in range(1, 6):
        np.testing.assert_allclose(dense.weights[layer][:WIDTH], moved[layer], atol=1e-6)
        np.testing.assert_array_equal(dense.weights[layer][WIDTH:], fresh[layer][WIDTH:])
        assert after.weights[layer].shape == (WIDTH, WIDTH)
