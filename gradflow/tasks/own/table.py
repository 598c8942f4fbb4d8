"""A learner's own file as columns; what cannot be read is refused with a code and its numbers."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from threading import BoundedSemaphore

from gradflow.tasks.own.answers import AS_FOUND, Answers
from gradflow.tasks.own.column import Column, column_of
from gradflow.tasks.own.decode import decoded
from gradflow.tasks.own.heading import is_header, totals_below, unlike
from gradflow.tasks.own.lines import FEWEST_ROWS, Lines, lines_of
from gradflow.tasks.own.missing import is_missing
from gradflow.tasks.own.numbers import Mark, Marks, bare, marks_of
from gradflow.tasks.own.unusable import Unusable

LARGEST_FILE = 8 * 2**20  # bytes; with it rows, cells and time are bounded: so many are read in 0.4 to 1 s of a core
AT_ONCE = BoundedSemaphore(2)  # files that are being read: each takes up to 75 MB meanwhile


@dataclass(frozen=True)
class OwnTable:
    """encoding: of the text. guessed: whether that may be another. header: whether the first line named the columns.
    decimal: the mark taken for the open columns, whose numbers could be read either way. nines: whether numbers such
    as -9999 were found to mark missing cells, or would be. labels: whether the first column holds the rows' names.
    skipped: lines left out, by the reason: comments, notes (texts above or below), totals. places: of the rows
    among the file's lines. unread: how many lines were not drawn of a long file.
    """

    columns: tuple[Column, ...]
    encoding: str
    guessed: bool
    delimiter: str
    header: bool
    decimal: Mark
    open: tuple[str, ...]
    nines: bool
    labels: bool
    skipped: dict[str, int]
    places: tuple[int, ...]
    unread: int


def table_of(content: bytes, answers: Answers = AS_FOUND, in_order: bool = False) -> OwnTable:
    """At least two columns of equal length. in_order: whether the order of the rows matters. Raises Unusable."""
    if len(content) > LARGEST_FILE:
        raise Unusable("size", most=LARGEST_FILE // 2**20)  # how large it is, a server that cut it does not know
    with AT_ONCE:
        text, encoding, guessed = decoded(content, answers.encoding)
        found = lines_of(text, in_order)
    names, header, rows = _named(found, answers.header)
    totals = totals_below(rows)
    rows = rows[: len(rows) - totals]
    if not rows:
        raise Unusable("empty", fewest=FEWEST_ROWS)
    parts = list(zip(*rows, strict=True))
    marks = [marks_of(_plain(cells), found.delimiter) for cells in parts]
    decimal = answers.decimal or _decimal(marks, found.delimiter)
    columns = [
        column_of(name, cells, _mark(says, decimal), answers.nines)
        for name, cells, says in zip(unlike(names), parts, marks, strict=True)
    ]
    if found.head:
        columns[-1] = _classes(columns[-1], found.head)
    comments = found.comments - (names is found.heading)
    skipped = {"comments": comments, "notes": found.notes, "totals": totals}
    return OwnTable(
        tuple(columns),
        encoding,
        guessed,
        found.delimiter,
        header,
        decimal,
        tuple(column.name for column, says in zip(columns, marks, strict=True) if says.open and column.numbers),
        any("sentinel" in column.remarks for column in columns) or not answers.nines,
        header and not names[0] and len(set(parts[0])) == len(rows),
        {reason: count for reason, count in skipped.items() if count},
        tuple(found.places[-len(rows) - totals :][: len(rows)]),
        found.unread,
    )


def _named(found: Lines, header: bool | None) -> tuple[list[str], bool, list[list[str]]]:
    """The names as they stand there, whether there were any, and the rows below them."""
    named = is_header(found.lines) or found.short if header is None else header
    if named:
        return found.lines[0], True, found.lines[1:]
    if header is None and found.heading and is_header([found.heading, *found.lines]):
        return found.heading, True, found.lines
    return [""] * len(found.lines[0]), False, found.lines


def _plain(cells: Sequence[str]) -> list[str]:
    return [bare(cell)[0] for cell in dict.fromkeys(cells) if not is_missing(cell)]


def _decimal(marks: Sequence[Marks], delimiter: str) -> Mark:
    """Of the file: what most columns are sure of; else what is likely of those that are not."""
    sure = Counter(mark for says in marks if len(says.sure) == 1 for mark in says.sure)
    likely = Counter(says.likely for says in marks if says.likely)
    usual: Mark = "." if delimiter == "," else ","
    return next((mark for counted in (sure, likely) for mark, _ in counted.most_common(1)), usual)


def _mark(says: Marks, decimal: Mark) -> Mark:
    """Of a column: its own where it is sure of one, else the file's."""
    [mark] = says.sure if len(says.sure) == 1 else [decimal]
    return mark


def _classes(column: Column, names: tuple[str, ...]) -> Column:
    """The numbers of classes as their names, where every one has a name."""
    numbers = column.numbers or (-1.0,)
    if set(numbers) != set(map(float, range(len(names)))):
        return column
    return replace(column, cells=tuple(names[int(value)] for value in numbers), numbers=None)
