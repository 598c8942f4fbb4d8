"""Feature maps: one digit on its way through the layers, and what the loss sends back to the same positions.

Side by side stand the layers, one above the other some of a layer's channels, and on top all of them together. Sizes
differ by decades from layer to layer, which the maps show; here every layer has a scale of its own, so that one sees
where something is.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from gradflow.figures.drawing.live_figure import LiveFigure
from gradflow.figures.drawing.note import note
from gradflow.figures.drawing.panel import over_layers
from gradflow.figures.drawing.style import DIVERGING, INK, PAPER, base, buttons, revision
from gradflow.figures.drawing.table import Table, Values
from gradflow.figures.probes.look import DatedLook, dated, when
from gradflow.text import Words
from gradflow.trace import Trace

MOST = 10  # layers side by side
GAP = 1  # positions between two pictures
EVEN, STEPS = 100, 100  # what 0 is sent as, and how many levels there are on either side
TITLE: dict[str, Any] = {"xref": "paper", "yref": "paper", "showarrow": False, "bgcolor": PAPER}
TITLE |= {"x": 0, "y": 1, "xanchor": "left", "yanchor": "bottom", "font": {"size": 13}}


def features(trace: Trace, look: DatedLook[NDArray[np.float32]] | None, quantity: str, words: Words) -> LiveFigure:
    """quantity: "activations" or "signals". look: after how many steps, and of them
    [layer, 1 + channel, height, width], first over all channels."""
    named = words(f"features.{quantity}")
    x = over_layers(trace, words)
    layout = base(uirevision=revision(trace), hovermode="closest", xaxis=x, yaxis={"visible": False})
    layout["annotations"] = [TITLE | {"text": named}]
    traces: list[dict[str, Any]] = []
    description, table = words("features.waiting"), None
    if look is not None and np.isfinite(look.seen).all():
        step, pictures, _ = look
        layout["annotations"] = [TITLE | {"text": f"{named}{words('look.of')}{when(look, trace, words)}"}]
        shown = _shown(len(pictures))
        sheet, pitch = _sheet(pictures[shown]), shown[1] - shown[0] if len(shown) > 1 else 1
        apart = pictures.shape[3] + GAP
        along = shown[0] + 1 + pitch * (np.arange(sheet.shape[1]) - (pictures.shape[3] - 1) / 2) / apart
        traces.append(_heatmap(sheet, along))
        layout["xaxis"] |= {"tickvals": (shown + 1).tolist(), "range": [along[0], along[-1]]}
        layout["yaxis"] = _channels(pictures, words)
        counts = {"layers": len(shown), "depth": len(pictures), "channels": pictures.shape[1] - 1}
        description = dated(look, trace, words(f"features.label_{quantity}", step=step, **counts), words)
        table = _table(pictures, step, named, words)
    else:
        said = words("features.waiting" if look is None else "features.not_finite")
        layout["annotations"].append(note(said))
        description = said
    return LiveFigure(
        traces=tuple(traces),
        layout=layout,
        wide={"margin": {"l": 62, "r": 10, "t": 34, "b": 42}, "dragmode": "zoom"},
        narrow={"margin": {"l": 58, "r": 8, "t": 34, "b": 42}, "dragmode": False},
        description=description,
        config=buttons(words),
        layers=("x",),
        table=table,
    )


def _shown(depth: int) -> NDArray[np.int32]:
    """Which layers, from 0: every one, or every second or fifth or so, counted from the last."""
    pitch = -(-depth // MOST)
    return np.arange(depth - 1, -1, -pitch, dtype=np.int32)[::-1]


def _sheet(pictures: NDArray[np.float32]) -> NDArray[np.uint8]:
    """[layer, row, height, width] as one picture, each layer's and row's largest as the end of the colours."""
    largest = np.abs(pictures).max(axis=(2, 3), keepdims=True)
    sizes = pictures / np.where(largest > 0, largest, 1)
    framed = np.pad(sizes, ((0, 0), (0, 0), (0, GAP), (0, GAP)))
    layers, rows, height, width = framed.shape
    laid = framed.transpose(1, 2, 0, 3).reshape(rows * height, layers * width)
    return np.ascontiguousarray(np.rint(EVEN + STEPS * laid).astype(np.uint8))


def _heatmap(sheet: NDArray[np.uint8], along: NDArray[np.float64]) -> dict[str, Any]:
    return {
        "type": "heatmap",
        "z": sheet,
        "x": along.astype(np.float32),
        "zmin": EVEN - STEPS,
        "zmax": EVEN + STEPS,
        "colorscale": DIVERGING,
        "showscale": False,
        "hoverinfo": "skip",
    }


def _channels(pictures: NDArray[np.float32], words: Words) -> dict[str, Any]:
    """The axis down: the names of the rows."""
    rows, apart = pictures.shape[1], pictures.shape[2] + GAP
    names = [words("features.all"), *(words("features.channel", channel=row) for row in range(1, rows))]
    middles = [row * apart + (pictures.shape[2] - 1) / 2 for row in range(rows)]
    ends = {"range": [rows * apart - 0.5, -0.5], "fixedrange": True, "zeroline": False, "showgrid": False}
    return ends | {"tickvals": middles, "ticktext": names, "ticks": "", "tickfont": {"color": INK}}


def _table(pictures: NDArray[np.float32], step: int, named: str, words: Words) -> Table:
    """Of every layer how large its largest is, and how much of all its squares lies at the border."""
    squares = pictures[:, 0].astype(np.float64) ** 2
    whole, inner = squares.sum(axis=(1, 2)), squares[:, 1:-1, 1:-1].sum(axis=(1, 2))
    border = np.divide(whole - inner, whole, out=np.full(len(whole), np.nan), where=whole > 0)
    columns: dict[str, Values] = {
        words("axis.layer"): np.arange(1, len(pictures) + 1, dtype=np.int32),
        words("features.largest"): np.abs(pictures[:, 0]).max(axis=(1, 2)),
        words("features.border"): border,
    }
    return Table(words("features.caption", what=named, step=step), columns, shares=(words("features.border"),))
