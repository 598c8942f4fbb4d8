"""Wire: figures on their way to one browser. What is static is sent once, and of each frame only what is new.

A message is a header's length (uint32), the header as JSON, and the items of the arrays that it announces,
little-endian, each array at a multiple of 8 bytes. `frontend/wire.js` is the counterpart. The header:

    version     of this format
    number      of the message, from 1 on
    after       the number of the message that this one changes; 0: it stands for itself
    gone        names of pictures that are no more
    pictures    by name, of those in which something is new: the `parts` that are, how many `arrays` there are now,
                and of those that have new `items`: which array, its type, its rows (0: a plain list), and from which
                place on they stand how many. A heat map travels column by column: a new step is a new tail.
    said        whatever else the page is told, by name, where it is new
    codes       in a message that stands for itself: what `codes.py` counts from
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from gradflow.figures.drawing.codes import FIRST, LOW, STEP, Coded
from gradflow.figures.drawing.live_figure import LiveFigure

VERSION = 1
ALIGNMENT = 8  # bytes; a typed array in the browser must start at a multiple of its item size
TYPES = {np.dtype(name): name[1:] for name in ("<u1", "<u2", "<i4", "<f4", "<f8")}
PLAIN = ("layout", "wide", "narrow", "config", "linked", "layers", "picks", "details", "falling", "fall",
         "narrow_height")  # fmt: skip
_JSON = json.JSONEncoder(allow_nan=False, ensure_ascii=False, separators=(",", ":"))


@dataclass
class _Sent:
    """A picture as the browser has it: its parts; those that hold arrays, as text; its arrays by column, as bytes.
    described: whether its label is of this figure."""

    figure: LiveFigure | None = None
    described: bool = False
    parts: dict[str, Any] = field(default_factory=dict)
    written: dict[str, str] = field(default_factory=dict)
    arrays: list["_Array"] = field(default_factory=list)


class Wire:
    """What one browser has been sent; number: of the last message."""

    def __init__(self) -> None:
        self.number = 0
        self._pictures: dict[str, _Sent] = {}
        self._said: dict[str, Any] = {}

    def message(
        self, pictures: Mapping[str, LiveFigure] | None, said: Mapping[str, Any], described: bool = True
    ) -> bytes | None:
        """What of all this is new, or None if nothing is. pictures: all that there are; None: those of before.
        described: those that the browser has are described anew as well."""
        after: int = self.number
        chunks: list[bytes] = []
        gone = [name for name in self._pictures if pictures is not None and name not in pictures]
        for name in gone:
            del self._pictures[name]
        looked_at = {name: self._picture(name, figure, chunks, described) for name, figure in (pictures or {}).items()}
        announced = {name: new for name, new in looked_at.items() if new}
        new = {name: value for name, value in said.items() if name not in self._said or self._said[name] != value}
        if not (gone or new or announced):
            return None
        self._said |= new
        self.number += 1
        header: dict[str, Any] = {"version": VERSION, "number": self.number, "after": after, "gone": gone, "said": new}
        if not after:
            header["codes"] = {"first": FIRST, "low": LOW, "step": STEP}
        encoded = f'{_JSON.encode(header)[:-1]},"pictures":{_object(announced)}}}'.encode()
        return b"".join([_padded(len(encoded).to_bytes(4, "little") + encoded), *chunks])

    def _picture(self, name: str, figure: LiveFigure, chunks: list[bytes], described: bool) -> str:
        """What of it is new, as JSON, "" for nothing; the items go to `chunks`."""
        sent = self._pictures.setdefault(name, _Sent())
        if figure is sent.figure:
            return self._described(sent, figure) if described else ""
        arrays = _Arrays()
        parts = {part: getattr(figure, part) for part in PLAIN}
        parts["label"] = figure.label if described or not sent.parts else sent.parts["label"]
        written = {"traces": arrays.written(figure.traces)}
        written["table"] = arrays.written(figure.table and figure.table.header())
        changed = {part: text for part, text in written.items() if sent.written.get(part) != text}
        changed |= {part: _JSON.encode(value) for part, value in parts.items() if _differs(sent.parts, part, value)}
        new: dict[str, str] = {"parts": _object(changed)} if changed else {}
        if len(arrays.columns) != len(sent.arrays):
            new["arrays"] = str(len(arrays.columns))
        if items := [
            entry
            for place, array in enumerate(arrays.columns)
            if (entry := _items(place, array, sent.arrays, chunks)) is not None
        ]:
            new["items"] = f"[{','.join(items)}]"
        sent.figure, sent.parts, sent.written, sent.arrays = figure, parts, written, arrays.columns
        sent.described = described
        return _object(new) if new else ""

    def _described(self, sent: _Sent, figure: LiveFigure) -> str:
        """Of a picture that the browser has: its description, if it has another."""
        if sent.described:
            return ""
        before, sent.parts["label"], sent.described = sent.parts["label"], figure.label, True
        return "" if sent.parts["label"] == before else f'{{"parts":{{"label":{_JSON.encode(sent.parts["label"])}}}}}'


@dataclass(frozen=True)
class _Array:
    """An array as it is sent. items: its bytes, column by column, or place by place; each of them of so many bytes."""

    kind: str
    rows: int
    size: int
    items: bytes


class _Arrays:
    """The arrays of a picture in the order of their mention, each once."""

    def __init__(self) -> None:
        self.columns: list[_Array] = []
        self._places: dict[int, int] = {}
        self._kept: list[object] = []  # an array that went could give its id to the next
        encoder = json.JSONEncoder(default=self._refer, allow_nan=False, ensure_ascii=False, separators=(",", ":"))
        self.written = encoder.encode  # as JSON, a reference in place of each array

    def _refer(self, value: object) -> dict[str, Any]:
        array, form = (value.codes, value.form) if isinstance(value, Coded) else (value, "")
        if (place := self._places.get(id(array))) is None:
            if not isinstance(array, np.ndarray) or (kind := TYPES.get(array.dtype)) is None:
                allowed = ", ".join(map(str, TYPES))
                raise TypeError(f"a figure holds {value!r:.80}; allowed are JSON and arrays of {allowed}")
            place = self._places[id(array)] = len(self.columns)
            self._kept.append(array)
            rows = array.shape[0] if array.ndim > 1 else 0
            # A copy: what was sent is compared with later.
            self.columns.append(_Array(kind, rows, (rows or 1) * array.itemsize, array.tobytes("F")))
        return {"$": place, "form": form}


def _items(place: int, array: _Array, sent: list[_Array], chunks: list[bytes]) -> str | None:
    """[which array, type, rows, from, how many] of what is new of this array, as JSON; None if nothing is."""
    before = sent[place] if place < len(sent) else None
    count, same = len(array.items) // (array.size or 1), 0
    if before is not None and before.kind == array.kind and before.rows == array.rows:
        if before.items == array.items:
            return None
        same = _same(before.items, array.items) // (array.size or 1)
    chunks.append(_padded(array.items[same * array.size :]))
    return f'[{place},"{array.kind}",{array.rows},{same},{count - same}]'


def _same(before: bytes, now: bytes) -> int:
    """How many bytes both begin with. By their bytes, for NaN is not itself."""
    common = min(len(before), len(now))
    if before[:common] == now[:common]:
        return common
    differs = np.frombuffer(before, np.uint8, common) != np.frombuffer(now, np.uint8, common)
    return int(differs.argmax())


def _differs(parts: Mapping[str, Any], name: str, value: Any) -> bool:
    """Whether this part is another than before; most are the same object."""
    return name not in parts or (parts[name] is not value and parts[name] != value)


def _object(texts: Mapping[str, str]) -> str:
    """Of values that are JSON already."""
    return "{" + ",".join(f'"{name}":{text}' for name, text in texts.items()) + "}"


def _padded(chunk: bytes) -> bytes:
    return chunk + b" " * (-len(chunk) % ALIGNMENT)
