"""What is wrong with fields is told field by field: name, value and rule; and pickles, to come from other processes."""

import pickle
from collections.abc import Callable

import pytest

from gradflow import MLP, RNN, Experiment, Grid, InvalidFields, own_task
from gradflow.comparison.twins import read
from gradflow.experiment import Change, default_of, described_fields
from gradflow.export import from_json
from gradflow.fields import Choice, Number
from gradflow.invalid import InvalidField
from gradflow.networks import TooManyStates

RULES = {name: field.rule for name, field in described_fields(MLP).items()}
NETWORKS = Choice(("mlp", "rnn", "cnn"))
LIVE = Choice(tuple(name for name, field in described_fields(MLP).items() if field.live))
DEPTH, L2 = RULES["depth"], RULES["l2"]
TABLE = "a,b\n" + "".join(f"{row * row},{row % 7}\n" for row in range(40))


def invalid(make: Callable[[], object]) -> tuple[InvalidField, ...]:
    with pytest.raises(InvalidFields) as caught:
        make()
    again = pickle.loads(pickle.dumps(caught.value))
    assert again.fields == caught.value.fields and str(again) == str(caught.value)
    assert str(caught.value) == "; ".join(map(str, caught.value.fields))
    return caught.value.fields


@pytest.mark.parametrize(
    ("make", "records"),
    [
        (lambda: MLP(depth=0), [("depth", 0, DEPTH, None)]),
        (lambda: Experiment(l2=7.0, seed=-1), [("l2", 7.0, L2, None), ("seed", -1, RULES["seed"], None)]),
        (lambda: Experiment().replace(depth=0, colour=1), [("depth", 0, DEPTH, None), ("colour", 1, None, None)]),
        (lambda: Experiment().with_change(5, l2=7.0), [("l2", 7.0, L2, 5)]),
        (lambda: Experiment().with_change(5, colour=1), [("colour", 1, None, 5)]),
        (lambda: Experiment().with_change(5, depth=3), [("depth", 3, LIVE, 5)]),
        (lambda: Experiment().with_change(300, l2=0.1), [("l2", 0.1, Number(1, 299, whole=True), 300)]),
        (lambda: Experiment().with_change(9, l2=0.1).replace(steps=9), [("l2", 0.1, Number(1, 8, whole=True), 9)]),
        (lambda: Experiment(l2=7.0, changes=(Change(5, "depth", 3),)), [("l2", 7.0, L2, None), ("depth", 3, LIVE, 5)]),
        (lambda: Experiment(network=3), [("network", 3, NETWORKS, None)]),  # type: ignore[arg-type]
        (lambda: Experiment.from_query("network=gan&depth=0"), [("network", "gan", NETWORKS, None)]),
        (lambda: Experiment.from_query("depth=0&change=5:l2:7"), [("depth", "0", DEPTH, None), ("l2", "7", L2, 5)]),
        (lambda: Experiment.from_query("steps=9&change=9:l2:1"), [("l2", "1", Number(1, 8, whole=True), 9)]),
        (lambda: from_json('{"l2": 7, "changes": [{"step": 5, "name": "l2", "value": 8}]}'),
         [("l2", 7, L2, None), ("l2", 8, L2, 5)]),
        (lambda: Grid.of(Experiment(), {"depth": [5, 0], "colour": 1}),
         [("depth", 0, DEPTH, None), ("colour", 1, None, None)]),
        (lambda: Grid.of(Experiment(), {"depth": [5, 6, 5]}), [("depth", 5, DEPTH, None)]),
        (lambda: Grid.from_query("l2=7&grid=depth:5,x"), [("l2", "7", L2, None), ("depth", "x", DEPTH, None)]),
        (lambda: own_task(TABLE, target="c"), [("target", "c", Choice(("a", "b")), None)]),
    ],
)  # fmt: skip
def test_every_bad_field_is_there_by_name_value_rule_and_step(make: Callable[[], object], records: list) -> None:
    assert [(each.name, each.value, each.rule, each.step) for each in invalid(make)] == records


def test_a_field_that_other_networks_have_is_told_from_one_that_is_nowhere() -> None:
    here, nowhere = invalid(lambda: default_of(RNN).replace(dropout=0.2, colour=1))
    assert str(here) == "dropout: an RNN has no such field; an MLP or a CNN has"
    assert here.elsewhere and not nowhere.elsewhere


def test_too_many_states_are_a_record_of_their_product() -> None:
    large = default_of(RNN).replace(hidden_size=128)
    [record] = invalid(lambda: large.replace(batch_size=128, stacked_layers=4))
    assert (record.name, record.value, record.rule) == (TooManyStates.product, 65536, Number(1, 2**15, whole=True))


def test_a_part_of_a_link_is_quoted_as_it_stands_there() -> None:
    bad = invalid(lambda: Grid.from_query("depth=0&change=007:l2:9&change=never&grid=gain:1,x&grid=seed"))
    assert [each.pair for each in bad] == [
        None, ("change", "007:l2:9"), ("change", "never"), ("grid", "gain:1,x"), ("grid", "seed")
    ]  # fmt: skip


def test_a_twin_that_cannot_be_used_says_what_is_invalid_in_it() -> None:
    _, [wrong] = read(["depth=5", "depth=0&colour=red"])
    assert [(each.name, each.value) for each in wrong.fields] == [("depth", "0"), ("colour", "red")]
