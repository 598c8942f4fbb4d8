"""The network's answers at a task's probes are the twin's, and cost nothing to those who do not ask."""

from typing import Any

import numpy as np
import pytest

import gradflow
from gradflow import MLP, Experiment
from gradflow.engine.core.program_cache import evict_all
from gradflow.engine.train import begin_training
from gradflow.tasks import TASKS, data_of, probes_of
from tests.engine.layered.test_compilations import counted
from tests.twin.case import parameters_of
from tests.twin.gradients import held_out

pytestmark = pytest.mark.slow

STEPS = 21  # one more than a chunk


def trained(experiment: Experiment) -> Any:
    training = begin_training(experiment)
    while not training.finished:
        training.advance()
    return training


def by_twin(experiment: Experiment) -> np.ndarray:
    """A forward pass in float64 with the engine's weights and running statistics."""
    after = gradflow.inspect(experiment, step=experiment.steps)
    running = list(zip(after.running_mean.astype(np.float64), after.running_variance.astype(np.float64), strict=True))
    inputs = probes_of(experiment.task)
    targets = np.zeros((len(inputs), TASKS[experiment.task].outputs))
    output = held_out(experiment, parameters_of(after), running, inputs, targets)[1]
    if TASKS[experiment.task].objective == "regression":
        return output
    powers = np.exp(output - output.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


@pytest.mark.parametrize("normalization", ["none", "batch"])
@pytest.mark.parametrize("task", TASKS)
def test_answers_are_the_twin_s(task: str, normalization: str) -> None:
    network = MLP(depth=3, width=16, activation="tanh", normalization=normalization)
    e = Experiment(task=task, network=network, batch_size=32, steps=STEPS, learning_rate=0.05)
    answers = trained(e).probe_outputs()
    assert answers.dtype == np.float32
    np.testing.assert_allclose(answers, by_twin(e), rtol=1e-4, atol=1e-5)


def test_probabilities_add_up_to_one() -> None:
    answers = begin_training(Experiment()).probe_outputs()
    np.testing.assert_allclose(answers.sum(axis=1), 1, rtol=1e-5)


def test_the_state_is_not_used_up() -> None:
    training = begin_training(Experiment(batch_size=32).replace(depth=3, width=16))
    training.advance(2)
    np.testing.assert_array_equal(training.probe_outputs(), training.probe_outputs())
    training.advance(2)


def test_only_who_asks_pays() -> None:
    evict_all()  # those of other tests
    e = Experiment(steps=40).replace(depth=2, width=16, batch_size=32)
    training = trained(e)
    assert not training.has_probe_program()
    training.compile_probe_outputs()
    assert training.has_probe_program()
    with counted() as compiled:
        training.probe_outputs()
        other = trained(e.replace(depth=9, activation="relu", normalization="batch"))
        other.probe_outputs()
    assert compiled == []


@pytest.mark.parametrize("task", TASKS)
def test_probes_lie_where_the_data_does(task: str) -> None:
    probes, data = probes_of(task), data_of(task)
    assert probes.dtype == np.float32
    assert probes.shape[1] == data.inputs.shape[1]
    if data.inputs.shape[1] <= 2:
        extent = np.ptp(data.inputs, axis=0)
        assert (probes.min(axis=0) < data.inputs.min(axis=0)).all()
        assert (probes.max(axis=0) > data.inputs.max(axis=0)).all()
        assert (np.ptp(probes, axis=0) < 1.2 * extent).all()
    else:
        np.testing.assert_array_equal(probes, data.held_out_inputs[: len(probes)])
