"""What a prompt asks for of a recurrent network, and of a run that ended early."""

from math import isnan

import pytest

from gradflow.casebook.running import trained
from gradflow.experiment import Experiment, default_of
from gradflow.lessons.prompt import Prompt
from gradflow.lessons.readings import reading
from gradflow.networks import RNN
from gradflow.presets import QUANTITIES

SMALL = default_of(RNN).replace(hidden_size=32, batch_size=32)
TINY = {"initializer": "normal", "recurrent_initializer": "normal", "init_scale": 1e-4}


@pytest.mark.parametrize(("bias", "half_life"), [(1.0, 2.21), (3.0, 14.27), (5.0, 103.2)])
def test_a_forget_gate_alone_has_the_half_life_of_its_bias(bias: float, half_life: float) -> None:
    trace = trained(SMALL.replace(cell="lstm", forget_bias=bias, **TINY), 1)
    assert reading(Prompt(reads="cell_half_life"), trace) == pytest.approx(half_life, rel=0.01)


@pytest.mark.parametrize("cell", ["lstm", "gru"])
def test_the_gate_that_carries_opens_to_the_sigmoid_of_its_bias(cell: str) -> None:
    trace = trained(SMALL.replace(cell=cell, forget_bias=3.0), 1)
    assert reading(Prompt(reads="carry_opening"), trace) == pytest.approx(0.953, abs=0.005)


@pytest.mark.parametrize("reads", ["cell_half_life", "carry_opening"])
def test_where_there_is_no_gate_there_is_no_number(reads: str) -> None:
    assert QUANTITIES[reads](trained(SMALL, 1), 0) is None
    assert QUANTITIES[reads](trained(Experiment(), 1), 0) is None


def test_of_a_run_that_ended_early_its_last_step_is_read() -> None:
    explosion = SMALL.replace(
        cell="linear", recurrent_initializer="orthogonal", spectral_radius=1.2, optimizer="sgd", learning_rate=0.1
    )
    assert reading(Prompt(reads="steps", at=20), trained(explosion, 21)) == 2


def test_what_a_run_has_not_come_to_is_not_read() -> None:
    assert isnan(reading(Prompt(reads="loss", at=20), trained(SMALL, 1)))
