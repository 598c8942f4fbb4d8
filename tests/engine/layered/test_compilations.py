"""Changing anything but a shape compiles nothing."""

from collections.abc import Iterator
from contextlib import contextmanager

import jax
import pytest
from jax._src import monitoring

from gradflow.engine.core.program_cache import evict_all
from gradflow.engine.train import begin_training
from gradflow.experiment import Experiment, described_fields
from gradflow.fields import Choice, Field, Number, Switch
from gradflow.parts.connections import CONNECTIONS
from gradflow.parts.optimizers import OPTIMIZERS
from gradflow.parts.reparametrizations import REPARAMETRIZATIONS

pytestmark = pytest.mark.slow

BASE = Experiment(steps=60).replace(depth=3, width=16, batch_size=32)
SHAPES = {"task", "width", "batch_size", "precision"}  # what a program is compiled for
SHAPES |= {"folds", "start"}  # how many samples there are; what trains before the first step, by programs of its own
PROGRAM_OF_ITS_OWN = [
    name for name, record in CONNECTIONS.items() if record.gated or record.dense or record.of_activations
]
MADE_OF_OTHERS = [name for name in REPARAMETRIZATIONS if name != "none"]
BATCHES_OF_ITS_OWN = [name for name, record in OPTIMIZERS.items() if record.full_batch]


@contextmanager
def counted() -> Iterator[list[str]]:
    """The names of the programs compiled inside, from memory, disk or anew."""
    compiled: list[str] = []

    def listen(event: str, duration_secs: float, **kwargs: str | int) -> None:
        if event == "/jax/core/compile/backend_compile_duration":
            compiled.append(str(kwargs.get("fun_name", event)))

    jax.monitoring.register_event_duration_secs_listener(listen)
    try:
        yield compiled
    finally:
        monitoring.unregister_event_duration_listener(listen)


def values(name: str, field: Field) -> list[object]:
    """Every choice, or both ends of a range."""
    match field.rule:
        case Choice(options):
            return [o for o in options if o not in PROGRAM_OF_ITS_OWN + MADE_OF_OTHERS + BATCHES_OF_ITS_OWN]
        case Switch():
            return [True, False]
        case Number(low, high) if name == "steps":
            return [low, 40]
        case Number(low, high) if name == "dropout":
            return [low]  # any above is a program of its own
        case Number(low, high):
            return [low, high]
    raise AssertionError(name)


TOGGLES = [
    (name, value) for name, field in described_fields().items() if name not in SHAPES for value in values(name, field)
]


@pytest.fixture(scope="module", autouse=True)
def warm() -> None:
    evict_all()  # those of other tests; in the middle of a test here all would go
    begin_training(BASE).advance(1)


def test_the_counter_counts() -> None:
    with counted() as compiled:
        begin_training(BASE.replace(task="moons")).advance(1)
    assert compiled


@pytest.mark.parametrize(("name", "value"), TOGGLES)
def test_a_new_run_with_another_value_compiles_nothing(name: str, value: object) -> None:
    with counted() as compiled:
        begin_training(BASE.replace(**{name: value})).advance(2)
    assert compiled == []


@pytest.mark.parametrize(("name", "value"), [t for t in TOGGLES if described_fields()[t[0]].live])
def test_a_change_in_mid_run_compiles_nothing(name: str, value: object) -> None:
    training = begin_training(BASE.with_change(step=2, **{name: value}))  # type: ignore[arg-type]
    training.advance(2)
    with counted() as compiled:
        training.advance(2)
    assert compiled == []


OWN: list[tuple[str, object]] = [("connection", name) for name in PROGRAM_OF_ITS_OWN]
OWN += [("reparametrization", name) for name in MADE_OF_OTHERS] + [("dropout", 0.1)]


@pytest.mark.parametrize(("field", "name"), OWN)
def test_a_choice_with_a_program_of_its_own_compiles_once(field: str, name: object) -> None:
    begin_training(BASE.replace(**{field: name})).advance(1)
    another = {field: 0.9 if field == "dropout" else name}
    with counted() as compiled:
        begin_training(BASE.replace(**another, depth=9, activation="relu")).advance(1)
    assert compiled == []
