"""Numbers as people write them: with decimal and thousands marks, percent, currency, and signs of their own."""

import math
import re
import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

Mark = str  # a point or a comma
OTHER: dict[Mark, Mark] = {".": ",", ",": "."}
SIGNS = str.maketrans(dict.fromkeys("\u2212\u2013\u2010\u2011", "-") | dict.fromkeys("\u2019'", " "))
CODES = ("USD", "EUR", "GBP", "CNY", "RMB", "JPY", "CHF")
GROUPED = {mark: re.compile(rf"[+-]?\d{{1,3}}(\{mark}\d{{3}})+(?!\d).*") for mark in OTHER}
SPACED = re.compile(r"[+-]?\d{1,3}( \d{3})+([.,]\d*)?")
PLAIN = re.compile(r"[+-]?[0-9][0-9.,]*([eE][+-]?[0-9]+)?")  # nothing about it to be made plain
MARKED = re.compile(r"[+-]?(\d*)([.,])(\d*)([eE][+-]?\d+)?")
NEGATIVE = re.compile(r"\(([^()]+)\)")  # as bookkeepers write it


class Marks(NamedTuple):
    """What a column says of its decimal mark. sure: marks that are one beyond doubt. open: a mark after which there
    are three digits and before which there are one to three, so that it may as well part thousands.
    likely: the decimal mark an open column would have, judged by itself; None where it says nothing.
    """

    sure: frozenset[Mark]
    open: Mark | None
    likely: Mark | None


def bare(cell: str) -> tuple[str, str]:
    """A cell without its unit, with signs as a computer writes them; and the unit: percent or a currency, or ""."""
    if PLAIN.fullmatch(cell):
        return cell, ""
    text = unicodedata.normalize("NFKC", cell).translate(SIGNS).strip()
    if inside := NEGATIVE.fullmatch(text):
        text = "-" + inside[1]
    sign, rest = (text[0], text[1:].lstrip()) if text[:1] in ("+", "-") else ("", text)
    unit = ""
    for code in CODES:
        if rest.upper().startswith(code) or rest.upper().endswith(code):
            rest, unit = (rest[3:] if rest.upper().startswith(code) else rest[:-3]), code
    if rest and (rest[-1] in "%\u2030" or unicodedata.category(rest[-1]) == "Sc"):
        rest, unit = rest[:-1], rest[-1]
    elif rest and unicodedata.category(rest[0]) == "Sc":
        rest, unit = rest[1:], rest[0]
    return sign + rest.strip(), unit


def number(text: str, decimal: Mark = ".") -> float:
    """The number that a bare cell holds; NaN where it holds none."""
    if "_" in text:
        return math.nan
    if " " in text:
        if not SPACED.fullmatch(text):
            return math.nan
        text = text.replace(" ", "")
    if OTHER[decimal] in text:
        if not GROUPED[OTHER[decimal]].fullmatch(text):
            return math.nan
        text = text.replace(OTHER[decimal], "")
    try:
        return float(text.replace(decimal, "."))
    except ValueError:
        return math.nan


def is_number(cell: str) -> bool:
    """Whether it holds a number, whatever its marks mean."""
    text, _ = bare(cell)
    return not (math.isnan(number(text, ".")) and math.isnan(number(text, ",")))


def marks_of(texts: Iterable[str], delimiter: str) -> Marks:
    """What the bare cells of a column say. A mark between the cells of a line says which one is not the decimal's."""
    sure: set[Mark] = set()
    doubtful: set[Mark] = set()
    unmarked: list[str] = []
    for cell in texts:
        text = cell.replace(" ", "") if SPACED.fullmatch(cell) else cell
        if "." not in text and "," not in text:
            unmarked.append(text)
        elif "." in text and "," in text:
            later: Mark = max(OTHER, key=text.rfind)
            if not math.isnan(number(text, later)):
                sure.add(later)
        elif matched := MARKED.fullmatch(text):
            mark: Mark = matched[2]
            leading = matched[1]
            could_group = len(matched[3]) == 3 and 1 <= len(leading) <= 3 and leading[0] != "0" and not matched[4]
            (doubtful if could_group else sure).add(mark)
        else:
            several: Mark = "." if "." in text else ","
            if GROUPED[several].fullmatch(text) and not math.isnan(number(text, OTHER[several])):
                sure.add(OTHER[several])
    if delimiter == "," and "." in doubtful:  # who parts cells by commas writes a decimal point
        sure, doubtful = sure | {"."}, doubtful - {"."}
    if doubtful and any(len(text.lstrip("+-")) > 3 and text.lstrip("+-").isdecimal() for text in unmarked):
        sure |= doubtful  # 12345 stands beside 1.234: thousands are not parted
    if len(doubtful) != 1 or sure:
        return Marks(frozenset(sure), None, None)
    [mark] = doubtful
    return Marks(frozenset(), mark, mark if _is_decimal(mark, delimiter, bool(unmarked)) else OTHER[mark])


def _is_decimal(mark: Mark, delimiter: str, unmarked: bool) -> bool:
    """Which is likelier of a mark that may part thousands. unmarked: 980 stands beside 2.155, as of thousands it would;
    a file of semicolons is written where the decimal mark is a comma."""
    return delimiter == ";" if mark == "," else delimiter != ";" or not unmarked
