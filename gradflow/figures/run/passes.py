"""One forward and one backward pass: the network as a row of layers, sizes appearing as the pass reaches them.

Above the row, the activations from left to right; below it, the signal from right to left.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from gradflow.diagnosis.passes import Passes, Place
from gradflow.figures.drawing.live_figure import LiveFigure
from gradflow.figures.drawing.marks import at_edges
from gradflow.figures.drawing.panel import Axis, decades, over_layers, panel
from gradflow.figures.drawing.style import INK, RULE
from gradflow.figures.drawing.table import Table, Values
from gradflow.text import Words
from gradflow.trace import Trace

FORWARD, BACKWARD, LOSS = "var(--st-green-color)", "var(--st-blue-color)", "var(--st-red-color)"
ABOVE, ROW, BELOW = (0.59, 1.0), (0.44, 0.56), (0.0, 0.41)  # shares of the height
FADED = 0.55  # opacity of where the pass has been
SPANS = {"y": (-2, 0), "y3": (-6, -2)}  # decades that are always shown
MARKED = {"type": "rect", "yref": "paper", "y0": 0, "y1": 1, "line": {"width": 0}, "layer": "below"}


def passes(trace: Trace, seen: Passes | None, position: int, label: str, words: Words) -> LiveFigure:
    """The passes up to a position (`gradflow.diagnosis.passes`); None while no step has been made."""
    layers = np.arange(1, trace.depth + 1, dtype=np.int32)
    nothing = np.zeros(0)
    activations, signals = (seen.activations, seen.signals) if seen else (nothing, nothing)
    above = decades([activations], "rms h", SPANS["y"], ticks=3) | {"domain": ABOVE}
    below = decades([signals], "rms ∂L/∂z", SPANS["y3"], ticks=3) | {"domain": BELOW}
    x = over_layers(trace, words) | {"range": [-0.6, trace.depth + 1.6], "anchor": "y3"}
    traces: list[dict[str, Any]] = []
    shapes: list[dict[str, Any]] = []
    columns: dict[str, Values] = {words("axis.layer"): layers}
    if seen:
        place, (forward, backward) = seen.place(position), seen.reached(position)
        ways = (
            ("→ " + words("maps.activation_rms"), activations, forward, FORWARD, above, "y", place.way == "forward"),
            ("← " + words("maps.signal_rms"), signals, backward, BACKWARD, below, "y3", place.way == "backward"),
        )
        for name, sizes, reached, colour, axis, where, here in ways:
            traces.append(_bars(layers, np.where(reached, sizes, np.nan), place.layer if here else 0, colour))
            traces[-1] |= {"name": name, "yaxis": where}
            columns[name] = np.where(reached, sizes, np.nan)
            low, high = axis["range"]
            rows = [(sizes[reached], name, colour)]
            edges = (10.0**low, 10.0**high)
            traces += [mark | {"yaxis": where} for mark in at_edges(layers[reached], rows, edges, words)]
        traces.append(_row(place, forward, backward, seen))
        shapes.append(MARKED | {"x0": place.layer - 0.5, "x1": place.layer + 0.5, "fillcolor": INK, "opacity": 0.08})
    hidden: Axis = {"domain": ROW, "range": [-1, 1], "visible": False, "fixedrange": True}
    more = {"yaxis2": hidden, "yaxis3": below, "hoversubplots": "axis", "bargap": 0.2}
    table = Table(words("passes.caption"), columns, gaps=tuple(columns)[1:])
    return panel(trace, traces, x, above, label, words, table, shapes=shapes, annotations=_ends(words), **more)


def _bars(x: NDArray[Any], sizes: NDArray[Any], current: int, colour: str) -> dict[str, Any]:
    """Bars up to sizes; a gap where there is no logarithm. The current layer's is the strongest."""
    shown = np.where(np.isfinite(sizes) & (sizes > 0), sizes, np.nan)
    strength = np.where(x == current, 1.0, FADED)
    marker = {"color": colour, "opacity": strength, "line": {"width": 0}}
    return {"type": "bar", "x": x, "y": shown, "marker": marker, "hovertemplate": "%{y:.2e}"}


def _row(place: Place, forward: NDArray[np.bool_], backward: NDArray[np.bool_], seen: Passes) -> dict[str, Any]:
    """Input, layers and loss as a row of markers, coloured once a pass has been there."""
    reached = np.where(backward, BACKWARD, np.where(forward, FORWARD, RULE))
    lost = seen.place(seen.depth + 1) == place or backward.any()
    colours = [FORWARD, *reached, LOSS if lost else RULE]
    x = np.arange(seen.depth + 2, dtype=np.int32)
    largest = float(np.clip(300 / (seen.depth + 2), 3, 11))  # px; a narrow picture has about 300 for all
    sizes = np.where(x == place.layer, largest + 4, largest)
    symbols = ["circle", *["square"] * seen.depth, "diamond"]
    edge = {"width": np.where(x == place.layer, 2.0, 0.0), "color": INK}
    marker = {"symbol": symbols, "size": sizes, "color": colours, "line": edge, "opacity": 1}
    style = {"mode": "markers", "marker": marker, "hoverinfo": "skip", "showlegend": False, "cliponaxis": False}
    return {"type": "scatter", "x": x, "y": np.zeros(len(x)), "yaxis": "y2"} | style


def _ends(words: Words) -> list[dict[str, Any]]:
    """The names of both ends of the row, in the margins beside it."""
    beside = {"xref": "paper", "yref": "paper", "y": sum(ROW) / 2, "yanchor": "middle", "showarrow": False}
    start = beside | {"x": 0, "xanchor": "right", "text": words("passes.input")}
    return [start, beside | {"x": 1, "xanchor": "left", "text": words("passes.loss")}]
