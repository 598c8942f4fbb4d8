"""The anatomy of a step multiplies as the engine does: its way back gives the engine's own signals."""

import itertools

import numpy as np
import pytest

import gradflow
from gradflow.experiment import MLP, Experiment, default_of
from gradflow.inside.layered_way import SAMPLE, LayeredWay, placed
from gradflow.inside.recurrent import RecurrentWay
from gradflow.networks import CNN, RNN
from gradflow.parts.connections import CONNECTIONS
from gradflow.parts.reparametrizations import REPARAMETRIZATIONS

SMALL = Experiment(network=MLP(depth=6, width=16, activation="tanh", initializer="orthogonal", skip_length=2), steps=3)
SMALL_TIME = default_of(RNN).replace(hidden_size=8, sequence_length=12, batch_size=16, steps=2)
NORMS = (("none", "before"), ("batch", "before"), ("layer", "after"), ("group", "before"), ("rms", "after"))
SMALL_PICTURES = default_of(CNN).replace(depth=5, width=4, batch_size=8, activation="tanh", skip_length=2, steps=3)
CASES = [(connection, *norm, "none") for connection, norm in itertools.product(CONNECTIONS, NORMS)]
MADE = [name for name in REPARAMETRIZATIONS if name != "none"]
CASES += [(connection, *NORMS[0], name) for connection, name in itertools.product(("plain", "dense"), MADE)]


def onto_outputs(step):
    """∂loss/∂outputs of a mean cross entropy."""
    odds = np.exp(step.outputs.astype(float) - step.outputs.max(axis=-1, keepdims=True))
    return (odds / odds.sum(axis=-1, keepdims=True) - step.targets) / step.outputs.shape[-2]


def multiplies_as_the_engine(experiment):
    """Its signals and weight gradients are the engine's, and its product is the way back of one example."""
    step, last = gradflow.inspect(experiment, 2), experiment.network.depth - 1
    read = LayeredWay(experiment, step)
    onto_h = onto_outputs(step) @ step.weights[-1].T.astype(float)
    places = read.wide("slopes", 0).shape[1]
    spread = np.repeat(onto_h[:, None] / places, places, axis=1)
    found = dict(read.back(spread * read.left_in(last)))
    for layer, signal in found.items():
        said = placed(step.signals[layer])
        np.testing.assert_allclose(signal, said, rtol=2e-3, atol=1e-5 * np.abs(step.signals).max())
    onto = read.onto(last, placed(step.signals[last]))
    contributed = np.einsum("spi,spo->io", read.entering(last), onto)
    if making := read.making(last):
        contributed = making.onto_made_of(contributed)
    said = step.weight_gradients[last].reshape(read.network.taps, -1, contributed.shape[1])
    said = said[:, : len(contributed) // len(said)].reshape(contributed.shape)
    np.testing.assert_allclose(contributed, said, rtol=2e-3, atol=2e-7)
    sent, products = dict(read.back(found[last], alone=True, onto="z")), read.product(range(last + 1))
    for layer, product in products.items():
        arriving = product @ sent[last][SAMPLE].ravel()
        np.testing.assert_allclose(arriving, sent[layer][SAMPLE].ravel(), rtol=1e-6, atol=1e-12)


@pytest.mark.slow
@pytest.mark.parametrize(("connection", "normalization", "position", "made"), CASES)
def test_its_way_back_is_the_engine_s_and_its_product_that_of_one_example(connection, normalization, position, made):
    norm = {"normalization": normalization, "norm_position": position}
    multiplies_as_the_engine(SMALL.replace(connection=connection, reparametrization=made, **norm))


@pytest.mark.slow
@pytest.mark.parametrize(
    "values",
    [
        {"padding": "circular"},
        {"connection": "highway"},
        {"connection": "u_skip", "normalization": "batch"},
        {"connection": "residual_post", "normalization": "group", "padding": "circular"},
        {"connection": "rezero", "normalization": "layer", "norm_position": "after"},
        {"normalization": "batch", "norm_position": "after"},
        {"reparametrization": "scaled_standardization", "dropout": 0.3},
        {"reparametrization": "weight_norm", "connection": "dense", "block_length": 2, "padding": "circular"},
    ],
    ids=str,
)
def test_of_pictures_as_well(values):
    multiplies_as_the_engine(SMALL_PICTURES.replace(**values))


def test_next_to_each_other_the_product_is_that_of_two_layers_alone():
    experiment = SMALL_PICTURES.replace(normalization="rms", padding="circular")
    read = LayeredWay(experiment, gradflow.inspect(experiment, 2))
    np.testing.assert_allclose(read.jacobian(2) @ read.jacobian(3), read.product([2])[2], rtol=1e-9, atol=1e-15)


@pytest.mark.slow
def test_of_batch_normalization_it_is_the_derivative_by_one_example():
    experiment = SMALL.replace(normalization="batch", batch_size=8)
    step = gradflow.inspect(experiment, 1)
    _, norm = LayeredWay(experiment, step).normalizing(2)
    assert norm is not None
    moved, unit = norm.x.copy(), np.zeros((1, 1, 16))
    moved[SAMPLE, 0, 3] += 1e-6
    unit[..., 3] = 1.0
    change = (norm._replace(x=moved).out() - norm.out())[SAMPLE] / 1e-6
    np.testing.assert_allclose(norm.back(unit, SAMPLE, alone=True), change, rtol=1e-4, atol=1e-6)


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
