"""The anatomy of a step multiplies as the engine does: its way back gives the engine's own signals."""

import itertools

import numpy as np
import pytest

import gradflow
from gradflow.experiment import MLP, Experiment, default_of
from gradflow.inside.layered_way import SAMPLE, LayeredWay
from gradflow.inside.recurrent import RecurrentWay
from gradflow.networks import RNN
from gradflow.parts.connections import CONNECTIONS
from gradflow.parts.reparametrizations import REPARAMETRIZATIONS

SMALL = Experiment(network=MLP(depth=6, width=16, activation="tanh", initializer="orthogonal", skip_length=2), steps=3)
SMALL_TIME = default_of(RNN).replace(hidden_size=8, sequence_length=12, batch_size=16, steps=2)
NORMS = (("none", "before"), ("batch", "before"), ("layer", "after"), ("group", "before"), ("rms", "after"))
CASES = [(connection, *norm, "none") for connection, norm in itertools.product(CONNECTIONS, NORMS)]
MADE = [name for name in REPARAMETRIZATIONS if name != "none"]
CASES += [(connection, *NORMS[0], name) for connection, name in itertools.product(("plain", "dense"), MADE)]


def onto_outputs(step):
    """∂loss/∂outputs of a mean cross entropy."""
    odds = np.exp(step.outputs.astype(float) - step.outputs.max(axis=-1, keepdims=True))
    return (odds / odds.sum(axis=-1, keepdims=True) - step.targets) / step.outputs.shape[-2]


@pytest.mark.parametrize(("connection", "normalization", "position", "made"), CASES)
def test_its_way_back_is_the_engine_s_and_its_product_that_of_one_example(connection, normalization, position, made):
    norm = {"normalization": normalization, "norm_position": position}
    experiment = SMALL.replace(connection=connection, reparametrization=made, **norm)
    step = gradflow.inspect(experiment, 2)
    read = LayeredWay(experiment, step)
    found = read.back(onto_outputs(step) @ step.weights[-1].T.astype(float))
    np.testing.assert_allclose(found, step.signals, rtol=2e-3, atol=1e-5 * np.abs(step.signals).max())
    contributed = read.onto_trained(4, read.entering(4).T @ read.onto(4, step.signals[4].astype(float)))
    np.testing.assert_allclose(contributed, step.weight_gradients[4][: len(contributed)], rtol=2e-3, atol=2e-7)
    sent, products = read.back(found[-1], alone=True), read.product(range(6))
    for layer, product in products.items():
        np.testing.assert_allclose(product @ sent[-1, SAMPLE], sent[layer, SAMPLE], rtol=1e-6, atol=1e-12)


def test_of_batch_normalization_it_is_the_derivative_by_one_example():
    experiment = SMALL.replace(normalization="batch", batch_size=8)
    step = gradflow.inspect(experiment, 1)
    read = LayeredWay(experiment, step)
    _, norm = read._normalizing(2)
    assert norm is not None
    moved = norm.x.copy()
    moved[SAMPLE, 3] += 1e-6
    change = (norm._replace(x=moved).out() - norm.out())[SAMPLE] / 1e-6
    np.testing.assert_allclose(norm.jacobian(SAMPLE)[3], change, rtol=1e-4, atol=1e-6)


@pytest.mark.parametrize("normalization", ["none", "layer", "rms"])
@pytest.mark.parametrize("cell", ["tanh", "relu", "sigmoid", "linear", "gru", "lstm"])
def test_over_time_as_well(cell, normalization):
    experiment = SMALL_TIME.replace(cell=cell, normalization=normalization)
    step = gradflow.inspect(experiment, 1)
    read = RecurrentWay(experiment, step)
    found = read.back(step.signals[-1, -1].astype(float))
    np.testing.assert_allclose(found, step.signals[-1], rtol=5e-3, atol=2e-5 * np.abs(step.signals).max())
    whole = np.einsum("tbi,tbo->io", read.before, read.onto())
    np.testing.assert_allclose(whole, step.gradients.weight_hh[-1].T, rtol=5e-3, atol=2e-5 * np.abs(whole).max())


@pytest.mark.parametrize("cell", ["tanh", "gru", "lstm"])
def test_over_time_the_product_is_the_way_back_of_one_example(cell):
    experiment = SMALL_TIME.replace(cell=cell)
    read = RecurrentWay(experiment, gradflow.inspect(experiment, 1))
    way = np.random.default_rng(1).normal(size=read.h.shape[1:])
    product = read.product([3])[3]
    hidden = way.shape[1]
    np.testing.assert_allclose(product[:hidden, :hidden] @ way[0], read.back(way)[3, 0], rtol=1e-6, atol=1e-12)
