"""Shares over the layers that a signal's size does not show: how alike the gradients of different examples are, among
how many directions the signal is shared, and what of a weight gradient is chance."""

from typing import Any

import numpy as np

from gradflow.diagnosis.thresholds import SHATTERED
from gradflow.figures.drawing.live_figure import LiveFigure
from gradflow.figures.drawing.note import note
from gradflow.figures.drawing.panel import fractions, mode, over_layers, panel
from gradflow.figures.drawing.style import INK
from gradflow.figures.drawing.table import Table
from gradflow.figures.inside.histograms import Seen
from gradflow.figures.probes.look import dated, legend
from gradflow.inside.record import QUANTILES, Array, Inside
from gradflow.text import Words
from gradflow.theory.predict import explain, explain_isometry
from gradflow.trace import Trace

LINES = (
    ("alike", "var(--st-blue-color)", "solid", 3.0),
    ("alike_above", "var(--st-green-color)", "dashdot", 1.5),
    ("noise", "var(--st-orange-color)", "dot", 1.5),
    ("directions", "var(--st-violet-color)", "longdash", 1.5),
)


def alike(trace: Trace, look: Seen | None, words: Words) -> LiveFigure:
    """Four shares over the layers, and in a sentence what they say about learning."""
    words, traces = words.along(trace.axis), []
    table, label = None, words("alike.waiting")
    layout: dict[str, Any] = {"annotations": [note(words("alike.waiting"))]}
    if look is not None:
        step, inside, _ = look
        layers = np.arange(1, trace.depth + 1, dtype=np.int32)
        columns: dict[str, Any] = {words("axis.layer"): layers}
        for name, colour, dash, width in LINES:
            share = _share(inside, name)
            style = {"mode": mode(len(layers)), "line": {"color": colour, "width": width, "dash": dash}}
            where = {"x": layers, "y": share, "name": words(f"alike.{name}"), "connectgaps": True}
            traces.append({"type": "scatter", "hovertemplate": "%{y:.1%}"} | where | style)
            columns[str(where["name"])] = share
        for name, (colour, share) in _theories(trace).items():
            style = {"mode": "lines", "line": {"color": colour, "width": 1.5, "dash": "dash"}}
            where = {"x": layers, "y": share, "name": words(f"alike.{name}"), "hovertemplate": "%{y:.1%}"}
            traces.append({"type": "scatter"} | where | style)
            columns[str(where["name"])] = share
        table = Table(words("alike.caption", step=step), columns, tuple(columns)[1:], gaps=tuple(columns)[1:])
        label, layout = dated(look, trace, sentence(step, inside, words), words), {"legend": legend(look, trace, words)}
    axis = fractions(words("alike.axis"))
    return panel(trace, traces, over_layers(trace, words), axis, label, words, table, **layout)


def _theories(trace: Trace) -> dict[str, tuple[str, Array]]:
    """What theory says of the start, as far as it does: [depth] each, and its colour."""
    start = trace.experiment.at(0)
    isometry, likeness = explain_isometry(start, QUANTILES), explain(start).alike
    found = {"alike_theory": (LINES[0][1], likeness)} if likeness is not None else {}
    return found | ({"theory": (INK, isometry.participating)} if isometry else {})


def sentence(step: int, inside: Inside, words: Words) -> str:
    """The shares at the first layer; and where gradients are no longer alike, that their size says little then."""
    found = inside.alike[0], inside.alike_above[-1], _share(inside, "noise")[0]
    shown = {name: _percent(each) for name, each in zip(("alike", "above", "noise"), found, strict=True)}
    return f"{words('alike.label', step=step, **shown)} {words(f'alike.{verdict(inside)}')}"


def _share(inside: Inside, name: str) -> Array:
    """[depth]; where all is chance, its estimate may be more than the whole."""
    if name == "directions":
        return inside.participating / inside.directions
    return np.minimum(1.0, getattr(inside, name))


def verdict(inside: Inside) -> str:
    """shattered: the gradients of two examples have nothing to do with one another at the first layer; kept."""
    return "shattered" if abs(inside.alike[0]) < SHATTERED else "kept" if np.isfinite(inside.alike[0]) else "unknown"


def _percent(share: float) -> str:
    return f"{share:.0%}" if np.isfinite(share) else "–"
