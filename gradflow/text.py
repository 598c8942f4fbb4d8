"""Words by key, in the learner's language, from the files of assets/text/<language>, in folders of it too.

Both languages have the same keys and the same placeholders (a test compares them). A number in a
sentence is filled in by `str.format`: words("headline.vanishing", layer=1).
"""

import tomllib
from collections import ChainMap
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from gradflow import numbers
from gradflow.places import TEXT

LANGUAGES = {"en": "English", "zh": "简体中文"}
# Fields whose options have the words of another's.
SAME_CHOICES = {"recurrent_initializer": "initializer", "source_task": "task"}
EXACT = 2.0**53  # below it a whole number is written digit by digit
LONGEST_QUOTE = 40  # characters of a stranger's text that are shown back


@dataclass(frozen=True)
class Words:
    """words("maps.signal") is the text of that key; a missing key is a KeyError that names it.

    axis: what the gradient travels along (`Family.axis`). Where the texts have a key of its own, "time.maps.signal",
    that one is said instead; everything else is said alike of layers and of time steps. own: texts by key that somebody
    has written, in whatever language.
    """

    language: str
    axis: str = "layer"
    own: tuple[tuple[str, str], ...] = ()

    def along(self, axis: str) -> "Words":
        """The words for this axis."""
        return self if axis == self.axis else replace(self, axis=axis)

    def with_own(self, texts: Mapping[str, str]) -> "Words":
        """These words, and such texts."""
        return replace(self, own=tuple(texts.items()))

    def __call__(self, key: str, **numbers: object) -> str:
        text = self._texts[key]
        return text.format(**numbers) if numbers else text

    def get(self, key: str) -> str:
        """The text, or "" where there is none."""
        return self._texts.get(key, "")

    @property
    def _texts(self) -> Mapping[str, str]:
        found = _along(self.language, self.axis)
        return ChainMap(dict(self.own), found) if self.own else found

    def meant(self, field: str, value: object) -> str:
        """What a number of a field stands for, or "" where it is that number."""
        return self.get(f"meant.{field}.{value:g}") if isinstance(value, int | float) else ""

    def of_choice(self, field: str, option: object, part: str = "label") -> str:
        """The label or the note of one of a field's options, or "" where it has none."""
        return self.get(f"choice.{SAME_CHOICES.get(field, field)}.{option}.{part}")

    def set_to(self, field: str, value: object) -> str:
        """A field of an experiment and the value it has or gets."""
        return self("set_to.form", field=self(f"field.{field}.label"), value=self.value(field, value))

    def changed(self, what: str) -> str:
        """Fields set in mid-run, "name:value" each, by line."""
        pairs = (line.partition(":") for line in what.splitlines())
        return self("change.and").join(self.set_to(name, value) for name, _, value in pairs)

    def between(self, low: float, high: float, whole: bool = False) -> str:
        """What kind of number is asked for, and from where to where it may lie."""
        return self(f"number.{'whole' if whole else 'any'}", low=numbers.written(low), high=numbers.written(high))

    def refused(self, field: str, value: float, allowed: str) -> str:
        """That a number is none that this field may have, and which are allowed."""
        exact = int(value) if abs(value) < EXACT and value == int(value) else value
        return self("number.refused", field=field, value=numbers.written(exact), number=allowed)

    def value(self, field: str, value: object) -> str:
        """A value of a field: a choice by its label, a switch as on or off, a number as one writes it, and one that
        stands for something else by what it stands for: never, as drawn."""
        shown = self.meant(field, value) or self.of_choice(field, value) or self.get(f"value.{value}".lower())
        return shown or (numbers.written(value) if isinstance(value, float | int) else str(value))


@lru_cache(maxsize=len(LANGUAGES))
def texts(language: str) -> dict[str, str]:
    """All texts of a language, by dotted key."""
    flat: dict[str, str] = {}
    for file in sorted((TEXT / language).rglob("*.toml")):
        _flatten("", tomllib.loads(file.read_text(encoding="utf-8")), flat)
    return flat


@lru_cache
def _along(language: str, axis: str) -> dict[str, str]:
    """All texts of a language, those of the axis in the place of those of no axis."""
    found = texts(language)
    own = {name.removeprefix(f"{axis}."): text for name, text in found.items() if name.startswith(f"{axis}.") and text}
    return found | own


def quoted(text: str) -> str:
    """A stranger's text, harmless between backticks."""
    plain = "".join(character for character in text if character.isprintable() and character != "`")
    return plain if len(plain) <= LONGEST_QUOTE else plain[:LONGEST_QUOTE] + "…"


def _flatten(prefix: str, table: dict[str, Any], flat: dict[str, str]) -> None:
    for name, value in table.items():
        if isinstance(value, dict):
            _flatten(f"{prefix}{name}.", value, flat)
        else:
            flat[prefix + name] = value


def number(value: float) -> str:
    """As one writes it by hand: 0.001, 1e-6, 20000."""
    return f"{value:.6g}".replace("e-0", "e-").replace("e+0", "e")
