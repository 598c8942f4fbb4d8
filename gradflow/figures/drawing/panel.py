"""A panel: lines or bars over layers or steps, in the look that the pictures below the maps share."""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gradflow.figures.drawing.live_figure import LiveFigure
from gradflow.figures.drawing.style import (
    FEW_STEPS,
    GRID,
    LEGEND,
    QUIET,
    base,
    buttons,
    layer_axis,
    power,
    revision,
    step_axis,
    title,
)
from gradflow.figures.drawing.table import Table
from gradflow.text import Words
from gradflow.trace import Trace

Axis = dict[str, Any]
FRACTION: Axis = {"tickformat": ".0%", "tickvals": [0, 0.25, 0.5, 0.75, 1], "range": [-0.02, 1.02]}
THEORY_BAND = "rgba(128, 128, 128, 0.2)"


def panel(
    trace: Trace,
    traces: list[dict[str, Any]],
    x: Axis,
    y: Axis,
    description: str | Callable[[], str],
    words: Words,
    table: Table | None = None,
    **layout: Any,
) -> LiveFigure:
    """One panel; layout: what it has besides its two axes, such as a second axis on the right, or another legend."""
    right = 62 * ("yaxis2" in layout)  # pixels of its numbers and its name
    of_layers = x.get("unifiedhovertitle") == layer_axis(trace, words)["unifiedhovertitle"]
    drawn = base(
        hovermode="x unified",
        uirevision=revision(trace),
        showlegend=True,
        xaxis=x,
        yaxis=y,
        **{"legend": LEGEND} | layout,
    )
    return LiveFigure(
        traces=tuple(traces),
        layout=drawn,
        wide={"margin": {"l": 62, "r": 10 + right, "t": 34, "b": 42}, "dragmode": "zoom"},
        narrow={"margin": {"l": 58, "r": 8 + right, "t": 56, "b": 42}, "dragmode": False},
        description=description,
        config=buttons(words),
        layers=("x",) if of_layers else (),
        table=table,
    )


def over_layers(trace: Trace, words: Words) -> Axis:
    """An x axis of layers, or of time steps."""
    return layer_axis(trace, words) | title(words.along(trace.axis)("axis.layer"))


def over_steps(trace: Trace, words: Words) -> Axis:
    """An x axis of steps."""
    return QUIET | title(words("axis.step")) | step_axis(trace) | {"unifiedhovertitle": {"text": words("curves.step")}}


def fractions(name: str) -> Axis:
    """A y axis of shares."""
    return QUIET | GRID | FRACTION | title(name)


def decades(sizes: list[NDArray[Any]], name: str, span: tuple[int, int], snap: int = 2, ticks: int = 8) -> Axis:
    """A logarithmic y axis: `span` decades at least, growing in jumps so that it stands still from frame to frame."""
    together = np.concatenate([np.asarray(each, np.float64).reshape(-1) for each in sizes])
    found = np.log10(together[np.isfinite(together) & (together > 0)])
    low = int(np.floor(min([span[0], *found]) / snap)) * snap
    high = int(np.ceil(max([span[1], *found]) / snap)) * snap
    return QUIET | GRID | powers(low, high, ticks) | title(name)


def powers(low: int, high: int, ticks: int) -> Axis:
    """A logarithmic axis from 10^low to 10^high, labelled at about so many powers. Plotly's own would be larger than
    the labels of other axes."""
    shown = range(low, high + 1, max(1, -(-(high - low) // ticks)))
    labels = {"tickvals": [10.0**tick for tick in shown], "ticktext": [power(tick) for tick in shown]}
    return {"type": "log", "range": [low, high]} | labels


def mode(points: int) -> str:
    """How a line is drawn: one of few points with a marker on each, or a single point would not be seen."""
    return "lines" if points > FEW_STEPS else "lines+markers"


def line(x: NDArray[Any], y: NDArray[Any], name: str, colour: str, width: float = 1.5, dash: str = "solid") -> Axis:
    """A line; a gap where there is no logarithm. An array without gaps stays itself: its table shares it."""
    sized = np.isfinite(y) & (y > 0)
    shown = y if sized.all() else np.where(sized, y, np.nan)
    style = {"mode": mode(len(x)), "line": {"color": colour, "width": width, "dash": dash}}
    return {"type": "scatter", "x": x, "y": shown, "name": name, "hovertemplate": "%{y:.2e}"} | style


def area(
    x: NDArray[Any], low: NDArray[Any], high: NDArray[Any], name: str, colour: str, dash: str = "solid"
) -> list[Axis]:
    """What lies between two lines, as two traces. dash: of its edges, which tell areas apart without their colours."""
    line = {"width": 1, "color": colour, "dash": dash}
    edge = {"type": "scatter", "mode": "lines", "x": x, "line": line, "hoverinfo": "skip"}
    filled = {"fill": "tonexty", "fillcolor": colour, "name": name, "showlegend": True}
    return [edge | {"y": low, "showlegend": False}, edge | {"y": high} | filled]
