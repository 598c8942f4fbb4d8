"""Gates over time: how far each is open at every time step, and beside it the signal along h and along c."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from gradflow.figures.drawing.live_figure import LiveFigure
from gradflow.figures.drawing.panel import decades, fractions, line, over_layers, panel
from gradflow.figures.drawing.table import Table, Values
from gradflow.networks import RNN, downcast
from gradflow.parts.cells import CELLS
from gradflow.text import Words
from gradflow.trace import RecurrentTrace

GATES = ("var(--st-green-color)", "var(--st-orange-color)", "var(--st-gray-color)")
SIGNALS = (("signal_rms", "gates.along_h", "var(--st-blue-color)"), ("cell_gradient_rms", "gates.along_c",
           "var(--st-violet-color)"))  # fmt: skip
SPAN = (-4, 0)  # decades that are always shown


def gates(trace: RecurrentTrace, words: Words) -> LiveFigure:
    """At the latest finite step. Openings on the left axis; signals, relative to the last time step, on the right."""
    times, last = np.arange(1, trace.depth + 1, dtype=np.int32), trace.last_finite
    names = CELLS[downcast(trace.experiment.network, RNN).cell].openings
    traces: list[dict[str, Any]] = []
    shares: dict[str, NDArray[np.float32]] = {}
    for number, (name, colour) in enumerate(zip(names, GATES, strict=False), 1):
        shares[name] = _row(trace, f"opening_{number}", last)
        style = {"mode": "lines", "line": {"color": colour, "width": 2}, "hovertemplate": "%{y:.0%}"}
        traces.append({"type": "scatter", "x": times, "y": shares[name], "name": words(f"gate.{name}")} | style)
    side = "y2" if names else "y"
    signals = []
    listed: dict[str, Values] = {words.along(trace.axis)("axis.layer"): times}
    listed |= {words(f"gate.{name}"): row for name, row in shares.items()}
    for quantity, key, colour in SIGNALS:
        row = _row(trace, quantity, last).astype(np.float64)
        if np.isfinite(row).any() and row[-1] > 0:
            signals.append(row / row[-1])
            listed[words(key)] = signals[-1]
            traces.append(line(times, signals[-1], words(key), colour, 1.5, "dash" if names else "solid"))
            traces[-1] |= {"yaxis": side, "mode": "lines"}
    sizes = decades(signals or [np.ones(1)], words("gates.path"), SPAN)
    openings = fractions(words("gates.axis"))
    right: dict[str, Any] = {"yaxis2": sizes | {"overlaying": "y", "side": "right", "showgrid": False}} if names else {}
    table = Table(words("gates.caption", step=max(0, last)), listed, tuple(words(f"gate.{name}") for name in shares))
    axes = over_layers(trace, words), openings if names else sizes
    return panel(trace, traces, *axes, _label(last, shares, words), words, table, **right)


def _row(trace: RecurrentTrace, quantity: str, step: int) -> NDArray[np.float32]:
    """[time]; NaN while there is no finite step."""
    return getattr(trace, quantity)[step] if step >= 0 else np.full(trace.depth, np.nan, np.float32)


def _label(step: int, shares: dict[str, NDArray[np.float32]], words: Words) -> str:
    if step < 0:
        return words("gates.label_empty")
    if not shares:
        return words("gates.label_none", step=step)
    said = [words("gates.opening", gate=words(f"gate.{n}"), share=f"{row.mean():.0%}") for n, row in shares.items()]
    return words("gates.label", step=step, openings=words("gates.and").join(said))
