"""Whether the first line names the columns, what they are called, and which last lines only add the others up."""

from collections.abc import Sequence
from itertools import pairwise

from gradflow.tasks.own.missing import is_missing
from gradflow.tasks.own.numbers import is_number

LONGEST_NAME = 40  # characters of a column's name
FIRST_YEAR, LAST_YEAR = 1800, 2100
TOTALS = {
    "total",
    "totals",
    "grand total",
    "subtotal",
    "sum",
    "all",
    "mean",
    "average",
    "avg",
    "gesamt",
    "summe",
    "mittelwert",
    "durchschnitt",
    "total général",
    "somme",
    "moyenne",
    "合计",
    "总计",
    "总和",
    "小计",
    "平均",
    "平均值",
}
TOTALS_AMONG = 3  # the last lines


def is_header(lines: Sequence[Sequence[str]]) -> bool:
    """Whether the first line names the columns: words above numbers; where there are only texts, words that do not come
    again below them; where there are only numbers, whole ones that count on, as the lines below do not."""
    first, below = lines[0], lines[1:]
    if not below:
        return not any(map(is_number, first))
    columns = list(zip(*below, strict=True))
    numeric = [_mostly_numbers(cells) for cells in columns]
    words = [not is_number(cell) and not is_missing(cell) for cell in first]
    if any(word and numbers for word, numbers in zip(words, numeric, strict=True)):
        return True
    if any(numeric) or not any(words):
        return _counts_on(first) and not any(map(_counts_on, below))
    again = sum(cell in cells for cell, cells in zip(first, columns, strict=True))
    return not any(is_number(cell) for cell in first) and 2 * again <= len(first)


def _mostly_numbers(cells: Sequence[str]) -> bool:
    held = [cell for cell in cells[:200] if not is_missing(cell)]
    return 2 * sum(map(is_number, held)) > len(held)


def _counts_on(cells: Sequence[str]) -> bool:
    """Whether they are years, or whole numbers from 0 or 1 on: what a table's columns are called, if not by words."""
    if not all(cell.isdecimal() for cell in cells):
        return False
    numbers = [int(cell) for cell in cells]
    on = len(numbers) > 1 and all(after == before + 1 for before, after in pairwise(numbers))
    return on and ((numbers[0] in (0, 1) and len(numbers) > 2) or all(FIRST_YEAR <= n <= LAST_YEAR for n in numbers))


def unlike(names: Sequence[str]) -> list[str]:
    """The names, shortened; those that are missing or said before are made up from their place."""
    given: list[str] = []
    for place, name in enumerate(names, start=1):
        short = name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1] + "…"
        while not short or short in given or (short in names[place:] and short != name):
            short = f"{short} #{place}".strip()
        given.append(short)
    return given


def totals_below(lines: Sequence[Sequence[str]]) -> int:
    """How many of the last lines add up, or average, the others: they say so in a column where no other line does."""
    count = 0
    while count < min(TOTALS_AMONG, len(lines) - 1):
        candidate, others = lines[-1 - count], lines[: -1 - count]
        said = [place for place, cell in enumerate(candidate) if cell.casefold().rstrip(":") in TOTALS]
        if not said or any(line[place].casefold() == candidate[place].casefold() for place in said for line in others):
            break
        count += 1
    return count
