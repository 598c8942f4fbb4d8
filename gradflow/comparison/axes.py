"""Axes of a grid: each a field and the values to try."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from gradflow.fields import Choice, Field, judge
from gradflow.invalid import InvalidField
from gradflow.link import ALL, AXIS, value_text

MOST_CELLS = 1024  # a lattice of 32 × 32


class Refused(ValueError):
    """Every value is allowed, and together they are not, so that no field is invalid. why: axes, runs, programs,
    alike, work or empty; numbers: what a sentence about it says."""

    def __init__(self, message: str, why: str, **numbers: object) -> None:
        super().__init__(message)
        self.why = why
        self.numbers = numbers


@dataclass(frozen=True)
class Axis:
    """A field by name and the values to try, in the order they are drawn."""

    name: str
    values: tuple[Any, ...]


def read_axes(texts: Iterable[str], described: dict[str, Field]) -> tuple[tuple[Axis, ...], list[InvalidField]]:
    """The axes of a link, their values parsed, and what is wrong with others; "all" is every choice there is."""
    axes: list[Axis] = []
    bad: list[InvalidField] = []
    for text in texts:
        name, _, values = text.partition(":")
        rule = described[name].rule if name in described else None
        if values == ALL and isinstance(rule, Choice):
            axes.append(Axis(name, rule.options))
            continue
        axis = Axis(name, tuple(islice(values.split(","), MOST_CELLS + 1)))
        good, wrong = judge_axes([axis], described, parse=True)
        axes += good
        bad += [replace(each, pair=(AXIS, text)) for each in wrong]
    return tuple(axes), bad


def judge_axes(
    axes: Iterable[Axis], described: dict[str, Field], parse: bool = False
) -> tuple[tuple[Axis, ...], list[InvalidField]]:
    """The axes with their values checked, or parsed from text, and what is wrong with them."""
    checked: list[Axis] = []
    bad: list[InvalidField] = []
    for axis in axes:
        if not axis.values:
            raise Refused(f"{axis.name}: allowed is at least one value", "empty")
        judged = [judge(described, {axis.name: value}, parse) for value in axis.values]
        values = tuple(good[axis.name] for good, _ in judged if good)
        bad += [each for _, wrong in judged for each in wrong]
        if twice := [value for i, value in enumerate(values) if value in values[:i]]:
            said = f"{axis.name} = {value_text(twice[0])}, twice: allowed is every value once"
            bad.append(InvalidField(axis.name, twice[0], described[axis.name].rule, sentence=said))
        checked.append(Axis(axis.name, values))
    return tuple(checked), bad
