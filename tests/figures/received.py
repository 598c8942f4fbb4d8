"""A live figure as the browser receives it: a second decoder, written from the format's description."""

import json
from typing import Any

import numpy as np
import plotly.graph_objects as go

from gradflow.figures.drawing.codes import decode
from gradflow.figures.drawing.live_figure import LiveFigure
from gradflow.figures.drawing.wire import Wire

NAMES = ("", "0", "∞", "NaN")


class Browser:
    """What has been received of a stream."""

    def __init__(self) -> None:
        self.number = 0
        self.said: dict[str, Any] = {}
        self._pictures: dict[str, tuple[dict[str, Any], dict[int, np.ndarray]]] = {}

    @staticmethod
    def header(payload: bytes) -> dict[str, Any]:
        return json.loads(payload[4 : 4 + int.from_bytes(payload[:4], "little")])

    def take(self, payload: bytes) -> dict[str, Any]:
        """The message's header, once what it brings is in its place."""
        length = int.from_bytes(payload[:4], "little")
        header = self.header(payload)
        at = _padded(4 + length)
        if not header["after"]:
            self._pictures.clear()
        assert header["after"] in (0, self.number)
        self.number = header["number"]
        for name in header["gone"]:
            del self._pictures[name]
        for name, new in header["pictures"].items():
            parts, arrays = self._pictures.setdefault(name, ({}, {}))
            parts |= new.get("parts", {})
            for place in [place for place in arrays if place >= new.get("arrays", len(arrays))]:
                del arrays[place]
            for place, type, rows, begin, count in new.get("items", []):
                kind = np.dtype(type).newbyteorder("<")
                tail = np.frombuffer(payload, kind, count * (rows or 1), at)
                at += _padded(tail.nbytes)
                tail = tail.reshape((count, rows) if rows else count)
                arrays[place] = np.concatenate([arrays[place][:begin], tail]) if begin else tail
        assert at == len(payload)
        self.said |= header["said"]
        return header

    def figure(self, name: str) -> dict[str, Any]:
        """The picture with every array in its place."""
        parts, arrays = self._pictures[name]

        def filled(value: dict[str, Any]) -> Any:
            return _read(arrays[value["$"]].T, value["form"]) if "$" in value else value

        return json.loads(json.dumps(parts), object_hook=filled)

    def pictures(self) -> set[str]:
        return set(self._pictures)


def sent(figure: LiveFigure) -> bytes:
    """A message with nothing but this figure."""
    message = Wire().message({"": figure}, {})
    assert message is not None
    return message


def received(figure: LiveFigure) -> dict[str, Any]:
    browser = Browser()
    browser.take(sent(figure))
    return browser.figure("")


def _padded(length: int) -> int:
    return -(-length // 8) * 8


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
    header = received(figure)
    whole = go.Figure(_plain(header["traces"]), _plain(header["layout"]))
    return whole.update_layout(_plain(header[width]))


def _plain(value: Any) -> Any:
    """With a colour in place of the page's."""
    if isinstance(value, dict):
        return {name: _plain(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    return "#888888" if isinstance(value, str) and value.startswith("var(--st-") else value
