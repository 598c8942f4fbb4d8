"""Changes in mid-run: part of the experiment, checked, in order, and in the link."""

from typing import Any

import pytest

from gradflow.change import MAX_CHANGES
from gradflow.experiment import MLP, Change, Experiment, default_values, described_fields
from tests.test_experiment import complaint, legal

FIELDS = described_fields()
DEFAULTS = default_values()
LIVE = [name for name, field in FIELDS.items() if field.live]


def test_a_change_begins_at_its_step() -> None:
    e = Experiment(steps=100).with_change(step=30, normalization="batch", learning_rate=0.5)
    assert e.at(29) == Experiment(steps=100)
    assert e.at(30) == e.at(99) == Experiment(steps=100, learning_rate=0.5, network=MLP(normalization="batch"))


def test_changes_are_in_order_of_their_steps_and_the_last_word_holds() -> None:
    e = Experiment().with_change(step=50, l2=0.1).with_change(step=20, l2=0.2).with_change(step=50, l2=0.3)
    assert e.changes == (Change(20, "l2", 0.2), Change(50, "l2", 0.3))
    one = Experiment().with_change(step=5, l2=0.1, weight_limit=1.0)
    other = Experiment().with_change(step=5, weight_limit=1.0, l2=0.1)
    assert one.at(5) == other.at(5)


def test_the_same_changes_in_another_order_are_the_same_experiment() -> None:
    one = Experiment().with_change(step=5, l2=0.1).with_change(step=5, weight_limit=1.0)
    other = Experiment().with_change(step=5, weight_limit=1.0).with_change(step=5, l2=0.1)
    assert one == other and hash(one) == hash(other)


@pytest.mark.parametrize("name", [name for name in FIELDS if name not in LIVE])
def test_what_a_run_starts_with_cannot_change_in_it(name: str) -> None:
    said = complaint(lambda: Experiment().with_change(step=5, **{name: DEFAULTS[name]}))
    assert name in said and "optimizer" in said


@pytest.mark.parametrize("step", [-1, 0, 300, 301])
def test_a_change_happens_within_the_run(step: int) -> None:
    assert "1 to 299" in complaint(lambda: Experiment(steps=300).with_change(step=step, l2=0.1))


def test_changes_are_bounded() -> None:
    e = Experiment()
    for step in range(1, MAX_CHANGES + 1):
        e = e.with_change(step=step, l2=0.1)
    assert str(MAX_CHANGES) in complaint(lambda: e.with_change(step=MAX_CHANGES + 1, l2=0.1))


@pytest.mark.parametrize("name", LIVE)
def test_link_of_every_change_comes_back(name: str) -> None:
    e = Experiment()
    for step, value in enumerate(legal(name), start=1):
        e = e.with_change(step=step, **{name: value})
    assert len(e.changes) == len(legal(name))
    assert Experiment.from_query(e.to_query()) == e


@pytest.mark.parametrize("name", [name for name in LIVE if FIELDS[name].optional])
def test_a_change_back_to_the_optimizer_s_own_number_is_refused_or_comes_back(name: str) -> None:
    back: Any = None
    e = Experiment().replace(**{name: 0.5})
    try:
        changed = e.with_change(step=5, **{name: back})
    except ValueError:
        return
    assert changed.at(5).values()[name] is None
    assert Experiment.from_query(changed.to_query()) == changed


def test_wrong_changes_in_a_link_are_all_named() -> None:
    said = complaint(lambda: Experiment.from_query("depth=0&change=5:colour:red&change=x:gain:1&change=7:gain:99"))
    assert all(word in said for word in ("depth", "5:colour:red", "x:gain:1", "99"))


def test_wrong_changes_are_all_named() -> None:
    changes = (Change(5, "depth", 3), Change(0, "optimizer", "adam"), Change(5, "colour", "red"), Change(5, "l2", 7.0))
    said = complaint(lambda: Experiment(changes=changes))
    assert all(word in said for word in ("depth", "step 0", "colour", "l2", "7.0"))


@pytest.mark.parametrize("text", ["", "5", "5:optimizer", ":optimizer:adam", "-5:l2:0.1", "5:optimizer:", "²:l2:0.1"])
def test_a_change_that_cannot_be_read_is_a_value_error(text: str) -> None:
    said = complaint(lambda: Experiment.from_query(f"change={text}"))
    assert "change" in said or "optimizer = ''" in said


@pytest.mark.parametrize("step", ["x", 2.5, None, True, float("nan")])
def test_a_step_that_is_no_number_is_a_value_error(step: object) -> None:
    assert "step" in complaint(lambda: Experiment().with_change(step=step, l2=0.1))  # type: ignore[arg-type]
