"""What a field of an experiment may hold: one rule, read by validation, links, sliders and help.

A rule checks a value and parses it from a link; it knows nothing of pages or engines. `allowed` says it in words.
"""

import dataclasses
import math
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from numbers import Real
from typing import Any

from gradflow.invalid import InvalidField, InvalidFields

NONE = "none"  # of several names
Value = str | int | float | bool
Need = tuple[str, tuple[Value, ...]]


@dataclass(frozen=True)
class Choice:
    """One of a registry's names.

    lent: names that are allowed beside them for as long as they are in there.
    """

    options: tuple[str, ...]
    lent: Container[str] = field(default=(), compare=False)

    def check(self, value: object) -> Value:
        if isinstance(value, str) and (value in self.options or value in self.lent):
            return value
        raise ValueError(self.allowed)

    parse = check

    @property
    def allowed(self) -> str:
        return f"one of {', '.join(self.options)}"


@dataclass(frozen=True)
class Number:
    """A number between two bounds, both allowed.

    log: move on a logarithmic scale. step: what one press of an arrow key changes.
    """

    low: float
    high: float
    whole: bool = False
    log: bool = False
    step: float | None = None

    def check(self, value: object) -> Value:
        """NumPy's numbers too, of which a range is made."""
        if isinstance(value, Real) and not isinstance(value, bool) and self.low <= value <= self.high:  # type: ignore[operator]
            number = float(value)
            if not self.whole or number.is_integer():
                return int(number) if self.whole else number
        raise ValueError(self.allowed)

    def parse(self, text: str) -> Value:
        try:
            number = float(text)
        except ValueError:
            number = math.nan
        return self.check(number)

    @property
    def allowed(self) -> str:
        return f"{'a whole number' if self.whole else 'a number'} from {self.low:g} to {self.high:g}"


@dataclass(frozen=True)
class Switch:
    """On or off."""

    allowed = "true or false"

    def check(self, value: object) -> Value:
        if isinstance(value, bool):
            return value
        raise ValueError(self.allowed)

    def parse(self, text: str) -> Value:
        return self.check({"true": True, "false": False, "1": True, "0": False}.get(str(text).lower()))


Rule = Choice | Number | Switch


def allows(rule: Rule, value: object) -> bool:
    try:
        rule.check(value)
    except ValueError:
        return False
    return True


@dataclass(frozen=True)
class Field:
    """One field: its rule, where a page shows it, and when it matters.

    group: the heading it stands under.
    live: may change in the middle of a run.
    optional: None stands for the default of whatever else is chosen.
    needs: (field, values), …: shown only while one of those other fields has one of these values.
    """

    rule: Rule
    group: str
    live: bool = False
    optional: bool = False
    needs: tuple[Need, ...] = ()


class Described(dict[str, Field]):
    """The fields of a kind of network, by name. of: that kind, "an RNN". elsewhere: by the name of a field that it has
    not, the kinds that have it, "an MLP or a CNN"."""

    def __init__(self, fields: Mapping[str, Field], of: str, elsewhere: Mapping[str, str]) -> None:
        super().__init__(fields)
        self.of, self.elsewhere = of, elsewhere


def choice(default: str, options: Iterable[str], group: str, lent: Container[str] = (), **more: Any) -> Any:
    return dataclasses.field(default=default, metadata={"field": Field(Choice(tuple(options), lent), group, **more)})


def number(default: float | None, low: float, high: float, group: str, **more: Any) -> Any:
    rule = Number(low, high, **{key: more.pop(key) for key in ("whole", "log", "step") if key in more})
    return dataclasses.field(default=default, metadata={"field": Field(rule, group, **more)})


def switch(default: bool, group: str, **more: Any) -> Any:
    return dataclasses.field(default=default, metadata={"field": Field(Switch(), group, **more)})


@cache
def fields_of(record: type) -> dict[str, Field]:
    """The described fields of a dataclass, in order."""
    return {f.name: f.metadata["field"] for f in dataclasses.fields(record) if "field" in f.metadata}


def judge(
    described: Mapping[str, Field], values: Mapping[str, object], parse: bool = False
) -> tuple[dict[str, Any], list[InvalidField]]:
    """Every value that its rule lets pass, checked (or parsed from text), and what is wrong with the others."""
    good: dict[str, Any] = {}
    bad: list[InvalidField] = []
    for name, value in values.items():
        if name not in described:
            bad.append(_unknown(name, value, described))
            continue
        absent = value is None or (parse and value == "none")
        if absent and described[name].optional:
            good[name] = None
            continue
        rule = described[name].rule
        try:
            good[name] = rule.parse(value) if parse else rule.check(value)  # type: ignore[arg-type]
        except ValueError:
            bad.append(InvalidField(name, value, rule))
    return good, bad


def _unknown(name: str, value: object, described: Mapping[str, Field]) -> InvalidField:
    if isinstance(described, Described) and name in described.elsewhere:
        said = f"{name}: {described.of} has no such field; {described.elsewhere[name]} has"
        return InvalidField(name, value, None, sentence=said, elsewhere=True)
    there = f"{name}: no such field; there are {', '.join(described)}"
    return InvalidField(name, value, None, sentence=there)


def check_all(described: Mapping[str, Field], values: Mapping[str, object], parse: bool = False) -> dict[str, Any]:
    """Every value, checked (or parsed from text). InvalidFields where one or more may not be."""
    good, bad = judge(described, values, parse)
    if bad:
        raise InvalidFields(*bad)
    return good


def settle(record: Any) -> None:
    """Check every field of a frozen record and store the checked values (5.0 becomes 5)."""
    described = fields_of(type(record))
    for name, value in check_all(described, {name: getattr(record, name) for name in described}).items():
        object.__setattr__(record, name, value)


def with_checked(record: Any, **values: object) -> Any:
    """A copy of a frozen record with these values, which were checked: nothing of it is checked a second time."""
    kept = {f.name: getattr(record, f.name) for f in dataclasses.fields(record)}
    copy = object.__new__(type(record))
    copy.__dict__.update(kept | values)
    return copy
