"""Cells that are missing: what people and programs write for them."""

from collections import Counter
from collections.abc import Sequence

# In small letters. As pandas takes them (`read_csv`, na_values), spreadsheets' errors, dashes, and SAS's point.
MARKERS = {
    "",
    "-",
    "--",
    "—",
    "−",
    "–",
    ".",
    "..",
    "?",
    "??",
    "na",
    "n/a",
    "n.a.",
    "k.a.",
    "nan",
    "-nan",
    "nil",
    "none",
    "null",
    "<na>",
    "(null)",
    "missing",
    "1.#ind",
    "-1.#ind",
    "1.#qnan",
    "-1.#qnan",
    "无",
    "缺失",
    "#n/a",
    "#na",
    "#value!",
    "#div/0!",
    "#ref!",
    "#name?",
    "#num!",
    "#null!",
}
NINES = 2  # digits of the shortest number that may stand for a missing cell, -99
ENOUGH = 3  # other values: in a column of two nothing is out of place


def is_missing(cell: str) -> bool:
    return cell.casefold() in MARKERS


def sentinels(numbers: Sequence[float]) -> tuple[float, ...]:
    """Numbers of nines that lie farther from all others than these from each other: -9999 stands for a missing cell."""
    counted = Counter(numbers)
    found: list[float] = []
    for value in sorted((v for v in counted if _is_nines(v)), key=abs, reverse=True):
        others = [v for v in counted if v != value and v not in found]
        if len(others) < ENOUGH:
            break
        low, high = min(others), max(others)
        again = counted[value] > 1 or value < 0 <= low
        if again and (value < low - (high - low) or value > high + (high - low)):
            found.append(value)
    return tuple(found)


def _is_nines(value: float) -> bool:
    digits = f"{abs(value):.0f}"
    shortest = NINES if value < 0 else NINES + 1
    return value == round(value) and len(digits) >= shortest and set(digits) == {"9"}
