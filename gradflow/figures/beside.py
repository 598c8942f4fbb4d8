"""Runs side by side, a line a run: the signal over depth, and how well each answers over the steps."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gradflow.diagnosis.reach import answered
from gradflow.figures.clauses import over_depth
from gradflow.figures.columns import columns
from gradflow.figures.live import LiveFigure
from gradflow.figures.panel import decades, fractions, line, over_layers, over_steps, panel
from gradflow.figures.style import INK, PAPER
from gradflow.figures.table import ROWS, Table, Values
from gradflow.tasks.sequences import SEQUENCES
from gradflow.text import Words
from gradflow.trace import RecurrentTrace

LOOKS = (  # of the lines, in order: nothing depends on colour alone
    ("var(--st-blue-color)", 3.0, "solid"),
    ("var(--st-orange-color)", 2.0, "dash"),
    ("var(--st-violet-color)", 2.0, "dashdot"),
    ("var(--st-green-color)", 2.0, "dot"),
)
SPAN = (-8, 0)  # decades that are always shown

Traces = Mapping[str, RecurrentTrace]  # by the name of the cell; the first is the learner's own


def signals(traces: Traces, words: Words) -> LiveFigure:
    """The backward signal at each one's latest finite step, relative to what it is at the last time step."""
    own = next(iter(traces.values()))
    words, times = words.along(own.AXIS), np.arange(1, own.depth + 1, dtype=np.int32)
    names = _names(traces, words)
    rows = {names[cell]: row for cell, trace in traces.items() if (row := _relative(trace)) is not None}
    looks = dict(zip(names.values(), LOOKS, strict=False))
    drawn = [line(times, row, name, *looks[name]) | {"mode": "lines"} for name, row in rows.items()]
    axis = decades(list(rows.values()) or [np.ones(1)], words("gates.path"), SPAN, snap=4)
    said = [over_depth(name, row, words) for name, row in rows.items()]
    label = words("beside.label_signals", what=words("clause.then").join(said)) if said else words("beside.empty")
    table = Table(words("beside.caption_signals"), {words("axis.layer"): times, **rows})
    return panel(own, drawn, over_layers(own, words), axis, label, words, table)


def memories(traces: Traces, words: Words) -> LiveFigure:
    """The share of right answers, or of the variance they explain, on held-out data; a line across for guessing."""
    own = next(iter(traces.values()))
    task = SEQUENCES[own.experiment.task]
    drawn: list[dict[str, Any]] = []
    said, listed = [], dict[str, Values]()
    looks = np.flatnonzero(np.isfinite(answered(own)))
    some = looks[columns(len(looks), len(looks), ROWS)].astype(np.int32)
    for (cell, name), (colour, width, dash) in zip(_names(traces, words).items(), LOOKS, strict=False):
        shares = answered(traces[cell])
        steps = np.flatnonzero(np.isfinite(shares)).astype(np.int32)
        shown = np.maximum(shares[steps], 0.0)
        style = {"mode": "lines+markers", "line": {"color": colour, "width": width, "dash": dash}}
        drawn.append({"type": "scatter", "x": steps, "y": shown, "name": name, "hovertemplate": "%{y:.1%}"} | style)
        if len(shown):
            said.append(words("beside.answers", name=name, share=f"{shown[-1]:.0%}"))
        listed[name] = np.array([shares[step] if step < len(shares) else np.nan for step in some], np.float64)
    key = "right" if task.kind == "classification" else "explained"
    mark = {"xref": "paper", "x": 1, "y": task.guessed, "xanchor": "right", "yanchor": "bottom", "showarrow": False}
    across: dict[str, Any] = {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": task.guessed, "y1": task.guessed}
    label = words("beside.label_answers", what=words("clause.then").join(said)) if said else words("beside.empty")
    return panel(
        own,
        drawn,
        over_steps(own, words),
        fractions(words(f"beside.{key}")),
        label,
        words,
        Table(words("beside.caption_answers"), {words("axis.step"): some, **listed}, tuple(listed), tuple(listed)),
        shapes=[across | {"line": {"color": INK, "width": 1, "dash": "dash"}}],
        annotations=[mark | {"text": words("beside.guessing"), "bgcolor": PAPER, "opacity": 0.85}],
    )


def _names(traces: Traces, words: Words) -> dict[str, str]:
    return {cell: words(f"choice.cell.{cell}.label") for cell in traces}


def _relative(trace: RecurrentTrace) -> NDArray[np.float64] | None:
    """[time], the last one 1, of the path along which most arrives; None where there is none."""
    if trace.last_finite < 0:
        return None
    rows = [row[trace.last_finite].astype(np.float64) for row in (trace.gradient_rms, trace.cell_gradient_rms)]
    usable = [row / row[-1] for row in rows if np.isfinite(row).all() and row[-1] > 0]
    return max(usable, key=lambda row: row[0], default=None)
