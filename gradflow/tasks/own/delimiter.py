"""Which character parts the cells of a line."""

import csv
from collections import Counter
from collections.abc import Iterable
from typing import Any

from gradflow.tasks.own.missing import is_missing
from gradflow.tasks.own.numbers import is_number

DELIMITERS = ";\t|,"  # in this order: a decimal comma stands beside the others
BLANK = " "  # one or more of them, or tabs; the last to be tried, for texts hold it too
LOOKED_AT = 40  # lines that tell the delimiter


def cells_of(lines: Iterable[str], delimiter: str, strict: bool = False) -> Any:
    """The csv module's reader of these lines; between blanks, tabs count as blanks."""
    if delimiter == BLANK:
        lines = [line.replace("\t", " ").strip() + "\n" for line in lines]
    return csv.reader(lines, delimiter=delimiter, skipinitialspace=True, strict=strict)


def delimiter_of(lines: list[str]) -> str:
    """The first that parts all lines into equally many columns, the first line perhaps aside (5,1;3,5 is two); where
    none does, the one that does so with most of them."""
    looked_at = lines[:LOOKED_AT]
    for delimiter in DELIMITERS + BLANK:
        if _even(looked_at, delimiter) == 1 and not (_glued(looked_at, delimiter) and _even(looked_at, BLANK) == 1):
            return delimiter
    return max(DELIMITERS, key=lambda delimiter: _even(looked_at, delimiter))


def _even(lines: list[str], delimiter: str) -> float:
    """The part of the lines that it parts into the usual number of columns."""
    try:
        counts = [len(cells) for cells in cells_of(lines, delimiter) if cells]
    except csv.Error:  # a cell too long: it is refused where it is read
        return 0
    body = counts[1:] if len(counts) > 2 else counts
    usual, lines_of_it = Counter(body).most_common(1)[0] if body else (1, 0)
    return lines_of_it / len(body) if usual > 1 else 0


def _glued(lines: list[str], delimiter: str) -> bool:
    """Whether every line still has numbers in one cell with blanks between them."""

    def is_glued(cell: str) -> bool:
        pieces = cell.split()
        numbers = sum(map(is_number, pieces))
        return numbers > 1 and not is_number(cell) and numbers + sum(map(is_missing, pieces)) == len(pieces)

    return delimiter != BLANK and all(any(map(is_glued, cells)) for cells in cells_of(lines, delimiter))
