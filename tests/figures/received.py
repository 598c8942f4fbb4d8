"""A live figure as the browser receives it: a second decoder, written from the format's description."""

import json
from typing import Any

import numpy as np
import plotly.graph_objects as go

from gradflow.figures.drawing.codes import decode
from gradflow.figures.drawing.live_figure import LiveFigure

NAMES = ("", "0", "∞", "NaN")


def received(payload: bytes) -> dict[str, Any]:
    """The header with every array in its place."""
    length = int.from_bytes(payload[:4], "little")
    body = payload[-(-(4 + length) // 8) * 8 :]

    def filled(value: dict[str, Any]) -> Any:
        if "$at" not in value:
            return value
        kind, shape = np.dtype(value["type"]).newbyteorder("<"), value["shape"]
        assert value["$at"] % kind.itemsize == 0
        array = np.frombuffer(body, kind, int(np.prod(shape)), value["$at"]).reshape(shape)
        return _read(array, value["form"])

    return json.loads(payload[4 : 4 + length], object_hook=filled)


def _read(codes: np.ndarray, form: str) -> np.ndarray:
    if form == "log10":
        return decode(codes)
    if form == "zero":
        return np.where(codes == 1, 1.0, np.nan)
    if form == "text":
        sizes = 10 ** decode(codes)
        texts = [NAMES[code] if code < 4 else f"{size:.2e}" for code, size in zip(codes.flat, sizes.flat, strict=True)]
        return np.array(texts, object).reshape(codes.shape)
    return codes


def drawn(figure: LiveFigure, width: str = "wide") -> Any:
    """The figure as Plotly takes it, a go.Figure; plotly refuses an attribute that does not exist."""
    header = received(figure.to_bytes())
    whole = go.Figure(_plain(header["traces"]), _plain(header["layout"]))
    return whole.update_layout(_plain(header[width]))


def _plain(value: Any) -> Any:
    """With a colour in place of the page's."""
    if isinstance(value, dict):
        return {name: _plain(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    return "#888888" if isinstance(value, str) and value.startswith("var(--st-") else value
