"""Marks for what has no place on a logarithmic scale: exactly 0, infinite, not a number; and for underflow.

Each has a shape besides its colour, and its name stands beside the map's title while it is there.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gradflow.figures.drawing.codes import INFINITE, NAN, ZERO, Coded
from gradflow.figures.drawing.style import ALARM, CHALK, INK, PAPER
from gradflow.text import Words

Codes = NDArray[np.uint16]  # [layer, column]
Area = NDArray[np.bool_]  # [layer, column]
MOST = 25  # marks in a column; more would merge into a bar
DOTS, STROKES = 12, 20  # at most, along each side of a stippled and of a hatched map


@dataclass(frozen=True)
class Mark:
    """One kind of cell: its code if it has one, which sizes are it, Plotly's symbol, the same as a character, its
    colour."""

    code: int | None
    name: str
    symbol: str
    character: str
    colour: str
    holds: Callable[[NDArray[Any]], NDArray[np.bool_]] = np.zeros_like


MARKS = (
    Mark(ZERO, "zero", "square", "■", "var(--st-gray-color)", lambda sizes: sizes == 0),
    Mark(INFINITE, "infinite", "triangle-up", "▲", ALARM, np.isposinf),
    Mark(NAN, "nan", "x", "✕", ALARM, np.isnan),
)
UNDERFLOW = Mark(None, "underflow", "line-ne-open", "▨", INK)


def names(codes: Codes, small: Area, words: Words) -> str:
    """The marks that occur, each with its character and colour; "" where all is well."""
    present = [mark for mark in MARKS if ((codes == mark.code) & ~small).any()] + [UNDERFLOW] * bool(small.any())
    return "  ".join(
        f'<span style="color:{mark.colour}">{mark.character}</span> {words(f"marks.{mark.name}")}' for mark in present
    )


def zero_area(
    codes: Codes, small: Area, x: NDArray[Any], y: NDArray[Any], axes: dict[str, str]
) -> list[dict[str, Any]]:
    """Cells [layer, column] that are exactly 0, as a flat grey that no size has, stippled where no underflow is why."""
    if not (codes == ZERO).any():
        return []
    grey = MARKS[0].colour
    flat = {"type": "heatmap", "x": x, "y": y, "z": Coded(codes, "zero"), "colorscale": [[0, grey], [1, grey]]}
    return [
        flat | axes | {"zmin": 0, "zmax": 1, "showscale": False, "hoverinfo": "skip"},
        _points(_lattice((codes == ZERO) & ~small, DOTS), x, y, {"symbol": "circle", "size": 3, "color": PAPER}) | axes,
    ]


def underflow_area(small: Area, x: NDArray[Any], y: NDArray[Any], axes: dict[str, str]) -> list[dict[str, Any]]:
    """Cells for which the precision has no numbers, or too few, hatched over whatever colour they have."""
    if not small.any():
        return []
    stroke = {"symbol": UNDERFLOW.symbol, "size": 8, "color": CHALK, "line": {"width": 1.5}}
    return [_points(_lattice(small, STROKES), x, y, stroke) | axes]


def non_finite(codes: Codes, x: NDArray[Any], y: NDArray[Any], axes: dict[str, str]) -> list[dict[str, Any]]:
    """A mark on every infinite cell and every NaN, thinned out where layers are many."""
    traces = []
    for mark in MARKS[1:]:
        cells = _thinned(np.argwhere(codes == mark.code))
        if len(cells):
            traces.append(_points(cells, x, y, {"symbol": mark.symbol, "size": 7, "color": mark.colour}) | axes)
    return traces


def at_edges(
    x: NDArray[Any], rows: list[tuple[NDArray[Any], str, str]], edges: tuple[float, float], words: Words
) -> list[dict[str, Any]]:
    """Of rows (sizes, name, colour) over x: what is exactly 0 on the lower edge, what is not finite on the upper. The
    first row lies on top: the legend has its colour."""
    floor, ceiling = edges
    traces: list[dict[str, Any]] = []
    for mark, edge in zip(MARKS, (floor, ceiling, ceiling), strict=True):
        found: list[dict[str, Any]] = []
        for sizes, name, colour in rows:
            where = np.flatnonzero(mark.holds(sizes))
            if where.size:
                place = {"x": x[where], "y": np.full(where.size, edge)}
                marker = {"symbol": mark.symbol, "size": 7, "color": colour}
                said = {"name": words(f"marks.{mark.name}"), "hovertemplate": name}
                style = {"mode": "markers", "marker": marker, "cliponaxis": False, "showlegend": not found}
                found.append({"type": "scatter"} | said | place | style)
        traces += found[::-1]
    return traces


def _points(cells: NDArray[Any], x: NDArray[Any], y: NDArray[Any], marker: dict[str, Any]) -> dict[str, Any]:
    place = {"x": x[cells[:, 1]], "y": y[cells[:, 0]]}
    return {"type": "scatter", "mode": "markers", "hoverinfo": "skip", "cliponaxis": False, "marker": marker} | place


def _thinned(cells: NDArray[Any]) -> NDArray[Any]:
    return cells[:: max(1, -(-len(cells) // MOST))]


def _lattice(area: Area, most: int) -> NDArray[Any]:
    """The cells of an area that lie on a lattice with at most so many along each side.

    Powers of two apart, so that marks stay put while columns come; each column of the lattice stands a
    layer higher than the last, so that an area of one layer is met too.
    """
    rows, step = (2 ** max(0, int(np.ceil(np.log2(extent / most)))) for extent in area.shape)
    layer, column = np.ogrid[: area.shape[0], : area.shape[1]]
    return np.argwhere(area & (column % step == step // 2) & ((layer - column // step) % rows == 0))
