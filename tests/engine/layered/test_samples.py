"""Room for inputs and samples changes no number, and data of other sizes shares the program."""

import gc
from weakref import ref

import numpy as np
import pytest

import gradflow
from gradflow import MLP, Experiment
from gradflow.engine.layered.samples import samples_of
from gradflow.engine.train import begin_training
from gradflow.parts.optimizers import OPTIMIZERS
from gradflow.tasks import MOST_SAMPLES
from tests.engine.layered.test_compilations import counted
from tests.tasks.owned import diabetes, iris, owned, wine
from tests.twin import agreement
from tests.twin.agreement import disagreements
from tests.twin.case import case_of

pytestmark = pytest.mark.slow

NETWORK = MLP(depth=3, width=16, activation="tanh")
TABLES = {"wine": wine, "diabetes": diabetes, "iris": lambda: iris(3)}


@pytest.mark.parametrize("name", TABLES)
def test_the_step_is_the_twin_s(name):
    """13, 10 and 3 inputs in a room for 16, 16 and 4."""
    held = owned(TABLES[name]())
    case = case_of(Experiment(task=held.name, network=NETWORK, batch_size=32), steps=1)
    compared = agreement.quantities(case.true[0].truth, case.rounded[0].truth)
    said = {q: [case.inspected.loss] if q == "loss" else list(getattr(case.inspected, q)) for q in compared}
    assert [line for q, twin in compared.items() for line in disagreements(q, said[q], twin, 1e-4)] == []


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_inputs_that_are_only_room_stay_without_weight(optimizer):
    held = owned(wine())
    training = begin_training(
        Experiment(task=held.name, network=NETWORK, optimizer=optimizer, l2=0.01, weight_decay=0.01, batch_size=32)
    )
    trace = training.advance(20)
    flat = np.asarray(training.now()[2].parameters)[100:].reshape(-1)
    assert (flat[13 * 16 : 16 * 16] == 0).all() and (flat[: 13 * 16] != 0).all()
    inspected = gradflow.inspect(trace.experiment, step=19)
    rms = np.sqrt(np.mean(inspected.weight_gradients[0] ** 2))
    np.testing.assert_allclose(trace.weight_gradient_rms[19, 0], rms, rtol=1e-4)


def test_data_of_another_size_compiles_no_chunk():
    base = Experiment(network=NETWORK, batch_size=32, steps=40)
    one, other = owned(wine()), owned(b"\n".join(wine().split(b"\n")[:140]))
    assert len(one.task.data.inputs) != len(other.task.data.inputs)
    begin_training(base.replace(task=one.name)).advance(2)
    with counted() as compiled:
        begin_training(base.replace(task=other.name)).advance(2)
    assert [name for name in compiled if "chunk" in name] == []  # small ones another test let go may come back


def test_samples_fill_their_room_and_leave_the_device_with_the_task():
    held = owned(iris(), target=2)
    parts, inputs = samples_of(held.task), ref(samples_of(held.task).training.inputs)
    assert parts.training.inputs.shape == (MOST_SAMPLES, 8)
    np.testing.assert_array_equal(parts.training.inputs[: len(held.task.data.inputs), :6], held.task.data.inputs)
    del held, parts
    gc.collect()
    assert inputs() is None
