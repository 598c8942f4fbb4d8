"""Tables of a learner's own, as files: good ones, and bad ones with what is wrong in them."""

from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np
from sklearn.datasets import load_diabetes, load_iris, load_wine

from gradflow.tasks.own import Answers, Own, own

SPECIES = ("setosa", "versicolor", "virginica")


def csv_of(header: str, rows: Any) -> bytes:
    """A file with this first line; what is not text is written with six digits."""
    lines = [",".join(cell if isinstance(cell, str) else f"{cell:.6g}" for cell in row) for row in rows]
    return "\n".join([header, *lines, ""]).encode()


@cache
def iris(columns: int = 4) -> bytes:
    """150 flowers, their first columns, 3 species by name."""
    inputs, labels = map(np.asarray, load_iris(return_X_y=True))
    names = ",".join(f"x{place}" for place in range(columns))
    return csv_of(names + ",species", ([*x[:columns], SPECIES[y]] for x, y in zip(inputs, labels, strict=True)))


@cache
def wine() -> bytes:
    """178 wines, 13 numbers, 3 classes."""
    inputs, labels = map(np.asarray, load_wine(return_X_y=True))
    return csv_of(",".join([*(f"x{place}" for place in range(13)), "y"]), np.column_stack([inputs, labels]))


@cache
def diabetes(columns: int = 10) -> bytes:
    """442 patients, their first columns; regression."""
    inputs, wanted = map(np.asarray, load_diabetes(return_X_y=True))
    names = [*(f"x{place}" for place in range(columns)), "y"]
    return csv_of(",".join(names), np.column_stack([inputs[:, :columns], wanted]))


def owned(content: bytes, target: int | None = None) -> Own:
    return own(content, Answers(target=target))


def rows(count: int, *columns: Callable[[int], Any]) -> bytes:
    """A file of `count` rows; columns say what stands in row i."""
    header = ",".join(f"column{place}" for place in range(len(columns)))
    lines = (",".join(str(column(row)) for column in columns) for row in range(count))
    return "\n".join([header, *lines]).encode()


def word(row: int) -> str:
    """A text of each row's own."""
    return "name" + "".join("abcdefghij"[int(digit)] for digit in str(row))


def wave(row: int) -> str:
    return f"{np.sin(row):.4f}"


BAD: dict[str, bytes] = {
    "size": b"a,b\n" + b"1,2\n" * 2**21,
    "binary": b"\x7fELF\x02\x01\x00\x00\x08\x00",
    "encoding": "a,b\n".encode("utf-16") + b"\xd8",
    "format": b'{"rows": [[1, 2], [3, 4]]}',
    "empty": b"  \n\n",
    "one_column": b"a\n1\n2\n3\n",
    "columns_many": rows(3, *[wave] * 421),
    "ragged": b"a,b\n1,2\n3\n",
    "quotes": b'a,b\n1,"2\n3,4\n',
    "cell_long": b'a,b\n"' + 140_000 * b"x" + b'",2\n',
    "rows_few": rows(19, wave, wave),
    "no_inputs": rows(40, word, wave),
    "inputs_many": rows(40, *[wave] * 66),
    "constant": rows(40, wave, lambda _: 7),
    "classes_many": rows(40, wave, word),
}
ALSO_BAD = {
    "no bytes": (b"", "empty"),
    "a header and no rows": (b"a,b\n", "empty"),
    "a list of lists as JSON": (b"[[1, 2],\n [3, 4]]", "format"),
    "records as JSON": (b'[\n  {"a": 1, "b": 2},\n  {"a": 3, "b": 4}\n]', "format"),
    "lines of JSON": (b'{"a": 1, "b": 2}\n{"a": 3, "b": 4}', "format"),
    "a workbook": (b"PK\x03\x04\x00\x00\x08\x00", "format"),
    "a page of the web": (b"<!DOCTYPE html>\n<html></html>", "format"),
    "Weka's format": (b"% weather\n\n@relation weather\n", "format"),
    "every row has a missing cell": (rows(40, wave, lambda row: "" if row % 3 else wave(row)), "rows_few"),
    "numbers too large to hold": (rows(40, wave, lambda row: f"1e{300 + row}"), "rows_few"),
    "inputs of one value": (rows(40, lambda _: 3, lambda _: "same", wave), "no_inputs"),
    "categories past the limit together": (
        rows(60, *[lambda row: word(row % 12)] * 6, wave),
        "inputs_many",
    ),
}
