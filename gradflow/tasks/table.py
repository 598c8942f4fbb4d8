"""A learner's own CSV file as columns of text; what cannot be read is refused with a code and its numbers."""

import csv
import io
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

LARGEST_FILE = 2**20  # bytes; the most rows of the most columns, with six characters a number
MOST_ROWS = 2560  # four fifths of them fill the room there is for training samples (MOST_SAMPLES)
FEWEST_ROWS = 20  # 16 for training, 4 held out
MOST_COLUMNS = 200  # so that a page of numbers by mistake is refused before anything is made of it
DELIMITERS = ";\t|,"
LOOKED_AT = 20  # lines that tell the delimiter
EMPTY = {"", "-", "?", "na", "n/a", "nan", "nil", "none", "null"}  # in small letters: a cell that is missing
LARGEST = 1e30  # so that float32 can hold it, and float64 its square; what is larger counts as missing
LONGEST_NAME = 40  # characters of a column's name


class Unusable(ValueError):
    """Data that cannot be a task. reason: the key of the sentence that says why, `numbers` what stands in it."""

    def __init__(self, reason: str, **numbers: Any) -> None:
        super().__init__(f"{reason}: {numbers}")
        self.reason = reason
        self.numbers = numbers


@dataclass(frozen=True)
class Column:
    """name: unlike any other's. cells: as they stand there, "" where one is missing."""

    name: str
    cells: tuple[str, ...]
    numbers: tuple[float, ...] | None

    @property
    def missing(self) -> int:
        return self.cells.count("")


def columns_of(content: bytes) -> tuple[Column, ...]:
    """At least two columns of equal length. Raises Unusable."""
    if len(content) > LARGEST_FILE:
        raise Unusable("size", size=round(len(content) / 2**20, 1), most=LARGEST_FILE // 2**20)
    lines, decimal = _lines(_text(content))
    named = _is_header(lines, decimal)
    names = _unlike(lines[0] if named else [""] * len(lines[0]))
    rows = lines[1:] if named else lines
    if not rows:
        raise Unusable("empty", fewest=FEWEST_ROWS)
    return tuple(_column(name, cells, decimal) for name, cells in zip(names, zip(*rows, strict=True), strict=True))


def _text(content: bytes) -> str:
    if b"\0" in content and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Unusable("binary")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Unusable("encoding") from None


def _lines(text: str) -> tuple[list[list[str]], str]:
    """The cells of every line that has any, and the decimal mark: a comma where cells are not parted by commas."""
    delimiter = _delimiter(text)
    lines: list[list[str]] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, skipinitialspace=True, strict=True)
    try:
        for line in reader:
            cells = [" ".join(cell.split()) for cell in line]
            if not any(cells):
                continue
            lines.append(cells)
            if len(cells) != len(lines[0]):
                raise Unusable("ragged", line=reader.line_num, cells=len(cells), columns=len(lines[0]))
            if len(lines) > MOST_ROWS + 1:
                raise Unusable("rows_many", most=MOST_ROWS)
    except csv.Error:
        raise Unusable("quotes", line=reader.line_num) from None
    if not lines:
        raise Unusable("empty", fewest=FEWEST_ROWS)
    if len(lines[0]) == 1:
        raise Unusable("one_column")
    if len(lines[0]) > MOST_COLUMNS:
        raise Unusable("columns_many", columns=len(lines[0]), most=MOST_COLUMNS)
    return lines, "." if delimiter == "," else ","


def _delimiter(text: str) -> str:
    """The first that parts the first lines into equally many columns (5,1;3,5 is two); else the most frequent."""
    head = [line for line in text.splitlines() if line.strip()][:LOOKED_AT]

    def fits(delimiter: str) -> bool:
        counts = {len(line) for line in csv.reader(head, delimiter=delimiter, skipinitialspace=True)}
        return len(counts) == 1 and counts != {1}

    try:
        return next(filter(fits, DELIMITERS), max(DELIMITERS, key="".join(head[:1]).count))
    except csv.Error:
        return ","


def _is_header(lines: list[list[str]], decimal: str) -> bool:
    """Whether the first line names the columns: it holds no number, or words above numbers."""
    first, second = ([_number(cell, decimal) for cell in line] for line in (lines[0], lines[min(1, len(lines) - 1)]))
    words = [math.isnan(value) and cell.lower() not in EMPTY for cell, value in zip(lines[0], first, strict=True)]
    above = any(word and not math.isnan(below) for word, below in zip(words, second, strict=True))
    return above or all(map(math.isnan, first))


def _unlike(names: list[str]) -> list[str]:
    """The names, shortened; those that are missing or said before are made up from their place."""
    given: list[str] = []
    for place, name in enumerate(names, start=1):
        short = name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1] + "…"
        given.append(short if short and short not in given else f"{short} #{place}".strip())
    return given


def _column(name: str, cells: Sequence[str], decimal: str) -> Column:
    numbers = [_number(cell, decimal) for cell in cells]
    read = tuple(
        "" if cell.lower() in EMPTY or abs(value) > LARGEST else cell
        for cell, value in zip(cells, numbers, strict=True)
    )
    wholly = not any(cell and math.isnan(value) for cell, value in zip(read, numbers, strict=True))
    return Column(name, read, tuple(numbers) if wholly else None)


def _number(text: str, decimal: str) -> float:
    """The number a cell holds; NaN where it holds none."""
    try:
        return math.nan if "_" in text else float(text.replace(decimal, "."))
    except ValueError:
        return math.nan
