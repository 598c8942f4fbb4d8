"""The format of what gradflow writes for later, links, JSON and CSV: one number for all three.

1: everything written before formats had a number, which says none.
2: says its number: a link as v=2, a JSON object under "format", every row of a CSV file in its last column, "format".
   The backward signal is called signal_rms.
3: a link may say where its reader was: view, pace, step and layer (`gradflow.link`).
"""

from dataclasses import dataclass

from gradflow.fields import Number
from gradflow.invalid import InvalidField, InvalidFields

FORMAT = 3
NAMED = "format"  # a key of a JSON object, and a column of a CSV file


@dataclass(frozen=True)
class Readable(Number):
    """The formats that this gradflow reads."""

    low: float = 1
    high: float = FORMAT
    whole: bool = True


READABLE = Readable()
RENAMED = {"gradient_rms": "signal_rms"}  # quantities of a CSV file, by what they are called in format 1


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
