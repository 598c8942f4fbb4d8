"""Knobs: one cell a run over two numbers, coloured by what the run came to, with theory's critical line.

Cells are equally large whatever their values, so that each can be hit and a logarithmic knob needs no other picture.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gradflow.comparison.axes import Axis
from gradflow.comparison.grid import Grid
from gradflow.diagnosis.group import Group, compared_axes
from gradflow.figures.drawing.live_figure import LiveFigure
from gradflow.figures.drawing.style import ALARM, COLORSCALE, DIVERGING, PAPER, PUOR, QUIET, SLIM, base, buttons, title
from gradflow.figures.grid.critical import critical
from gradflow.figures.grid.runs_table import runs_table
from gradflow.figures.grid.targets import axis_of, counted, signed, targets, value_name
from gradflow.text import Words

LIGHT, DARK = PUOR[4], "#1a1a1a"  # its middle, near which the line runs, and ink on that on any page
MOST_TICKS = 12
HEIGHT = 470  # pixels, broad


@dataclass(frozen=True)
class Measure:
    """What colours a cell: a number of `Outcome`, from low to high; log: its log10 is what is coloured."""

    quantity: str
    low: float
    high: float
    colours: list[list[Any]]
    log: bool = False


MEASURES = {
    each.quantity: each
    for each in (
        Measure("initial_decades_per_layer", -0.3, 0.3, DIVERGING),
        Measure("decades_per_layer", -0.3, 0.3, DIVERGING),
        Measure("loss", -3.0, 1.0, COLORSCALE, log=True),
        Measure("accuracy", 0.0, 1.0, COLORSCALE),
        Measure("held_out_accuracy", 0.0, 1.0, COLORSCALE),
    )
}


def knobs(grid: Grid, listed: list[Group], measure: str, words: Words) -> LiveFigure:
    """The first field across, the second upwards. listed: `groups` of the grid."""
    words, shown = words.along(axis_of(grid)), MEASURES[measure]
    across, up = compared_axes(grid)[:2]
    shape = (len(across.values), len(up.values))
    spreads = [group.spread(measure) for group in listed]
    sizes = np.array([each.median if each else np.nan for each in spreads]).reshape(shape).T
    x, y = (axis.reshape(-1).astype(np.float32) for axis in np.meshgrid(*map(np.arange, shape), indexing="ij"))
    exploded = np.array([group.signal == "overflow" for group in listed])
    waiting = np.array([group.signal is None for group in listed])
    traces = [_cells(sizes, shown, words), _dots(x[waiting], y[waiting]), *_crosses(x[exploded], y[exploded])]
    traces += _line(grid, across, up)
    traces.append(targets(x, y, listed, grid, words))
    return LiveFigure(
        traces=tuple(traces),
        layout=base(
            hovermode="closest",
            hoverdistance=60,
            uirevision=f"{across} {up}",
            xaxis=_knob(across, words),
            yaxis=_knob(up, words),
            plot_bgcolor=PAPER,
        ),
        wide={"margin": {"l": 70, "r": 20, "t": 12, "b": 60}, "dragmode": False},
        narrow={"margin": {"l": 56, "r": 8, "t": 12, "b": 60}, "dragmode": False},
        description=counted(listed, grid, words),
        config=buttons(words),
        picks=(len(traces) - 1,),
        table=runs_table(grid, listed, (measure,), words),
    )


def reading(grid: Grid) -> tuple[str, ...]:
    """The keys of how the picture is read."""
    return ("grid.reading_knobs", *(("grid.critical",) if critical(grid) else ()))


def _cells(sizes: NDArray[Any], shown: Measure, words: Words) -> dict[str, Any]:
    with np.errstate(divide="ignore"):
        coloured = np.log10(sizes) if shown.log else sizes
    bar = {"title": {"text": words(f"grid.column.{shown.quantity}"), "side": "right"}, "tickfont": {"size": 11}}
    if shown.log:
        ticks = list(range(int(shown.low), int(shown.high) + 1))
        bar |= {"tickvals": ticks, "ticktext": [f"{10.0**tick:g}" for tick in ticks]}
    if shown.colours is DIVERGING:
        ticks = [shown.low, shown.low / 2, 0, shown.high / 2, shown.high]
        texts = [signed(tick) for tick in ticks]
        bar |= {"tickvals": ticks, "ticktext": [f"≤{texts[0]}", *texts[1:-1], f"≥{texts[-1]}"]}
    if "accuracy" in shown.quantity:
        bar |= {"tickformat": ".0%"}
    colour = {"zmin": shown.low, "zmax": shown.high, "colorscale": shown.colours, "colorbar": bar | SLIM}
    finite = np.where(np.isfinite(coloured), coloured, np.where(np.isneginf(coloured), shown.low, np.nan))
    return {"type": "heatmap", "z": finite.astype(np.float32), "xgap": 1, "ygap": 1, "hoverinfo": "skip"} | colour


def _dots(x: NDArray[Any], y: NDArray[Any]) -> dict[str, Any]:
    """Where nothing has been measured yet."""
    marker = {"symbol": "circle", "size": 3, "color": "var(--st-gray-color)"}
    return {"type": "scatter", "mode": "markers", "marker": marker, "hoverinfo": "skip", "x": x, "y": y}


def _crosses(x: NDArray[Any], y: NDArray[Any]) -> list[dict[str, Any]]:
    """On every run that broke off."""
    marker = {"symbol": "x", "size": 8, "color": ALARM, "line": {"width": 1, "color": PAPER}}
    style = {"type": "scatter", "mode": "markers", "marker": marker, "hoverinfo": "skip"}
    return [style | {"x": x, "y": y}] if len(x) else []


def _line(grid: Grid, across: Axis, up: Axis) -> list[dict[str, Any]]:
    """Theory's critical line, dashed, in places of the lattice; light below, for cells that are not there yet."""
    if (found := critical(grid)) is None:
        return []
    x, y = (_places(values, axis) for values, axis in zip(found, (across, up), strict=True))
    line = {"type": "scatter", "x": x, "y": y, "mode": "lines", "hoverinfo": "skip"}
    return [line | {"line": {"color": LIGHT, "width": 6}}, line | {"line": {"color": DARK, "width": 3, "dash": "dash"}}]


def _places(values: NDArray[np.float64], axis: Axis) -> NDArray[np.float32]:
    """Between which cells true values lie; NaN beyond the outer ones' edges."""
    known = np.array(axis.values, float)
    places = np.interp(values, known, np.arange(len(known)), left=np.nan, right=np.nan)
    return places.astype(np.float32)


def _knob(axis: Axis, words: Words) -> dict[str, Any]:
    every = -(-len(axis.values) // MOST_TICKS)
    shown = range(0, len(axis.values), every)
    texts = [value_name(axis.name, axis.values[at], words) for at in shown]
    ticks = {"tickvals": list(shown), "ticktext": texts, "tickangle": 0, "fixedrange": True}
    extent = {"range": [-0.5, len(axis.values) - 0.5]}
    return QUIET | ticks | extent | title(words(f"field.{axis.name}.label"))
