"""Rules of a field: what passes, what is named when it does not."""

import math
from dataclasses import dataclass

import numpy as np
import pytest

from gradflow.fields import Choice, Number, Switch, check_all, choice, fields_of, number, switch

RATE = Number(0.5, 8.0)
COUNT = Number(1, 10, whole=True)


@dataclass(frozen=True)
class Record:
    kind: str = choice("a", {"a": 1, "b": 2}, "first", live=True)
    size: int = number(3, 1, 10, "first", whole=True, step=2, needs=(("kind", ("b",)),))
    rate: float | None = number(None, 1e-3, 1.0, "second", log=True, optional=True)
    on: bool = switch(False, "second")
    plain: int = 5


@pytest.mark.parametrize("value", [0.5, 8, 8.0, 1, 3.25])
def test_a_number_within_its_bounds_passes_as_a_float(value: float) -> None:
    assert RATE.check(value) == value and isinstance(RATE.check(value), float)


@pytest.mark.parametrize("value", [0.49, 8.01, float("nan"), float("inf"), -float("inf"), "2", None, True, [1], 1j])
def test_anything_else_is_refused_with_what_is_allowed(value: object) -> None:
    with pytest.raises(ValueError, match=r"a number from 0\.5 to 8"):
        RATE.check(value)


@pytest.mark.parametrize("value", [1, 10, 5.0])
def test_a_whole_number_passes_as_an_int(value: float) -> None:
    assert COUNT.check(value) == value and isinstance(COUNT.check(value), int)


@pytest.mark.parametrize("value", [0, 11, 5.5, True, "5", float("nan"), float("inf")])
def test_a_whole_number_is_whole(value: object) -> None:
    with pytest.raises(ValueError, match="a whole number from 1 to 10"):
        COUNT.check(value)


def test_numbers_are_read_from_text() -> None:
    assert RATE.parse("1e0") == 1.0 and COUNT.parse("7") == 7 and COUNT.parse("7.0") == 7
    for text in ("", "seven", "nan", "inf", "-inf", "0x10", "1,5", "99"):
        with pytest.raises(ValueError, match="a number from"):
            RATE.parse(text)


def test_a_choice_is_one_of_its_names() -> None:
    rule = Choice(("tanh", "relu"))
    assert rule.check("tanh") == rule.parse("tanh") == "tanh"
    for value in ("Tanh", "", None, 1, ["tanh"], ("tanh",)):
        with pytest.raises(ValueError, match="one of tanh, relu"):
            rule.check(value)


def test_a_switch_is_true_or_false() -> None:
    rule = Switch()
    assert rule.check(True) is True and rule.check(False) is False
    assert [rule.parse(text) for text in ("true", "False", "1", "0")] == [True, False, True, False]
    for value in (1, 0, "true", None, 1.0):
        with pytest.raises(ValueError, match="true or false"):
            rule.check(value)
    for text in ("yes", "", "2"):
        with pytest.raises(ValueError, match="true or false"):
            rule.parse(text)


def test_fields_carry_their_rules_and_defaults_in_order() -> None:
    fields = fields_of(Record)
    assert list(fields) == ["kind", "size", "rate", "on"]
    assert fields["kind"].live and not fields["size"].live
    assert fields["size"].rule == Number(1, 10, whole=True, step=2) and fields["size"].needs == (("kind", ("b",)),)
    assert fields["rate"].optional and fields["rate"].rule == Number(1e-3, 1.0, log=True)
    assert Record() == Record("a", 3, None, False)


def test_all_complaints_come_together() -> None:
    with pytest.raises(ValueError, match="kind = 'c'") as caught:
        check_all(fields_of(Record), {"kind": "c", "size": 2.5, "rate": 7.0, "on": True, "colour": "red"})
    message = str(caught.value)
    for words in ("one of a, b", "size = 2.5", "a whole number from 1 to 10", "rate = 7.0", "colour"):
        assert words in message
    assert "on =" not in message


def test_nothing_stands_for_the_default_only_where_it_may() -> None:
    assert check_all(fields_of(Record), {"rate": None}) == {"rate": None}
    with pytest.raises(ValueError, match="size = None"):
        check_all(fields_of(Record), {"size": None})


@pytest.mark.parametrize("value", [np.int64(5), np.float32(5), np.float64(5), 5.0])
def test_numpy_s_numbers_are_numbers(value: object) -> None:
    assert check_all(fields_of(Record), {"size": value}) == {"size": 5}


@pytest.mark.parametrize("value", [True, np.bool_(True), "5", math.nan, 10**400, 5.5, None, 5j])
def test_what_is_no_whole_number_in_range_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match="a whole number from 1 to 10"):
        check_all(fields_of(Record), {"size": value})
