"""The profile over depth at the latest step: how large each size is at each layer, and what theory says.

A straight line means that every layer loses, or gains, the same factor.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gradflow.figures.codes import HIGH, LOW
from gradflow.figures.live import LiveFigure
from gradflow.figures.marks import MARKS
from gradflow.figures.panel import decades, over_layers, panel
from gradflow.figures.panel import line as drawn
from gradflow.figures.style import INK
from gradflow.text import Words
from gradflow.trace import Trace

SNAP = 4  # decades; the axis grows in jumps of this size, so that it stands still from frame to frame
SPAN = (-8, 0)  # decades that are always shown


@dataclass(frozen=True)
class Line:
    """One quantity and how its line looks."""

    quantity: str
    colour: str
    width: float


LINES = (
    Line("gradient_rms", "var(--st-blue-color)", 3),
    Line("weight_gradient_rms", "var(--st-orange-color)", 1.5),
    Line("activation_rms", "var(--st-green-color)", 1.5),
)
AT_CELL = Line("cell_gradient_rms", "var(--st-violet-color)", 1.5)


def lines_of(trace: Trace) -> tuple[Line, ...]:
    """Of a cell with a state of its own, the signal at that state too."""
    has_cell = np.isfinite(getattr(trace, AT_CELL.quantity, np.nan)).any()
    return (*LINES, AT_CELL) if has_cell else LINES


def profile(
    trace: Trace, prediction: NDArray[np.floating] | None, words: Words, quantity: str = "gradient_rms"
) -> LiveFigure:
    """Sizes at the latest step against the layer; they share one axis of powers of ten.

    prediction: log10 of the backward signal at each layer relative to the last layer's, or None; it
    is drawn through the signal measured at the last layer. Of a run that broke off, the lines show
    the last step with finite numbers and the marks what came after it.
    quantity: the array that the prediction speaks of.
    """
    words, lines = words.along(trace.AXIS), lines_of(trace)
    layers = np.arange(1, trace.depth + 1, dtype=np.int32)
    shown = max(0, trace.last_finite)
    sizes = {line.quantity: _row(trace, line.quantity, shown) for line in lines}
    latest = {line.quantity: _row(trace, line.quantity, len(trace) - 1) for line in lines}
    predicted = _anchored(sizes.get(quantity, sizes["gradient_rms"]), prediction)
    axis = decades([*sizes.values(), predicted], words("profile.size"), SPAN, SNAP)
    low, high = axis["range"]
    traces: list[dict[str, Any]] = []
    for line in lines:
        traces.append(drawn(layers, sizes[line.quantity], words("maps." + line.quantity), line.colour, line.width))
    if len(predicted):
        traces.append(drawn(layers, predicted, words("profile.prediction"), INK, dash="dash"))
    marks = _marks(layers, latest, (10.0**low, 10.0**high), words)
    return panel(trace, [*traces, *marks], over_layers(trace, words), axis, _label(trace, shown, words), words)


def _row(trace: Trace, quantity: str, step: int) -> NDArray[np.float32]:
    """[layer] at that step; empty while there is none."""
    return getattr(trace, quantity)[step : step + 1].reshape(-1) if len(trace) else np.zeros(0, np.float32)


def _anchored(signal: NDArray[np.float32], prediction: NDArray[np.floating] | None) -> NDArray[np.float64]:
    """The prediction as sizes; empty where there is none, or nothing measured to draw it through."""
    last = float(signal[-1]) if len(signal) else 0.0
    if prediction is None or not (np.isfinite(last) and last > 0):
        return np.zeros(0)
    decades = np.log10(last) + np.asarray(prediction, np.float64)
    return 10.0 ** np.where((decades > LOW) & (decades < HIGH), decades, np.nan)


def _marks(
    layers: NDArray[np.int32], sizes: dict[str, NDArray[np.float32]], edges: tuple[float, float], words: Words
) -> list[dict[str, Any]]:
    """What is exactly 0 lies on the lower edge, what is not finite on the upper one."""
    floor, ceiling = edges
    kinds = zip(MARKS, (lambda size: size == 0, np.isposinf, np.isnan), (floor, ceiling, ceiling), strict=True)
    traces: list[dict[str, Any]] = []
    for mark, special, edge in kinds:
        named = False
        for line in (line for line in (*LINES, AT_CELL) if line.quantity in sizes):
            where = np.flatnonzero(special(sizes[line.quantity]))
            if where.size:
                place = {"x": layers[where], "y": np.full(where.size, edge)}
                marker = {"symbol": mark.symbol, "size": 7, "color": line.colour}
                name = {"name": words(mark.key), "hovertemplate": words("maps." + line.quantity)}
                style = {"mode": "markers", "marker": marker, "cliponaxis": False, "showlegend": not named}
                traces.append({"type": "scatter"} | name | place | style)
                named = True
    return traces


def _label(trace: Trace, shown: int, words: Words) -> str:
    if len(trace) == 0:
        return words("profile.label_empty", layers=trace.depth)
    first, last = (f"{trace.gradient_rms[shown, row]:.2g}" for row in (0, -1))
    return words("profile.label", layers=trace.depth, step=shown, first=first, last=last)
