"""The profile over depth at the latest step: how large each size is at each layer, and what theory says.

A straight line means that every layer loses, or gains, the same factor.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gradflow.diagnosis.underflow import ends_of
from gradflow.figures.drawing.alt_text import over_depth
from gradflow.figures.drawing.codes import HIGH, LOW
from gradflow.figures.drawing.live_figure import LiveFigure
from gradflow.figures.drawing.marks import at_edges
from gradflow.figures.drawing.norm import RMS, Factors, factors, sized
from gradflow.figures.drawing.panel import THEORY_BAND, area, decades, over_layers, panel
from gradflow.figures.drawing.panel import line as drawn
from gradflow.figures.drawing.style import INK
from gradflow.figures.drawing.table import Table, Values
from gradflow.text import Words
from gradflow.trace import Trace

Sizes = dict[str, NDArray[np.float32]]  # by quantity, [layer]
Band = tuple[NDArray[np.floating], NDArray[np.floating]]
SNAP = 4  # decades; the axis grows in jumps of this size, so that it stands still from frame to frame
SPAN = (-8, 0)  # decades that are always shown


@dataclass(frozen=True)
class Line:
    """One quantity and how its line looks."""

    quantity: str
    colour: str
    width: float
    dash: str


LINES = (
    Line("signal_rms", "var(--st-blue-color)", 3, "solid"),
    Line("weight_gradient_rms", "var(--st-orange-color)", 1.5, "dot"),
    Line("activation_rms", "var(--st-green-color)", 1.5, "dashdot"),
)
AT_CELL = Line("cell_gradient_rms", "var(--st-violet-color)", 1.5, "longdash")


def lines_of(trace: Trace) -> tuple[Line, ...]:
    """Of a cell with a state of its own, the signal at that state too."""
    has_cell = np.isfinite(getattr(trace, AT_CELL.quantity, np.nan)).any()
    return (*LINES, AT_CELL) if has_cell else LINES


def profile(
    trace: Trace,
    prediction: NDArray[np.floating] | None,
    words: Words,
    band: Band | None = None,
    norm: str = RMS,
) -> LiveFigure:
    """Sizes at the latest step against the layer; they share one axis of powers of ten.

    prediction: log10 of the backward signal at each layer relative to the last layer's, or None; it
    is drawn through the signal measured at the last layer. Of a run that broke off, the lines show
    the last step with finite numbers and the marks what came after it.
    band: between what two such profiles 19 seeds of 20 lie. norm: by which the sizes of layers are compared.
    """
    words, lines = words.along(trace.axis), lines_of(trace)
    layers = np.arange(1, trace.depth + 1, dtype=np.int32)
    shown = max(0, trace.last_finite)
    by = {line.quantity: factors(trace.experiment, line.quantity, norm) for line in lines}
    sizes = {line.quantity: _row(trace, line.quantity, shown, by) for line in lines}
    latest = {line.quantity: _row(trace, line.quantity, len(trace) - 1, by) for line in lines}
    of_signal = np.log10(by["signal_rms"] / by["signal_rms"][-1])
    predicted = _anchored(sizes["signal_rms"], prediction, of_signal)
    axis = decades([*sizes.values(), predicted], words(f"norm.axis.{norm}"), SPAN, SNAP)
    low, high = axis["range"]
    traces: list[dict[str, Any]] = []
    for line in lines:
        name = words("maps." + line.quantity)
        traces.append(drawn(layers, sizes[line.quantity], name, line.colour, line.width, line.dash))
    if len(predicted):
        traces.append(drawn(layers, predicted, words("profile.prediction"), INK, dash="dash"))
    edges = [_anchored(sizes["signal_rms"], edge, of_signal) for edge in band or ()]
    if len(predicted) and edges:
        traces += area(layers, edges[0], edges[1], words("seeds.theory"), THEORY_BAND)
    traces += _end(trace, shown, (low, high), words) if norm == RMS else []  # it is the end of single numbers
    shown_as = [(latest[line.quantity], words("maps." + line.quantity), line.colour) for line in lines]
    marks = at_edges(layers, shown_as, (10.0**low, 10.0**high), words)
    columns = {words("axis.layer"): layers if len(trace) else layers[:0]} | _columns(sizes, "maps.{}", words)
    if len(predicted):
        columns[words("profile.prediction")] = predicted
    if len(predicted) and edges:
        columns |= {words("seeds.theory_low"): edges[0], words("seeds.theory_high"): edges[1]}
    if len(trace) - 1 > shown:
        columns |= _columns(latest, "profile.{}_last", words)
    table = Table(words("profile.caption", step=shown, norm=words(f"norm.of.{norm}")), columns)

    def said() -> str:
        return _label(trace, shown, sizes, predicted, words)

    return panel(trace, [*traces, *marks], over_layers(trace, words), axis, said, words, table)


def _end(trace: Trace, step: int, span: tuple[int, int], words: Words) -> list[dict[str, Any]]:
    """Where the numbers of the precision end for the signal, as a line, if that is in view."""
    now = trace.experiment.at(step)
    smallest = ends_of(now).smallest
    if not span[0] < np.log10(smallest) < span[1]:
        return []
    edges, name = np.array([0.5, trace.depth + 0.5]), words("profile.smallest", precision=now.precision)
    return [drawn(edges, np.full(2, smallest), name, LINES[0].colour, dash="dot") | {"mode": "lines"}]


def _row(trace: Trace, quantity: str, step: int, by: Mapping[str, Factors]) -> NDArray[np.float32]:
    """[layer] at that step; empty while there is none."""
    return (
        sized(getattr(trace, quantity)[step : step + 1], by[quantity]).reshape(-1)
        if len(trace)
        else np.zeros(0, np.float32)
    )


def _anchored(signal: NDArray[np.float32], prediction: NDArray[np.floating] | None, by: Factors) -> NDArray[np.float64]:
    """The prediction as sizes; empty where there is none, or nothing measured to draw it through. by: what the norm
    adds to it in decades [layer], relative to the last."""
    last = float(signal[-1]) if len(signal) else 0.0
    if prediction is None or not (np.isfinite(last) and last > 0):
        return np.zeros(0)
    decades = np.log10(last) + np.asarray(prediction, np.float64) + by
    return 10.0 ** np.where((decades > LOW) & (decades < HIGH), decades, np.nan)


def _columns(sizes: Sizes, key: str, words: Words) -> dict[str, Values]:
    return {words(key.format(quantity)): row for quantity, row in sizes.items()}


def _label(trace: Trace, shown: int, sizes: Sizes, predicted: NDArray[np.float64], words: Words) -> str:
    if len(trace) == 0:
        return words("profile.label_empty", layers=trace.depth)
    said = [over_depth(words("maps." + name), row, words, name != "activation_rms") for name, row in sizes.items()]
    if len(predicted):
        said.append(over_depth(words("profile.theory"), predicted, words))
    return words("profile.label", layers=trace.depth, step=shown, what=words("clause.then").join(said))
