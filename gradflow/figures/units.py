"""Saturated and dead units: their share in every layer, now and at the start of the run."""

import numpy as np

from gradflow.figures.live import LiveFigure
from gradflow.figures.panel import fractions, over_layers, panel
from gradflow.text import Words
from gradflow.trace import Trace

SHARES = (("saturated_fraction", "var(--st-violet-color)"), ("dead_fraction", "var(--st-gray-color)"))


def units(trace: Trace, words: Words) -> LiveFigure:
    """Shares at the latest finite step; dotted, what is normal at that depth: the same network at its start."""
    words, layers = words.along(trace.AXIS), np.arange(1, trace.depth + 1, dtype=np.int32)
    traces = []
    for name, colour in SHARES:
        rows = getattr(trace, name)
        for key, step, width, dash in (("now", trace.last_finite, 2.5, "solid"), ("start", 0, 1.5, "dot")):
            share = rows[step] if trace.last_finite >= 0 else np.full(trace.depth, np.nan, np.float32)
            style = {"mode": "lines", "line": {"color": colour, "width": width, "dash": dash}}
            where = {"x": layers, "y": share, "name": words(f"units.{name}_{key}")}
            traces.append({"type": "scatter", "hovertemplate": "%{y:.0%}"} | where | style)
    return panel(trace, traces, over_layers(trace, words), fractions(words("units.axis")), _label(trace, words), words)


def _label(trace: Trace, words: Words) -> str:
    if trace.last_finite < 0:
        return words("units.label_empty")
    most = {name.partition("_")[0]: f"{getattr(trace, name)[trace.last_finite].max():.0%}" for name, _ in SHARES}
    return words("units.label", step=trace.last_finite, **most)
