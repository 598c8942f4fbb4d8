"""Held-out loss and accuracy after 21 steps; batch normalization's running statistics are torch.nn.BatchNorm1d's."""

import numpy as np
import pytest
import torch

import gradflow
from gradflow import MLP, Experiment
from gradflow.parts.connections import CONNECTIONS
from gradflow.parts.normalizations import NORMALIZATIONS, POSITIONS
from gradflow.tasks import TASKS, data_of
from tests.twin import in_torch
from tests.twin.case import batch_of, case_of, parameters_of
from tests.twin.design import BATCH, STEPS, WIDTH
from tests.twin.gradients import held_out

pytestmark = pytest.mark.slow


def experiment(**more: object) -> Experiment:
    e = Experiment(network=MLP(depth=3, width=WIDTH, activation="tanh"), batch_size=BATCH, steps=STEPS)
    return e.replace(**({"learning_rate": 0.05} | more))


def measured(trace: gradflow.Trace) -> list[int]:
    return [int(step) for step in np.flatnonzero(~np.isnan(trace.held_out_loss))]


def right(output: np.ndarray, targets: np.ndarray) -> float:
    return float((output.argmax(axis=1) == targets.argmax(axis=1)).mean())


@pytest.mark.parametrize("position", POSITIONS)
@pytest.mark.parametrize("normalization", NORMALIZATIONS)
@pytest.mark.parametrize("task", ["digits", "linear"])
def test_held_out_part_is_measured_as_pytorch_does(task: str, normalization: str, position: str) -> None:
    e = experiment(task=task, normalization=normalization, norm_position=position)
    trace, data = gradflow.train(e), data_of(task)
    assert measured(trace), "held-out data are measured at least once in 21 steps"
    start = parameters_of(gradflow.inspect(e, step=0))
    for step in measured(trace):
        network, _ = in_torch.train(e, start, [batch_of(e, s) for s in range(step + 1)])
        network.eval()
        with torch.no_grad():
            output = network(torch.tensor(data.held_out_inputs.astype(np.float64)))
            loss = float(in_torch.loss_of(e, output, data.held_out_targets))
        near = 5e-4 if normalization == "group" else 1e-4  # four units, which may be nearly alike: 2.7e-4 was met
        assert trace.held_out_loss[step] == pytest.approx(loss, rel=near)
        if TASKS[task].objective == "classification":
            accuracy = right(output.numpy(), data.held_out_targets)
            assert trace.held_out_accuracy[step] == pytest.approx(accuracy, abs=1.5 / len(data.held_out_inputs))
        else:
            assert np.isnan(trace.held_out_accuracy).all() and np.isnan(trace.accuracy).all()


@pytest.mark.parametrize("connection", CONNECTIONS)
@pytest.mark.parametrize("normalization", ["none", "batch"])
def test_held_out_part_with_every_connection_is_the_twin_s(connection: str, normalization: str) -> None:
    e = experiment(connection=connection, normalization=normalization, skip_length=2)
    trace, data, case = gradflow.train(e), data_of("digits"), case_of(e, STEPS)
    for step in measured(trace):
        after, running = case.true[step].after, case.true[step].running
        loss, output = held_out(e, after, running, data.held_out_inputs, data.held_out_targets)
        assert trace.held_out_loss[step] == pytest.approx(loss, rel=2e-4)
        assert trace.held_out_accuracy[step] == pytest.approx(right(output, data.held_out_targets), abs=1.5 / 360)


def test_held_out_part_is_measured_every_20_steps_however_long_the_run() -> None:
    steps = measured(gradflow.train(experiment(steps=90)))
    assert 4 <= len(steps) <= 6 and set(np.diff(steps)) <= {20, *np.diff(steps)[-1:]}


def test_accuracy_of_the_batch_is_the_twin_s() -> None:
    e = experiment(learning_rate=0.3)
    trace, case = gradflow.train(e), case_of(e, STEPS)
    for step, (true, said) in enumerate(zip(case.true, trace.accuracy, strict=True)):
        assert said == pytest.approx(right(true.truth.output, batch_of(e, step)[1]), abs=1e-6)
