"""Which column tells the time, and in which order the rows stand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gradflow.tasks.own.answers import Answers
from gradflow.tasks.own.column import Column
from gradflow.tasks.own.unusable import Unusable

DATES = (
    "%Y-%m-%d",
    "%Y/%m/%d",
    "%Y.%m.%d",
    "%Y-%m",
    "%Y/%m",
    "%d.%m.%Y",
    "%m/%d/%Y",
    "%d/%m/%Y",
    "%d-%m-%Y",
    "%m/%d/%y",
    "%d/%m/%y",
    "%d-%b-%Y",
    "%d-%b-%y",
    "%b %d, %Y",
    "%d %b %Y",
    "%b %Y",
    "%b-%Y",
    "%b-%y",
    "%Y年%m月%d日",
    "%Y年%m月",
)
CLOCKS = ("", " %H:%M", " %H:%M:%S", " %I:%M %p", " %I:%M:%S %p")
FORMATS = tuple(date + clock for date in DATES for clock in CLOCKS)
DATE_NAMES = {"date", "datetime", "timestamp", "year", "ds", "datum", "jahr", "année", "日期", "年份", "年"}
TIME_NAMES = {"time", "t", "zeit", "temps", "时间"}  # of a number that tells the time only where it goes one way
EVENLY = 1e-3  # of a step: numbers so evenly spaced that they only count
TOLD_BY = 20  # cells that tell how a date is written


@dataclass(frozen=True)
class Order:
    """place: of the column that tells the time; None where none does. rows: those of the table, in time order.
    how: "" as they stand there, reversed or sorted. shared: whether several rows have one time."""

    place: int | None
    rows: NDArray[np.intp]
    how: str = ""
    shared: bool = False


def order_of(columns: Sequence[Column], answers: Answers) -> Order:
    """Of rows that are time steps. Raises Unusable where several series stand one below another."""
    count = len(columns[0].cells)
    for place, column in enumerate(columns):
        if place in answers.use | answers.leave or place == answers.target or column.missing:
            continue
        if keys := _keys(column, last=place == len(columns) - 1):
            return _ordered(place, column, keys)
    return Order(None, np.arange(count))


def _ordered(place: int, column: Column, keys: Sequence[Any]) -> Order:
    rows, shared = np.arange(len(keys)), len(set(keys)) < len(keys)
    if _rises(keys):
        return Order(place, rows, "", shared)
    if _rises(keys[::-1]):
        return Order(place, rows[::-1], "reversed", shared)
    if shared:
        seen = set()
        again = next(row for row, key in enumerate(keys) if key in seen or seen.add(key))
        raise Unusable("several_series", name=column.name, example=column.cells[again])
    return Order(place, np.array(sorted(range(len(keys)), key=lambda row: keys[row])), "sorted")


def _keys(column: Column, last: bool) -> Sequence[Any]:
    """The times that it tells; none where it does not."""
    numbers, name = column.numbers, column.name.casefold().strip()
    if numbers is None:
        return _dates(column.cells)
    one_way = len(set(numbers)) > 1 and (_rises(numbers) or _rises(numbers[::-1]))
    if name in DATE_NAMES or (one_way and name in TIME_NAMES):
        return numbers if len(set(numbers)) > 1 else ()
    return numbers if one_way and not last and _is_even(np.array(numbers)) else ()


def _dates(cells: Sequence[str]) -> Sequence[datetime]:
    """In the form in which they rise or fall, where the cells leave it open whether a day or a month comes first."""
    found = [dates for form in (None, *FORMATS) if (dates := _read(cells, form))]
    return next((dates for dates in found if _rises(dates) or _rises(dates[::-1])), found[0] if found else ())


def _read(cells: Sequence[str], form: str | None) -> list[datetime]:
    """In this form, None for ISO 8601; empty where one is not in it."""
    try:
        for cell in cells[:TOLD_BY]:
            _date(cell, form)
        known = {cell: _date(cell, form) for cell in dict.fromkeys(cells)}
        return [known[cell] for cell in cells]
    except ValueError:
        return []


def _date(cell: str, form: str | None) -> datetime:
    return (datetime.fromisoformat(cell) if form is None else datetime.strptime(cell, form)).replace(tzinfo=None)


def _rises(keys: Sequence[Any]) -> bool:
    return all(before <= after for before, after in pairwise(keys))


def _is_even(numbers: NDArray[np.floating]) -> bool:
    steps = np.diff(numbers)
    return bool(steps[0]) and bool(np.all(np.abs(steps - steps[0]) <= EVENLY * abs(steps[0])))
