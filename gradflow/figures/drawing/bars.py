"""The network as bars: a bar a layer, or a time step, as long as its backward signal is large, the loss at the top.

Length and colour are the same thing twice: the decades of the map beside it (`maps`), row for row.
"""

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gradflow.decades import decades_of
from gradflow.figures.drawing.codes import Coded, encode
from gradflow.figures.drawing.marks import MARKS
from gradflow.figures.drawing.quantities import Map
from gradflow.figures.drawing.spoken import EACH
from gradflow.figures.drawing.style import GROUND, INK, PAPER, VIRIDIS, axis, layer_ticks
from gradflow.numbers import factor, one_digit, part, times
from gradflow.text import Words

APART = 0.4  # decades between a bar and what is written at its end
BEHIND = 0.9  # decades from the scale's high end to what is written behind the marks there
LETTER = 0.9  # decades that a letter takes in a narrow picture
FACTOR = 4.0  # those that a factor takes there
STUB = 0.15  # decades; a bar at the end of the scale is still seen
ROOM = 5.0  # decades to the right of the scale, where sizes and factors are written
MOST_FACTORS = 32  # rows; of more, their factors would not be read
MOST_NARROW = 20  # the same in a narrow picture
MOST_GROUPED = 6.5  # decades; ×64 000 000 would cross the arrow
MUTED, FAINT = 10, 0.72  # px and opacity of the factors
EDGE = "#888"  # of a bar: the scale's dark end is nearly a dark page's ground
Array = NDArray[np.float64]
_STOPS = np.linspace(0, 1, len(VIRIDIS))
_PARTS = [[int(each[at : at + 2], 16) for each in VIRIDIS] for at in (1, 3, 5)]  # red, green, blue


@dataclass(frozen=True)
class Bars:
    """traces: the track, the signal, what was before, its factors, and marks. falls: which of them fall in place."""

    traces: list[dict[str, Any]]
    falls: int
    details: list[int]


def bars(
    signal: NDArray[Any],
    ended: NDArray[Any],
    before: NDArray[Any] | None,
    shown: Map,
    rows: NDArray[np.int32],
    number: int,
    told: NDArray[Any],
    each: str,
) -> Bars:
    """signal: sizes [layer] of one step, none before the first; ended: of the step on show, which has marks where it
    has no sizes: of a run that broke off, the one after. before: those of the run before. rows: which layers
    have a bar. number: of the subplot. told: sizes of the step whose numbers are written. each: of what there is a
    factor, written above them."""
    axes = {"xaxis": axis("x", number), "yaxis": axis("y", number)}
    layers = rows + 1
    flat = {"type": "bar", "orientation": "h", "y": layers, "base": shown.low, "showlegend": False} | axes
    full = np.full(len(layers), shown.high - shown.low, np.float32)
    traces = [flat | {"x": full, "width": 0.8, "marker": {"color": GROUND}, "hoverinfo": "skip"}]
    if not len(signal):
        return Bars(traces, 0, [])
    falls, sizes = len(traces), signal[rows]
    look = {"color": _colours(sizes, shown), "line": {"width": 1, "color": EDGE}}
    lengths, hover = _lengths(sizes, shown), {"customdata": Coded(encode(sizes), "text")}
    traces.append(flat | {"x": lengths, "width": 0.8, "marker": look} | hover)
    past = _lengths(before[rows], shown) if before is not None and len(before) == len(signal) else lengths
    if past is not lengths:  # thin, so that both are seen whichever is longer
        ghost = {"color": INK, "opacity": 0.55, "line": {"color": PAPER, "width": 1}}  # an edge: seen on every colour
        traces.append(flat | {"x": past, "width": 0.3, "marker": ghost, "hoverinfo": "skip"})
    style = {"type": "scatter", "mode": "text", "textposition": "middle right", "cliponaxis": False} | axes
    texts = list(_relative(np.asarray(told, np.float64).tobytes(), np.asarray(rows, np.int32).tobytes()))
    wide = LETTER * np.array([len(text) for text in texts])
    begin = _beside(np.maximum(lengths, past), wide, ended[rows], shown)
    traces.append(style | {"x": begin, "y": layers, "text": texts, "hoverinfo": "skip", "showlegend": False})
    details = []
    if 1 < len(signal) == len(rows) <= MOST_FACTORS:
        details += [len(traces)] * (len(rows) > MOST_NARROW)
        traces.append(_factors(told[rows], layers, shown, each, begin + wide > shown.high + ROOM - FACTOR) | axes)
    traces += [mark | axes for mark in _marks(ended[rows], layers, shown)]
    return Bars(traces, falls, details)


def factors_of(signal: NDArray[Any]) -> Array:
    """What each layer's signal is of the one above, [layer]; NaN at the last, and where a size is 0 or not finite."""
    decades = decades_of(signal)
    return 10 ** np.append(decades[:-1] - decades[1:], np.nan)[: len(signal)]


def _lengths(sizes: NDArray[Any], shown: Map) -> NDArray[np.float32]:
    """In decades from the low end of the scale; nothing where there is no logarithm."""
    inside = np.clip(decades_of(sizes), shown.low + STUB, shown.high) - shown.low
    return np.nan_to_num(inside).astype(np.float32)


def _colours(sizes: NDArray[Any], shown: Map) -> list[str]:
    """The map's, by name: of a bar's colour that is a number Plotly complains in every frame."""
    decades = np.nan_to_num(decades_of(sizes), neginf=shown.low, posinf=shown.high)
    place = (decades - shown.low) / (shown.high - shown.low)
    red, green, blue = (np.rint(np.interp(place, _STOPS, part)).astype(int) for part in _PARTS)
    return [f"#{colour:06x}" for colour in (red << 16 | green << 8 | blue).tolist()]


@lru_cache(512)  # a sentence, and with it what is told, stands for several frames
def _relative(signal: bytes, rows: bytes) -> tuple[str, ...]:
    """What some layers receive of what the last one does: 1, 1/4 800, ×12."""
    sizes, shown = np.frombuffer(signal), np.frombuffer(rows, np.int32)
    some = np.isin(shown + 1, layer_ticks(len(sizes)))
    decades = decades_of(sizes) - decades_of(sizes[-1:])
    return tuple(_size(d) if here and np.isfinite(d) else "" for here, d in zip(some, decades[shown], strict=True))


def _size(decades: float) -> str:
    if abs(decades) < 0.005:
        return "1"
    return part(decades) if decades < 0 else f"×{one_digit(decades) if decades > MOST_GROUPED else times(decades)}"


def _beside(lengths: NDArray[np.float32], wide: Array, ended: NDArray[Any], shown: Map) -> NDArray[np.float32]:
    """Where what is written behind each bar begins: behind the mark of its row, if it would lie over that."""
    at = shown.low + APART + lengths
    over = ~np.isfinite(ended) & (at + wide > shown.high)
    return np.where(over, shown.high + BEHIND, at).astype(np.float32)


def _factors(
    sizes: NDArray[Any], layers: NDArray[np.int32], shown: Map, each: str, crowded: NDArray[np.bool_]
) -> dict[str, Any]:
    """The last layer has none; what the others are stands there. crowded: rows in which there is no room for one."""
    written = _written_factors(np.asarray(sizes, np.float64).tobytes())
    texts = [*("" if full else text for text, full in zip(written[:-1], crowded[:-1].tolist(), strict=True)), each]
    place = {"x": np.full(len(layers), shown.high + ROOM, np.float32), "y": layers, "textposition": "middle left"}
    look = {"mode": "text", "textfont": {"size": MUTED}, "opacity": FAINT, "hoverinfo": "skip", "showlegend": False}
    return {"type": "scatter", "meta": EACH, "text": texts} | place | look


@lru_cache(512)  # as `_relative`
def _written_factors(sizes: bytes) -> tuple[str, ...]:
    return tuple(f"×{factor(one)}" if math.isfinite(one) else "" for one in factors_of(np.frombuffer(sizes)).tolist())


def _marks(sizes: NDArray[Any], layers: NDArray[np.int32], shown: Map) -> list[dict[str, Any]]:
    """Where there is no logarithm: exactly 0 at the low end, what is not finite at the high one."""
    found = []
    for mark, edge in zip(MARKS, (shown.low, shown.high, shown.high), strict=True):
        if len(where := layers[mark.holds(sizes)]):
            marker = {"symbol": mark.symbol, "size": 7, "color": mark.colour, "line": {"width": 0}}
            place = {"x": np.full(len(where), edge + STUB, np.float32), "y": where, "cliponaxis": False}
            found.append({"type": "scatter", "mode": "markers", "marker": marker, "hoverinfo": "skip"} | place)
    return found


def axes_of_bars(shown: Map, number: int) -> dict[str, Any]:
    """The axis of their lengths: the colour scale stands in its place."""
    still = {"visible": False, "fixedrange": True, "range": [shown.low, shown.high + ROOM]}
    return {axis("xaxis", number): still | {"anchor": axis("y", number)}, "barmode": "overlay", "bargap": 0}


def needed_at(row: int, number: int, words: Words) -> dict[str, Any]:
    """A word at the time step in which the oldest thing is read that the answer depends on; at the first one below it,
    where there is room, for a long bar has its number beside it."""
    y = axis("y", number)
    here = {"yref": f"{y} domain", "y": 0, "yanchor": "top"} if row == 1 == number else {"yref": y, "y": row}
    place = {"xref": axis("x", number) + " domain", "x": 1, "xanchor": "right"} | here
    look = {"showarrow": False, "bgcolor": PAPER, "borderpad": 1, "opacity": 0.9, "font": {"size": 11}}
    return place | look | {"text": words("bars.needed")}


@lru_cache
def around(number: int, ghost: bool, two_ways: bool, words: Words) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Annotations and shapes: a name, both ends of the way, and an arrow for backward. two_ways: whether the signal has
    a way along c besides, of which the bars say nothing."""
    x, y = axis("x", number), axis("y", number)
    corner = {"xref": f"{x} domain", "yref": f"{y} domain", "showarrow": False, "x": 0, "xanchor": "left", "xshift": -2}
    teal = {"size": 12, "color": "var(--st-primary-color)"}
    top, bottom = {"y": 1, "yanchor": "bottom"}, {"y": 0, "yanchor": "top"}
    beside = corner | {"x": 1, "xshift": 10, "xanchor": "center", "font": teal}
    name = words("bars.title_h" if two_ways else "bars.title")
    said = [
        corner | top | {"text": f"<b>{name}</b>", "yshift": 18, "font": {"size": 13}},
        corner | top | {"text": words("bars.loss"), "font": teal, "yshift": 1},
        corner | bottom | {"text": words("bars.input"), "font": teal},
        beside | {"y": 0, "yanchor": "bottom", "text": "▼", "yshift": -5},
        beside | {"y": 0.5, "xshift": 21, "textangle": -90, "text": words("bars.backward")},
    ]
    if ghost:
        past = corner | top | {"x": 1, "xanchor": "right", "yshift": 1, "font": {"size": MUTED}}
        said.append(past | {"text": f"▬ {words('bars.before')}", "opacity": FAINT})
    line = {"color": "var(--st-primary-color)", "width": 2}
    arrow = {"type": "line", "xref": f"{x} domain", "xsizemode": "pixel", "xanchor": 1, "x0": 10, "x1": 10}
    arrow |= {"yref": f"{y} domain", "y0": 0.02, "y1": 1, "line": line}
    paper = {"type": "rect", "xref": f"{x} domain", "yref": f"{y} domain", "x0": 0, "x1": 1, "y0": 0, "y1": 1}
    ground = paper | {"fillcolor": PAPER, "line": {"width": 0}, "layer": "below"}
    return said, [ground, arrow]
