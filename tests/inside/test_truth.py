"""The check finds what is right and what is wrong: of the engine, and of gradients that are bent on purpose."""

import dataclasses

import numpy as np
import pytest

import gradflow
from gradflow.experiment import MLP, Experiment, default_of
from gradflow.inside.truth.check import TRUTHS, check
from gradflow.inside.truth.checked import Question, checked
from gradflow.inside.truth.functions import activate
from gradflow.inside.truth.layered import loss_of
from gradflow.networks import CNN, FAMILIES, RNN
from gradflow.parts.activations import ACTIVATIONS
from gradflow.parts.connections import CONNECTIONS
from gradflow.parts.reparametrizations import REPARAMETRIZATIONS

SMALL = Experiment(network=MLP(depth=6, width=16, activation="tanh", initializer="orthogonal", skip_length=2), steps=3)
SMALL_TIME = default_of(RNN).replace(hidden_size=8, sequence_length=12, batch_size=16, steps=2)
SMALL_PICTURES = default_of(CNN).replace(depth=4, width=4, batch_size=8, activation="tanh", skip_length=2, steps=3)


def verdicts(experiment: Experiment, at: int = 1) -> set[str]:
    return {each.verdict for each in check(experiment.at(at), gradflow.inspect(experiment, at)).numbers}


@pytest.mark.slow
@pytest.mark.parametrize("connection", CONNECTIONS)
@pytest.mark.parametrize(("normalization", "position"), [("none", "before"), ("group", "before"), ("layer", "after")])
def test_the_engine_agrees_for_every_connection(connection, normalization, position):
    assert verdicts(SMALL.replace(connection=connection, normalization=normalization, norm_position=position)) <= {
        "agrees",
        "zero",
    }


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name in REPARAMETRIZATIONS if name != "none"])
@pytest.mark.parametrize("connection", ["plain", "dense"])
def test_the_engine_agrees_where_weights_are_made_of_others(name, connection):
    assert verdicts(SMALL.replace(reparametrization=name, connection=connection)) <= {"agrees", "zero"}


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_the_engine_agrees_for_every_activation(activation):
    experiment = SMALL.replace(activation=activation)
    step = gradflow.inspect(experiment)
    assert loss_of(experiment, step, {}, {}) == pytest.approx(step.loss, rel=1e-5)
    z = step.preactivations[2].astype(float)
    np.testing.assert_allclose(activate(activation, z, 0.01), step.activations[2], rtol=1e-4, atol=1e-6)


@pytest.mark.slow
@pytest.mark.parametrize("cell", ["tanh", "relu", "sigmoid", "linear", "gru", "lstm"])
@pytest.mark.parametrize("values", [{}, {"normalization": "layer", "stacked_layers": 2}], ids=str)
def test_the_engine_agrees_for_every_cell(cell, values):
    assert verdicts(SMALL_TIME.replace(cell=cell, **values)) <= {"agrees", "zero"}


@pytest.mark.slow
@pytest.mark.parametrize("connection", CONNECTIONS)
@pytest.mark.parametrize(("normalization", "padding"), [("none", "zero"), ("batch", "circular"), ("group", "zero")])
def test_the_engine_agrees_of_pictures(connection, normalization, padding):
    pictures = SMALL_PICTURES.replace(connection=connection, normalization=normalization, padding=padding)
    assert verdicts(pictures) <= {"agrees", "zero"}


@pytest.mark.parametrize("bent", [1.05, -1.0, 0.0])
def test_a_wrong_gradient_is_found_out(bent):
    step = gradflow.inspect(SMALL, 1)
    signals = step.signals.copy()
    signals[0] *= bent
    found = check(SMALL, dataclasses.replace(step, signals=signals)).numbers
    wrong = {(each.quantity, each.depth) for each in found if each.verdict == "differs"}
    assert wrong == {("signal_rms", 0)}


def test_a_gradient_of_another_direction_is_found_out():
    slope, other = np.array([3.0, 4.0]), np.array([4.0, 3.0])
    assert checked(Question("signal_rms", 0, other, lambda by: float(slope @ by))).verdict == "differs"


def test_what_is_too_small_for_differences_is_said_to_be():
    vanished = Experiment(network=MLP(depth=40, width=8), steps=1)
    found = check(vanished, gradflow.inspect(vanished)).numbers
    assert {each.verdict for each in found if each.depth == 0} == {"too_small"}
    assert {each.verdict for each in found if each.depth == 39} == {"agrees"}


def test_its_time_is_bounded_and_something_is_always_checked():
    found = check(SMALL, gradflow.inspect(SMALL), budget=0.0)
    assert len(found.numbers) == 1 < found.all


def test_every_family_can_be_asked():
    assert all(family in TRUTHS for family in FAMILIES.values())
