"""Text as lines of cells: which delimiter parts them, and which lines are no part of the table."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from gradflow.tasks.own.delimiter import cells_of, delimiter_of
from gradflow.tasks.own.numbers import is_number
from gradflow.tasks.own.unusable import Unusable
from gradflow.tasks.task import SEED

MOST_COLUMNS = 420  # 400 time steps and what tells of them; a page of numbers by mistake is refused at once
FEWEST_ROWS = 20  # 16 for training, 4 held out
MOST_NOTES = 5  # lines of text above or below a table: its title, its source
SAYS_DELIMITER = re.compile(r'"?sep=([;,|\t :])"?\s*', re.IGNORECASE)
OTHER_FORMATS = {
    "JSON": re.compile(r'\A\s*(\{\s*["}]|\[\s*([\[{]|["\d-][^\n]*\]))'),
    "HTML": re.compile(r"\A\s*<(!doctype|html|table|body)", re.IGNORECASE),
    "XML": re.compile(r"\A\s*<\?xml", re.IGNORECASE),
    "ARFF": re.compile(r"^@relation\b", re.IGNORECASE | re.MULTILINE),
}
MOST_READ = 10_240  # lines; of a longer file so many are drawn, four times what a run has room for
ENDS = 100  # lines at both ends that are always among them


class FileLine(NamedTuple):
    """number: in the file. place: among the lines that hold something. cells: without blanks around them."""

    number: int
    place: int
    cells: list[str]


@dataclass(frozen=True)
class Lines:
    """lines: their cells, equally many in each. places: of each among those of the file that hold something. unread:
    how many were not drawn of a long file. delimiter: between cells. head: the classes of a first line of counts.
    heading: a comment above the table with as many cells. comments, notes: how many lines of either were left out.
    short: whether the first line had one cell less than the others, as R writes it where lines begin with their names.
    """

    lines: list[list[str]]
    places: list[int]
    unread: int
    delimiter: str
    head: tuple[str, ...] | None
    heading: list[str] | None
    comments: int
    notes: int
    short: bool


def lines_of(text: str, in_order: bool = False) -> Lines:
    """At least one line, of at least two cells. in_order: of a long file the first lines are read, and not those that
    are drawn. Raises Unusable."""
    for name, pattern in OTHER_FORMATS.items():
        if pattern.search(text[:10_000]):
            raise Unusable("format", format=name)
    physical = list(io.StringIO(text, newline=""))
    said = SAYS_DELIMITER.fullmatch(physical[0]) if physical else None
    if said:
        physical[0] = "\n"
    heading, comments = _without_comments(physical)
    delimiter = said[1] if said else delimiter_of([line for line in physical if line.strip()])
    found, unread = _parsed(physical, delimiter, in_order)
    lines = _without_notes(found)
    notes = len(found) - len(lines)
    head = _head(lines, unread)
    lines = lines if head is None else lines[1:]
    even, short = _even(lines)
    named = [" ".join(cell.split()) for cell in next(iter(cells_of([heading], delimiter)), [])]
    above = named if len(named) == len(even[0]) else None
    return Lines(even, [line.place for line in lines], unread, delimiter, head, above, comments, notes, short)


def _without_comments(physical: list[str]) -> tuple[str, int]:
    """Lines that begin with # are emptied, so that the others keep their numbers; the last one above the table, and
    how many there were. Where most lines do, it is their first cell."""
    marked = {place for place, line in enumerate(physical) if line.lstrip().startswith("#")}
    if 2 * len(marked) >= sum(bool(line.strip()) for line in physical):
        return "", 0
    first = next(place for place, line in enumerate(physical) if line.strip() and place not in marked)
    heading = physical[max((place for place in marked if place < first), default=first)] if marked else ""
    for place in marked:
        physical[place] = "\n"
    return heading.lstrip("# ") if heading.lstrip().startswith("#") else "", len(marked)


def _parsed(physical: list[str], delimiter: str, in_order: bool) -> tuple[list[FileLine], int]:
    """The lines that have any cell, and how many of them were not drawn."""
    numbers = [number for number, _ in _held(physical, delimiter)]
    if not numbers:
        raise Unusable("empty", fewest=FEWEST_ROWS)
    drawn_places = range(min(len(numbers), MOST_READ)) if in_order else _drawn(len(numbers))
    places = {numbers[place]: place for place in drawn_places}
    drawn = ((number, cells) for number, cells in _held(physical, delimiter) if number in places)
    lines = [FileLine(number, places[number], [" ".join(cell.split()) for cell in cells]) for number, cells in drawn]
    return lines, len(numbers) - len(lines)


def _held(physical: list[str], delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """The lines that hold something, and their numbers; read twice, so that a long file is never held as cells."""
    reader = cells_of(physical, delimiter, strict=True)
    try:
        for cells in reader:
            if len(cells) > 2 * MOST_COLUMNS:
                raise Unusable("columns_many", columns=len(cells), most=MOST_COLUMNS)
            if any(map(str.strip, cells)):
                yield reader.line_num, cells
    except csv.Error as error:
        reason = "cell_long" if "field limit" in str(error) else "quotes"
        raise Unusable(reason, line=reader.line_num) from None


def _drawn(count: int) -> Iterable[int]:
    """The places of the lines to read of so many: all, or both ends and what a fixed seed draws between them."""
    if count <= MOST_READ:
        return range(count)
    between = np.arange(ENDS, count - ENDS)
    drawn = np.random.default_rng(SEED).choice(between, MOST_READ - 2 * ENDS, replace=False)
    return [*range(ENDS), *np.sort(drawn).tolist(), *range(count - ENDS, count)]


def _without_notes(lines: list[FileLine]) -> list[FileLine]:
    """Without the few lines above and below that hold one text: a table's title and where it is from."""
    width = Counter(len(line.cells) for line in lines).most_common(1)[0][0]

    def is_note(cells: list[str]) -> bool:
        said = [cell for cell in cells if cell]
        return width > 1 and len(said) == 1 and bool(cells[0]) and not is_number(said[0])

    first, last = 0, len(lines)
    while first < min(MOST_NOTES, last - 1) and width > 2 and is_note(lines[first].cells):
        first += 1
    while last > max(len(lines) - MOST_NOTES, first + 2) and is_note(lines[last - 1].cells):
        last -= 1
    return lines[first:last]


def _head(lines: list[FileLine], unread: int) -> tuple[str, ...] | None:
    """The names of the classes, if the first line tells the numbers of rows and inputs, then such names (as the files
    that scikit-learn brings do)."""
    first, rest = lines[0].cells, lines[1:]
    if len(first) < 2 or not rest or not (first[0].isdecimal() and first[1].isdecimal()):
        return None
    rows, inputs, names = int(first[0]), int(first[1]), tuple(cell for cell in first[2:] if cell)
    fits = rows - unread in (len(rest), len(rest) - 1) and inputs == len(rest[-1].cells) - 1
    return names if fits and not any(map(is_number, names)) else None


def _even(lines: list[FileLine]) -> tuple[list[list[str]], bool]:
    """The lines with equally many cells: empty ones after a delimiter at the end go, and R's short first line gets an
    empty one for the rows' names."""
    first, body = lines[0].cells, lines[1:]
    counts = Counter(len(line.cells) for line in body) or Counter({len(first): 1})
    columns = max(counts, key=lambda count: (counts[count], count == len(first)))
    trailing = 0
    while columns - trailing > 1 and not any(
        line.cells[columns - trailing - 1] for line in lines if len(line.cells) >= columns - trailing
    ):
        trailing += 1
    columns -= trailing
    short = len(body) > 1 and len(first) == columns - 1 and not any(map(is_number, first))
    even: list[list[str]] = [["", *first]] if short else []
    for number, _, cells in lines[short:]:
        if len(cells) < columns or any(cells[columns:]):
            raise Unusable("ragged", line=number, cells=len(cells), columns=columns)
        even.append(cells[:columns])
    if columns == 1:
        raise Unusable("one_column")
    if columns > MOST_COLUMNS:
        raise Unusable("columns_many", columns=columns, most=MOST_COLUMNS)
    return even, short
