"""Biases that start at random: what they are, and that networks with them train as the twin does."""

from functools import cache

import numpy as np
import pytest

import gradflow
from gradflow import MLP, Experiment
from gradflow.engine.layered.shape import shape_of
from gradflow.engine.layered.stack.parameters import HiddenLayers
from gradflow.engine.layered.starts.initial import initial_parameters
from tests.engine.layered.test_truth_training import compare, compare_parameters, foretold, meets_a_kink
from tests.export.covering import covering
from tests.networks.known import layered_of
from tests.twin.case import Case, case_of, parameters_of
from tests.twin.design import STEPS, label

pytestmark = pytest.mark.slow

GAIN = 0.7
BIASED = [e.replace(bias_gain=GAIN) for e in covering(3)]
WIDE = Experiment(network=MLP(depth=50, width=256, bias_gain=GAIN), seed=3)


def stack_of(e: Experiment) -> np.ndarray:
    return initial_parameters(e, shape_of(e))


def hidden_biases(stack: np.ndarray, e: Experiment) -> np.ndarray:
    """[depth, width]"""
    return HiddenLayers(stack, shape_of(e)).bias[: e.network.depth]  # type: ignore[arg-type,return-value]


def biases_of(e: Experiment) -> np.ndarray:
    """Of the hidden layers, in units of the gain [depth, width]."""
    return hidden_biases(stack_of(e), e) / layered_of(e).bias_gain


def test_hidden_biases_are_normal_and_independent() -> None:
    drawn = biases_of(WIDE)
    moments = [np.mean(drawn**power) for power in (1, 2, 4)]
    assert moments == pytest.approx([0, 1, 3], abs=4 * (96 / drawn.size) ** 0.5)  # Var z⁴ = 96, of the others less
    between_layers = np.corrcoef(drawn)[np.triu_indices(len(drawn), 1)]
    assert abs(between_layers).max() < 5 / 256**0.5


SAME = [{"depth": 2}, {"gain": 3.0, "initializer": "he_uniform"}, {"tied": True}, {"bias_gain": GAIN / 2}]


@pytest.mark.parametrize("other", SAME)
def test_they_depend_on_the_seed_and_the_layer_alone(other: dict[str, object]) -> None:
    np.testing.assert_allclose(biases_of(WIDE.replace(**other))[:2], biases_of(WIDE)[:2], rtol=1e-6)
    assert not np.isclose(biases_of(WIDE.replace(seed=4))[:2], biases_of(WIDE)[:2]).all()


@pytest.mark.parametrize("connection", ["plain", "highway"])
def test_nothing_else_changes_and_without_a_gain_they_are_0(connection: str) -> None:
    e = WIDE.replace(depth=3, width=16, connection=connection)
    biased, plain = stack_of(e), stack_of(e.replace(bias_gain=0.0))
    assert not hidden_biases(plain, e).any()
    hidden_biases(biased, e)[:] = 0
    np.testing.assert_array_equal(biased, plain)


def test_the_output_has_none() -> None:
    assert not parameters_of(gradflow.inspect(BIASED[0])).biases[-1].any()


@cache
def seen(e: Experiment) -> Case:
    return case_of(e, STEPS)


@pytest.mark.parametrize("e", [pytest.param(e, id=label(e)) for e in BIASED])
def test_training_is_the_twin_s(e: Experiment) -> None:
    if meets_a_kink(seen(e)):
        return
    wrong = compare(seen(e), gradflow.train(e))
    if foretold(seen(e)) > 1:
        wrong += compare_parameters(seen(e), foretold(seen(e)) - 1)
    assert not wrong, "\n".join(wrong)


def test_few_trainings_meet_a_kink() -> None:
    assert sum(meets_a_kink(seen(e)) for e in BIASED) <= len(BIASED) / 4
