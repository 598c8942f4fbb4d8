"""The format of what gradflow writes for later, links, JSON and CSV: one number for all three.

1: everything written before formats had a number; it says none.
2: says its number. The backward signal of a layered network is `signal_rms`, which was `gradient_rms` in CSV.
"""

from dataclasses import dataclass

from gradflow.fields import Number
from gradflow.invalid import InvalidField, InvalidFields

FORMAT = 2
NAMED = "format"  # a key of a JSON object, and a column of a CSV file


@dataclass(frozen=True)
class Readable(Number):
    """The formats that this gradflow reads."""

    low: float = 1
    high: float = FORMAT
    whole: bool = True


READABLE = Readable()


def check_format(name: str, value: object) -> None:
    """InvalidFields where this gradflow cannot read it. value: as it stands in a link or in JSON."""
    try:
        READABLE.parse(value) if isinstance(value, str) else READABLE.check(value)
    except ValueError:
        invalid = InvalidField(name, value, READABLE)
        if is_newer(invalid):
            said = f"{name} = {value}: a newer gradflow made this, and this one reads up to {FORMAT}"
            invalid = InvalidField(name, value, READABLE, sentence=said)
        raise InvalidFields(invalid) from None


def is_newer(invalid: InvalidField) -> bool:
    """Whether a format is invalid because a later gradflow made it."""
    text = str(invalid.value)
    return isinstance(invalid.rule, Readable) and text.isdecimal() and int(text[:9]) > FORMAT
