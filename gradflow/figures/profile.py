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
from gradflow.figures.style import GRID, INK, LEGEND, QUIET, base, buttons, layer_ticks, power, revision, title
from gradflow.text import Words
from gradflow.trace import Trace

SNAP = 4  # decades; the axis grows in jumps of this size, so that it stands still from frame to frame
SPAN = (-8, 0)  # decades that are always shown
TICKS = 8  # at most so many on the axis of sizes


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


def profile(trace: Trace, prediction: NDArray[np.floating] | None, words: Words) -> LiveFigure:
    """Sizes at the latest step against the layer; they share one axis of powers of ten.

    prediction: log10 of the backward signal at each layer relative to the last layer's, or None; it
    is drawn through the signal measured at the last layer. Of a run that broke off, the lines show
    the last step with finite numbers and the marks what came after it.
    """
    layers = np.arange(1, trace.depth + 1, dtype=np.int32)
    shown = max(0, len(trace) - 1 - (trace.first_non_finite() is not None))
    sizes = {line.quantity: _row(trace, line.quantity, shown) for line in LINES}
    latest = {line.quantity: _row(trace, line.quantity, len(trace) - 1) for line in LINES}
    predicted = _anchored(sizes["gradient_rms"], prediction)
    low, high = _decades([*sizes.values(), predicted])
    traces: list[dict[str, Any]] = []
    for line in LINES:
        style = {"mode": "lines", "line": {"color": line.colour, "width": line.width}}
        traces.append(_line(layers, sizes[line.quantity], words("maps." + line.quantity)) | style)
    if len(predicted):
        style = {"mode": "lines", "line": {"color": INK, "width": 1.5, "dash": "dash"}}
        traces.append(_line(layers, predicted, words("profile.prediction")) | style)
    return LiveFigure(
        traces=(*traces, *_marks(layers, latest, (10.0**low, 10.0**high), words)),
        layout=_layout(trace, (low, high), words),
        wide={"margin": {"l": 62, "r": 10, "t": 34, "b": 42}, "dragmode": "zoom"},
        narrow={"margin": {"l": 58, "r": 8, "t": 56, "b": 42}, "dragmode": False},
        label=_label(trace, shown, words),
        config=buttons(words),
    )


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


def _decades(sizes: list[NDArray[Any]]) -> tuple[int, int]:
    """The range of the axis: all sizes that have a logarithm, in whole jumps."""
    together = np.concatenate([np.asarray(each, np.float64) for each in sizes])
    decades = np.log10(together[np.isfinite(together) & (together > 0)])
    low, high = min([SPAN[0], *decades]), max([SPAN[1], *decades])
    return int(np.floor(low / SNAP)) * SNAP, int(np.ceil(high / SNAP)) * SNAP


def _line(layers: NDArray[np.int32], sizes: NDArray[Any], name: str) -> dict[str, Any]:
    shown = np.where(np.isfinite(sizes) & (sizes > 0), sizes, np.nan)  # a gap; its mark says why
    return {"type": "scatter", "x": layers, "y": shown, "name": name, "hovertemplate": "%{y:.2e}"}


def _marks(
    layers: NDArray[np.int32], sizes: dict[str, NDArray[np.float32]], edges: tuple[float, float], words: Words
) -> list[dict[str, Any]]:
    """What is exactly 0 lies on the lower edge, what is not finite on the upper one."""
    floor, ceiling = edges
    kinds = zip(MARKS, (lambda size: size == 0, np.isposinf, np.isnan), (floor, ceiling, ceiling), strict=True)
    traces: list[dict[str, Any]] = []
    for mark, special, edge in kinds:
        named = False
        for line in LINES:
            where = np.flatnonzero(special(sizes[line.quantity]))
            if where.size:
                place = {"x": layers[where], "y": np.full(where.size, edge)}
                marker = {"symbol": mark.symbol, "size": 7, "color": line.colour}
                name = {"name": words(mark.key), "hovertemplate": words("maps." + line.quantity)}
                style = {"mode": "markers", "marker": marker, "cliponaxis": False, "showlegend": not named}
                traces.append({"type": "scatter"} | name | place | style)
                named = True
    return traces


def _layout(trace: Trace, decades: tuple[int, int], words: Words) -> dict[str, Any]:
    low, high = decades
    every = SNAP * -(-(high - low) // (SNAP * TICKS)) if high - low > 2 * SNAP else SNAP // 2
    ticks = range(low, high + 1, every)
    depth = {"range": [0.5, trace.depth + 0.5], "tickvals": layer_ticks(trace.depth)}
    sizes = {"type": "log", "range": [low, high], "tickvals": [10.0**tick for tick in ticks]}
    return base(
        hovermode="x unified",
        uirevision=revision(trace),
        showlegend=True,
        legend=LEGEND,
        xaxis=QUIET | depth | title(words("axis.layer")) | {"unifiedhovertitle": {"text": words("profile.layer")}},
        yaxis=QUIET | GRID | sizes | title(words("profile.size")) | {"ticktext": [power(tick) for tick in ticks]},
    )


def _label(trace: Trace, shown: int, words: Words) -> str:
    if len(trace) == 0:
        return words("profile.label_empty", layers=trace.depth)
    first, last = (f"{trace.gradient_rms[shown, row]:.2g}" for row in (0, -1))
    return words("profile.label", layers=trace.depth, step=shown, first=first, last=last)
