"""Offered: which controls a link leaves to learners, and from where to where each of them goes; and what it asks."""

from collections.abc import Mapping
from dataclasses import dataclass

from gradflow.fields import NONE, Field, Number, Value

Range = tuple[float, float]


@dataclass(frozen=True)
class Offered:
    """Names of these fields, with commas between them, behind those of numbers `:low:high` where they are not to go
    all the way; "none" for none of them.

    >>> Offered({"depth": Field(Number(1, 100), ""), "gain": Field(Number(0, 4), "")}).parse("gain,depth:2:9")
    'depth:2:9,gain'
    """

    fields: Mapping[str, Field]

    def check(self, value: object) -> Value:
        if value == NONE:
            return NONE
        said = {part.partition(":")[0]: part for part in value.split(",")} if isinstance(value, str) else {"": ""}
        if not said or not all(self._is_one(name, part) for name, part in said.items()):
            raise ValueError(self.allowed)
        return ",".join(said[name] for name in self.fields if name in said)

    parse = check

    @property
    def options(self) -> tuple[str, ...]:
        return tuple(self.fields)

    @property
    def allowed(self) -> str:
        return f"names of {', '.join(self.fields)}, with commas between them, or {NONE}"

    def _is_one(self, name: str, part: str) -> bool:
        if name not in self.fields or part == name:
            return name in self.fields
        rule, (_, *ends) = self.fields[name].rule, part.split(":")
        try:
            low, high = (float(rule.parse(end)) for end in ends)
        except ValueError:
            return False
        return isinstance(rule, Number) and low < high


@dataclass(frozen=True)
class Sentence:
    """A few words of somebody's own, on one line.

    >>> Sentence(20).parse(" What  will\nhappen? ")
    'What will happen?'
    """

    most: int

    def check(self, value: object) -> Value:
        said = " ".join(value.split()) if isinstance(value, str) else ""
        if 0 < len(said) <= self.most and said.isprintable():
            return said
        raise ValueError(self.allowed)

    parse = check

    @property
    def allowed(self) -> str:
        return f"a sentence of at most {self.most} characters"


def ranges(only: str) -> dict[str, Range | None]:
    """What such a text says, by field; None where a control goes all the way.

    >>> ranges("depth:2:9,gain"), ranges("none")
    ({'depth': (2.0, 9.0), 'gain': None}, {})
    """
    said = (part.split(":") for part in only.split(",") if part != NONE)
    return {name: (float(ends[0]), float(ends[1])) if ends else None for name, *ends in said}


def said_of(offered: Mapping[str, Range | None]) -> str:
    """The text that says so.

    >>> said_of({"depth": (2, 9), "gain": None}), said_of({})
    ('depth:2:9,gain', 'none')
    """
    parts = (f"{name}:{ends[0]:g}:{ends[1]:g}" if ends else name for name, ends in offered.items())
    return ",".join(parts) or NONE
