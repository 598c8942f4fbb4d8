"""A file that somebody brings, and what has to be read from it."""

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

ROWS = 30


class Brought(NamedTuple):
    """names: of the columns, with bars between. first: the first cells of some columns as read, by name;
    None where one is missing. roles: of every column; without them the last is learned from the others.
    kind: "classes" or "number". classes: their names. said: codes of what a page has to say.
    """

    content: bytes
    names: str
    first: dict[str, tuple[Any, ...]]
    kind: str = "number"
    classes: str = ""
    roles: str = ""
    said: str = ""


def table(header: str, row: Callable[[int], Any], below: str = "", rows: int = ROWS, encoding: str = "utf-8") -> bytes:
    """A header, the lines of `row`, and what stands below them."""
    lines = [*([header] if header else []), *(str(row(i)) for i in range(rows)), *([below] if below else [])]
    return "\n".join([*lines, ""]).encode(encoding)


def x(i: int) -> str:
    """A number of four digits that tells its decimal mark."""
    return f"{5 + 4 * np.sin(i):.4f}"


def german(text: str) -> str:
    return text.replace(".", ",")


def two(i: int) -> str:
    return ("no", "yes")[i % 2]


XYZ = {"x": (5.0, 8.3659)}
