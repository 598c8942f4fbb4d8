"""Changing anything but a recurrent network's shape compiles nothing."""

import pytest

from gradflow.engine.core.program_cache import evict_all
from gradflow.engine.train import begin_training
from gradflow.experiment import default_of, described_fields
from gradflow.networks import RNN
from tests.engine.layered.test_compilations import counted, values

pytestmark = pytest.mark.slow

SHAPES = {"task", "hidden_size", "batch_size", "stacked_layers"}
BASE = default_of(RNN).replace(hidden_size=8, batch_size=6, sequence_length=12, stacked_layers=3, steps=60)
FIELDS = described_fields(RNN)
TOGGLES = [(name, value) for name, field in FIELDS.items() if name not in SHAPES for value in values(name, field)]


@pytest.fixture(scope="module", autouse=True)
def warm() -> None:
    evict_all()  # those of other tests; in the middle of a test here all would go
    begin_training(BASE.replace(sequence_length=11)).advance(20)  # whose held-out sequences no other test has made


def test_the_counter_counts() -> None:
    with counted() as compiled:
        begin_training(BASE.replace(stacked_layers=1)).advance(1)
    assert compiled


@pytest.mark.parametrize(("name", "value"), TOGGLES)
def test_a_new_run_with_another_value_compiles_nothing(name: str, value: object) -> None:
    with counted() as compiled:
        begin_training(BASE.replace(**{name: value})).advance(20)
    assert compiled == []


@pytest.mark.parametrize(("name", "value"), [t for t in TOGGLES if FIELDS[t[0]].live])
def test_a_change_in_mid_run_compiles_nothing(name: str, value: object) -> None:
    training = begin_training(BASE.with_change(step=2, **{name: value}))  # type: ignore[arg-type]
    training.advance(2)
    with counted() as compiled:
        training.advance(18)
    assert compiled == []
