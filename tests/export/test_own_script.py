"""A script holds the learner's own data, and makes the numbers of the engine from it alone."""

import numpy as np
import pytest

import gradflow
from gradflow import MLP, RNN, Experiment
from gradflow.export import script
from gradflow.tasks.own.in_time import in_time
from tests.export.agreement import disagreeing
from tests.export.alone import run_alone
from tests.tasks.owned import diabetes, iris, owned, rows, wave, wine
from tests.tasks.test_in_time import MONTHS, ecg, table

pytestmark = pytest.mark.slow

TABLES = {"wine": wine, "diabetes": diabetes, "iris": lambda: iris(3)}
NETWORK = MLP(depth=4, width=16, activation="tanh")


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Of every table what is held, its experiment, and what the script writes."""
    held = {name: owned(table()) for name, table in TABLES.items()}
    experiments = [
        Experiment(task=data.name, network=NETWORK, steps=21, optimizer="momentum", learning_rate=0.01, batch_size=32)
        for data in held.values()
    ]
    said = run_alone(experiments, tmp_path_factory.mktemp("own"), quickly=True)
    return {name: each for name, *each in zip(held, held.values(), experiments, said, strict=True)}


@pytest.mark.parametrize("name", TABLES)
def test_the_numbers_are_those_of_the_engine(name, made):
    _, experiment, rows = made[name]
    trace = gradflow.train(experiment)
    assert trace.loss[-1] < trace.loss[0]
    assert disagreeing(experiment, rows) == []


@pytest.fixture(scope="module")
def read_in_time(tmp_path_factory):
    """Of a series and of sequences: the experiment, and what the script writes."""
    held = [in_time(table(MONTHS)), in_time(ecg(12))]
    lstm = RNN(cell="lstm", hidden_size=6, sequence_length=12)
    experiments = [Experiment(task=each.name, network=lstm, batch_size=5, steps=12) for each in held]
    said = run_alone(experiments, tmp_path_factory.mktemp("in_time"), quickly=True)
    return held, list(zip(experiments, said, strict=True))


@pytest.mark.parametrize("place", [0, 1])
def test_so_are_those_of_sequences(place, read_in_time):
    experiment, rows = read_in_time[1][place]
    assert disagreeing(experiment, rows) == []


def test_the_largest_data_there_may_be_still_makes_a_script():
    generator = np.random.default_rng(0)
    held = owned(rows(2560, *[lambda _: f"{generator.normal():.2f}"] * 64, wave))
    assert len(script(Experiment(task=held.name))) < 750_000
