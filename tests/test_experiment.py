"""Experiment: frozen, hashable, checked; a link brings back exactly what was sent."""

import dataclasses
import math
import pickle
import random
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs

import pytest

from gradflow.experiment import MLP, Experiment, default_values, described_fields
from gradflow.fields import Choice, Number, Switch, fields_of
from gradflow.parts.optimizers import OPTIMIZERS
from tests.networks.known import layered_of

FIELDS = described_fields()
DEFAULTS = default_values()
LIVE = [name for name, field in FIELDS.items() if field.live]


def legal(name: str) -> list[Any]:
    """Some values a field may have: the ends, something between, and not only round ones."""
    rule = FIELDS[name].rule
    match rule:
        case Choice(options):
            return list(options)
        case Switch():
            return [False, True]
        case Number(low, high) if rule.whole:
            return sorted({int(low), int(high), int(low + (high - low) / 3)})
        case Number(low, high):
            return [low, high, low + (high - low) / 3, low + (high - low) * math.pi / 1000]
    raise AssertionError(rule)


def illegal(name: str) -> Any:
    match FIELDS[name].rule:
        case Choice():
            return "nonsense"
        case Switch():
            return "perhaps"
        case Number(_, high):
            return high * 2 + 1
    raise AssertionError(name)


def is_default(name: str, value: object) -> bool:
    return value == DEFAULTS[name]


def test_every_field_has_a_default_that_is_the_page_s_first_experiment() -> None:
    e = Experiment()
    assert e.values() == DEFAULTS and e.changes == ()
    assert (e.task, layered_of(e).depth, layered_of(e).activation) == ("digits", 20, "sigmoid")
    assert e.to_query() == "" and Experiment.from_query("") == Experiment.from_query("?") == e


@pytest.mark.parametrize("name", FIELDS)
def test_link_of_every_field_comes_back(name: str) -> None:
    for value in legal(name):
        e = Experiment().replace(**{name: value})
        assert e.values()[name] == value
        back = Experiment.from_query(e.to_query())
        assert back == e and hash(back) == hash(e)
        assert (name in parse_qs(e.to_query())) is not is_default(name, value)


def test_links_of_many_fields_at_once_come_back() -> None:
    rng = random.Random(0)
    for _ in range(200):
        chosen = {name: rng.choice(legal(name)) for name in FIELDS}
        e = Experiment().replace(**(chosen | {"steps": 300}))
        for name in rng.sample(LIVE, 3):
            e = e.with_change(step=rng.randrange(1, 300), **{name: rng.choice(legal(name))})
        assert Experiment.from_query("?" + e.to_query()) == e
        assert pickle.loads(pickle.dumps(e)) == e


def test_a_mapping_is_a_link_too() -> None:
    e = Experiment.from_query({"depth": "5", "tied": "true", "change": "7:optimizer:adam"})
    assert e == Experiment(network=MLP(depth=5, tied=True)).with_change(step=7, optimizer="adam")


def test_it_is_frozen_and_hashable() -> None:
    e = Experiment()
    with pytest.raises(dataclasses.FrozenInstanceError):
        e.learning_rate = 1.0  # type: ignore[misc]
    with pytest.raises(dataclasses.FrozenInstanceError):
        e.network.depth = 3  # type: ignore[misc]
    assert len({e, Experiment(), e.replace(depth=20), e.replace(depth=21)}) == 2


def test_equal_numbers_make_equal_experiments() -> None:
    e = Experiment(network=MLP(depth=5.0, gain=1), steps=100.0)  # type: ignore[arg-type]
    assert e == Experiment(network=MLP(depth=5, gain=1.0), steps=100)
    assert isinstance(layered_of(e).depth, int) and isinstance(layered_of(e).gain, float) and isinstance(e.steps, int)


@pytest.mark.parametrize("name", FIELDS)
def test_a_wrong_value_is_named_with_what_is_allowed(name: str) -> None:
    value = illegal(name)
    record: Any = MLP if name in fields_of(MLP) else Experiment
    for make in (
        lambda: record(**{name: value}),
        lambda: Experiment().replace(**{name: value}),
        lambda: Experiment.from_query(f"{name}={value}"),
    ):
        with pytest.raises(ValueError, match=name) as caught:
            make()
        rule = FIELDS[name].rule
        match rule:
            case Choice(options):
                allowed = list(options)
            case Number(low, high):
                allowed = [f"{low:g}", f"{high:g}"]
            case _:
                allowed = ["true or false"]
        assert all(words in str(caught.value) for words in [str(value), *allowed])


def complaint(make: Callable[[], object]) -> str:
    """What the ValueError of `make` says; every name and value must stand in it."""
    with pytest.raises(ValueError, match=r"\w") as caught:
        make()
    return str(caught.value)


def test_all_wrong_values_are_named_together() -> None:
    said = complaint(lambda: MLP(depth=0, activation="x", gain=-1))
    assert all(word in said for word in ("depth = 0", "activation = 'x'", "gain = -1"))
    said = complaint(lambda: Experiment(task="x", learning_rate=0.0, steps=0))
    assert all(word in said for word in ("task = 'x'", "learning_rate = 0.0", "steps = 0"))
    said = complaint(lambda: Experiment.from_query("depth=0&task=x&colour=red&learning_rate=quick"))
    assert all(word in said for word in ("depth", "task", "colour", "learning_rate", "quick"))


def test_wrong_values_of_network_and_training_are_named_together() -> None:
    said = complaint(lambda: Experiment().replace(depth=0, learning_rate=0.0, colour="red"))
    assert all(word in said for word in ("depth = 0", "learning_rate = 0.0", "colour"))


@pytest.mark.parametrize("query", ["=", "&&&=&", "depth", "depth=", "%ff%fe=1", "depth=5;width=3", "变=化", "a" * 5000])
def test_a_link_of_nonsense_is_a_value_error_or_the_default(query: str) -> None:
    said = ""
    try:
        e = Experiment.from_query(query)
    except ValueError as caught:
        said = str(caught)
    assert said or e == Experiment()


@pytest.mark.parametrize("wrong", ["x", 3, None, {"depth": 3}])
def test_a_network_that_is_none_is_a_value_error(wrong: object) -> None:
    assert "network" in complaint(lambda: Experiment(network=wrong))  # type: ignore[arg-type]


def test_an_optional_number_is_the_optimizer_s_own() -> None:
    for name, record in OPTIMIZERS.items():
        e = Experiment(optimizer=name)
        assert e.resolved("epsilon") == record.epsilon and e.resolved("weight_decay") == record.weight_decay
        assert e.replace(epsilon=0.5, weight_decay=0.25).resolved("epsilon") == 0.5
        assert e.replace(epsilon=0.5, weight_decay=0.0).resolved("weight_decay") == 0.0


def test_every_field_says_where_it_stands_and_what_it_needs() -> None:
    for name, field in FIELDS.items():
        assert field.group in {"network", "remedies", "training", "limits"}, name
        for other, values in field.needs:
            assert values and [FIELDS[other].rule.check(value) for value in values] == list(values), name
