"""Saturated and dead units: their share in every layer, now and at the start of the run."""

from typing import Any

import numpy as np

from gradflow.figures.drawing.live_figure import LiveFigure
from gradflow.figures.drawing.panel import fractions, over_layers, panel
from gradflow.figures.drawing.table import Table, Values
from gradflow.text import Words
from gradflow.trace import Trace

SHARES = (
    ("saturated_fraction", "var(--st-violet-color)", "circle"),
    ("dead_fraction", "var(--st-gray-color)", "diamond-open"),
)
SYMBOLS = 12  # on a line; enough to tell it from the other without its colour


def units(trace: Trace, words: Words) -> LiveFigure:
    """Shares at the latest finite step; dotted, what is normal at that depth: the same network at its start."""
    words, layers = words.along(trace.axis), np.arange(1, trace.depth + 1, dtype=np.int32)
    traces: list[dict[str, Any]] = []
    columns: dict[str, Values] = {words("axis.layer"): layers}
    for name, colour, symbol in SHARES:
        rows = getattr(trace, name)
        for key, step, width, dash in (("now", trace.last_finite, 2.5, "solid"), ("start", 0, 1.5, "dot")):
            share = rows[step] if trace.last_finite >= 0 else np.full(trace.depth, np.nan, np.float32)
            marker = {"color": colour, "size": 7, "symbol": symbol, "maxdisplayed": SYMBOLS}
            style = {"mode": "lines+markers", "line": {"color": colour, "width": width, "dash": dash}, "marker": marker}
            where = {"x": layers, "y": share, "name": words(f"units.{name}_{key}")}
            traces.append({"type": "scatter", "hovertemplate": "%{y:.0%}"} | where | style)
            columns[str(where["name"])] = share
    _, *shares = columns
    table = Table(words("units.caption", step=max(0, trace.last_finite)), columns, tuple(shares))
    axis = fractions(words("units.axis"))
    return panel(trace, traces, over_layers(trace, words), axis, _label(trace, words), words, table)


def _label(trace: Trace, words: Words) -> str:
    step = trace.last_finite
    if step < 0:
        return words("units.label_empty")
    said: dict[str, object] = {"step": step}
    for quantity, *_ in SHARES:
        name, rows = quantity.partition("_")[0], getattr(trace, quantity)
        said |= {name: f"{rows[step].max():.0%}", f"{name}_layer": int(rows[step].argmax()) + 1}
        said[f"{name}_start"] = f"{rows[0].max():.0%}"
    return words("units.label", **said)
