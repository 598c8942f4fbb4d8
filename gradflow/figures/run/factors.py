"""What every layer multiplied by, as far as the passes have come."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from gradflow.diagnosis.passes import Passes
from gradflow.figures.drawing.live_figure import LiveFigure
from gradflow.figures.drawing.panel import Axis, over_layers, panel
from gradflow.figures.drawing.style import GRID, INK, QUIET, power, title
from gradflow.figures.drawing.table import Table, Values
from gradflow.figures.run.chain import SLOPES, WEIGHTS, name_of
from gradflow.figures.run.passes import FADED, FORWARD
from gradflow.text import Words
from gradflow.trace import Trace

ROUND = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100)  # factors at the axis while they are near 1
SPAN = 0.7  # decades that are always shown below 1: a factor of 1/5
Array = NDArray[np.float64]


def factors(trace: Trace, seen: Passes | None, position: int, label: str, words: Words) -> LiveFigure:
    """Forward: each layer's activations over those below. Backward: the signal's factor, weights and slope apart."""
    layers = np.arange(1, trace.depth + 1, dtype=np.int32)
    grown, weights, slopes = _decades(seen) if seen else (np.full(trace.depth, np.nan),) * 3
    traces: list[dict[str, Any]] = []
    if seen:
        place, (forward, backward) = seen.place(position), seen.reached(position)
        strength = np.where(layers == place.layer, 1.0, FADED)
        if place.way == "backward":
            parts = (
                (name_of("weights", trace, words), weights, WEIGHTS),
                (name_of("slopes", trace, words), slopes, SLOPES),
            )
        else:
            parts = ((words("passes.factors_forward"), grown, FORWARD),)
        reached = backward if place.way == "backward" else forward
        for name, part, colour in parts:
            marker = {"color": colour, "opacity": strength}
            bars = {"type": "bar", "x": layers, "y": np.where(reached, part, np.nan), "name": name}
            traces.append(bars | _written(part) | {"marker": marker})
        if place.way == "backward":
            total = np.where(reached, weights + slopes, np.nan)
            style = {"mode": "markers", "marker": {"color": INK, "size": 6, "symbol": "diamond"}}
            dots = {"type": "scatter", "x": layers, "y": total, "name": words("chain.total")}
            traces.append(dots | _written(total) | style)
    axis = _axis(grown, weights, slopes, words)
    bars = {"barmode": "relative", "bargap": 0.25}
    return panel(trace, traces, over_layers(trace, words), axis, label, words, _table(layers, traces, words), **bars)


def _table(layers: NDArray[np.int32], traces: list[dict[str, Any]], words: Words) -> Table:
    """What is drawn, as factors."""
    columns: dict[str, Values] = {words("axis.layer"): layers}
    columns |= {str(each["name"]): 10.0 ** each["y"] for each in traces}
    names = tuple(each["name"] for each in traces)
    return Table(words("passes.factors_caption"), columns, gaps=names)


def _decades(seen: Passes) -> tuple[Array, Array, Array]:
    """log10 of each layer's factors [depth]: of its activations, of its weights and of its slope; NaN where there
    is none. The last layer's signal comes from the loss, so of its factors only the slope is known."""
    with np.errstate(divide="ignore", invalid="ignore"):
        grown = np.log10(seen.activations[1:] / seen.activations[:-1])
        last = np.log10(seen.signals[-1:] / seen.onto_activations[-1:])
    every = (np.append(np.nan, grown), np.append(seen.chain.weights, np.nan), np.append(seen.chain.slopes, last))
    return tuple(np.where(np.isfinite(each), each, np.nan) for each in every)  # type: ignore[return-value]


def _written(part: Array) -> dict[str, Any]:
    """A factor is read as a factor, though it is drawn in decades so that factors add up."""
    texts = [f"×{10**each:.3g}" if np.isfinite(each) else "" for each in part]
    return {"customdata": texts, "hovertemplate": "%{customdata}"}


def _axis(grown: Array, weights: Array, slopes: Array, words: Words) -> Axis:
    """A factor of 1 in the middle; the same for the whole walk."""
    every = np.nan_to_num(np.stack([grown, weights, slopes]))
    low = min(-SPAN, grown[np.isfinite(grown)].min(initial=0), np.minimum(every[1:], 0).sum(axis=0).min())
    high = max(SPAN / 2, grown[np.isfinite(grown)].max(initial=0), np.maximum(every[1:], 0).sum(axis=0).max())
    if high - low <= 3:
        ticks = {float(np.log10(factor)): f"×{factor:g}" for factor in ROUND}
    else:
        step = int(np.ceil((high - low) / 6))
        ticks = {float(d): f"×{power(d)}" for d in range(int(low // step) * step, int(high) + step, step)}
    zero = {"zeroline": True, "zerolinecolor": INK, "zerolinewidth": 1}
    shown = {"range": [1.08 * low, 1.08 * high], "tickvals": list(ticks), "ticktext": list(ticks.values())}
    return QUIET | GRID | title(words("passes.factor_axis")) | zero | shown
