"""The cells of one column as numbers or as texts."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from gradflow.tasks.own.missing import is_missing, sentinels
from gradflow.tasks.own.numbers import Mark, bare, number
from gradflow.tasks.own.spelling import alike

LARGEST = 1e30  # so that float32 can hold it, and float64 its square; what is larger counts as missing
EXACT = 2**53  # beyond, whole numbers that differ may be one in float64: they are somebody's number, not a quantity
MOST_STRAYS = 0.1  # of a column's cells may be texts among numbers; beyond, all are texts
FEWEST_NUMBERS = 10  # different ones, beside which a text is a stray and not another category


@dataclass(frozen=True)
class Column:
    """name: unlike any other's. cells: as they stand there, "" where one is missing. remarks: what was not read as it
    stands, by code, with what the sentence about it needs: strays, sentinel, spelled, units, some_units, digits.
    """

    name: str
    cells: tuple[str, ...]
    numbers: tuple[float, ...] | None
    remarks: dict[str, dict[str, Any]] = field(default_factory=dict)

    @property
    def missing(self) -> int:
        return self.cells.count("")


def column_of(name: str, cells: Sequence[str], decimal: Mark, nines_are_missing: bool = True) -> Column:
    """decimal: the mark of its numbers. nines_are_missing: whether -9999 and the like, far from all others, are."""
    plain = {cell: bare(cell) for cell in dict.fromkeys(cells) if not is_missing(cell)}
    values = {cell: number(text, decimal) for cell, (text, _) in plain.items()}
    gone = {cell for cell, value in values.items() if abs(value) > LARGEST}  # false of NaN
    texts = {cell for cell, value in values.items() if math.isnan(value)}
    numeric = [cell for cell in values if cell not in gone | texts]
    remarks: dict[str, dict[str, Any]] = {}
    count = sum(cell in texts for cell in cells)
    held = len(cells) - sum(cell not in values for cell in cells)
    if texts and count <= MOST_STRAYS * held and len(numeric) > FEWEST_NUMBERS:
        remarks["strays"] = {"cells": count, "example": min(texts)}
        gone |= texts
        texts = set()
    are_numbers = not texts
    units = {plain[cell][1] for cell in numeric}
    if are_numbers and len(units - {""}) > 1:
        remarks, are_numbers = {"units": {"example": " ".join(sorted(units - {""}))}}, False
    elif are_numbers and len(units) > 1:
        remarks["some_units"] = {"example": next(iter(units - {""}))}
    if are_numbers and any(_is_inexact(plain[cell][0], values[cell]) for cell in numeric):
        remarks, are_numbers = {"digits": {}}, False
    if not are_numbers:
        return _texts(name, ["" if cell not in values else cell for cell in cells], remarks)
    nines = sentinels([values[cell] for cell in cells if cell in values and cell not in gone])
    if nines_are_missing and nines:
        marks = {cell for cell in numeric if values[cell] in nines}
        remarks["sentinel"] = {"example": f"{nines[0]:.0f}", "cells": sum(cell in marks for cell in cells)}
        gone |= marks
    read = tuple("" if cell not in values or cell in gone else cell for cell in cells)
    return Column(name, read, tuple(values[cell] if cell else math.nan for cell in read), remarks)


def _texts(name: str, cells: list[str], remarks: dict[str, dict[str, Any]]) -> Column:
    spelled = alike(cells)
    if spelled:
        one, said = next(iter(spelled.items()))
        remarks = remarks | {"spelled": {"example": one, "usual": said}}
    return Column(name, tuple(spelled.get(cell, cell) for cell in cells), None, remarks)


def _is_inexact(text: str, value: float) -> bool:
    digits = text.lstrip("+-")
    return abs(value) >= EXACT and digits.isdecimal() and int(text) != int(value)
