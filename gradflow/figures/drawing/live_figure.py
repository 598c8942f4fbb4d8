"""LiveFigure: a Plotly figure whose numbers travel as raw bytes.

Any array may stand where Plotly takes one (a heat map's z, a line's x and y), as a NumPy array or
as `Coded` sizes. A colour or font may be a CSS variable, "var(--st-text-color)"; the browser fills
in the page's own, so that light and dark both fit. A new picture needs no new script.
"""

import json
from dataclasses import dataclass
from typing import Any

import numpy as np

from gradflow.figures.drawing.codes import FIRST, LOW, STEP, Coded
from gradflow.figures.drawing.table import Table

ALIGNMENT = 8  # bytes; a typed array in the browser must start at a multiple of its item size
TYPES = {"uint8": "u1", "uint16": "u2", "int32": "i4", "float32": "f4", "float64": "f8"}


@dataclass(frozen=True)
class LiveFigure:
    """One picture, ready to be sent.

    traces: Plotly traces.
    layout: Plotly's layout; wide, narrow: what a broad and what a small container adds to it.
    label: what a screen reader says.
    config: Plotly's configuration (buttons and their language).
    linked: traces whose cells are looked at together: pointing at one shows the same cell of all.
    layers: ids of the axes that count layers: pointing at a layer marks it in every other picture.
    picks: traces whose points stand for something one can open; their customdata says what.
    details: traces that the narrow layout has no room for.
    narrow_height: height in the narrow layout, relative to the wide one's.
    table: its numbers; the browser builds it when it is asked for.
    """

    traces: tuple[dict[str, Any], ...]
    layout: dict[str, Any]
    wide: dict[str, Any]
    narrow: dict[str, Any]
    label: str
    config: dict[str, Any]
    linked: tuple[int, ...] = ()
    layers: tuple[str, ...] = ()
    picks: tuple[int, ...] = ()
    details: tuple[int, ...] = ()
    narrow_height: float = 1.0
    table: Table | None = None

    def to_bytes(self, height: int = 340, file: str = "gradflow") -> bytes:
        """A header's length (uint32), the header as JSON, then the arrays it refers to.

        All little-endian, arrays in row order at offsets counted from the end of the padded header.
        height: of the wide layout, in pixels. file: what it is saved as, without its ending.
        """
        arrays = _Arrays()
        header = {
            "traces": self.traces,
            "layout": self.layout,
            "wide": self.wide | {"height": height},
            "narrow": self.narrow | {"height": round(height * self.narrow_height)},
            "label": self.label,
            "config": self.config,
            "linked": self.linked,
            "layers": self.layers,
            "picks": self.picks,
            "details": self.details,
            "table": self.table and self.table.header(),
            "file": file,
            "codes": {"first": FIRST, "low": LOW, "step": STEP},
        }
        text = json.dumps(header, default=arrays.refer, allow_nan=False, ensure_ascii=False, separators=(",", ":"))
        encoded = text.encode()
        head = len(encoded).to_bytes(4, "little") + encoded
        return b"".join([_padded(head), *arrays.chunks])


class _Arrays:
    """Arrays packed one behind the other, each once, and the references to them."""

    def __init__(self) -> None:
        self.chunks: list[bytes] = []
        self._length = 0
        self._offsets: dict[int, int] = {}

    def refer(self, value: object) -> dict[str, Any]:
        """What stands in the header for an array; TypeError for anything else JSON cannot hold."""
        array, form = (value.codes, value.form) if isinstance(value, Coded) else (value, "")
        if not isinstance(array, np.ndarray) or array.dtype.name not in TYPES:
            raise TypeError(f"a figure holds {value!r:.80}; allowed are JSON and arrays of {', '.join(TYPES)}")
        if id(array) not in self._offsets:
            chunk = _padded(array.astype(array.dtype.newbyteorder("<"), order="C", copy=False).tobytes())
            self._offsets[id(array)] = self._length
            self.chunks.append(chunk)
            self._length += len(chunk)
        return {"$at": self._offsets[id(array)], "type": TYPES[array.dtype.name], "shape": array.shape, "form": form}


def _padded(chunk: bytes) -> bytes:
    return chunk + b" " * (-len(chunk) % ALIGNMENT)
