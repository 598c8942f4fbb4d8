"""Runs side by side, a line a run: the signal over depth; and, of sequences, how well each answers over the steps."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gradflow.diagnosis.memory import answered
from gradflow.figures.drawing.alt_text import over_depth
from gradflow.figures.drawing.columns import columns
from gradflow.figures.drawing.live_figure import LiveFigure
from gradflow.figures.drawing.note import note
from gradflow.figures.drawing.panel import decades, fractions, line, over_layers, over_steps, panel
from gradflow.figures.drawing.style import INK, PAPER
from gradflow.figures.drawing.table import ROWS, Table, Values
from gradflow.tasks import task_of
from gradflow.text import Words
from gradflow.trace import RecurrentTrace, Trace

LOOKS = (  # of the lines, in order: nothing depends on colour alone
    ("var(--st-blue-color)", 3.0, "solid"),
    ("var(--st-orange-color)", 2.0, "dash"),
    ("var(--st-violet-color)", 2.0, "dashdot"),
    ("var(--st-green-color)", 2.0, "dot"),
)
AREAS = ("rgba(59, 130, 246, 0.25)", "rgba(249, 115, 22, 0.25)", "rgba(139, 92, 246, 0.25)", "rgba(34, 197, 94, 0.25)")
PATHS = ("signal_rms", "cell_gradient_rms")  # that the backward signal may take
SPAN = (-8, 0)  # decades that are always shown

Traces = Mapping[str, Trace]  # by the name shown, the learner's own first
Others = Mapping[str, Sequence[Trace]]  # by the same name: the same run with other seeds


def signals(traces: Traces, words: Words, others: Others | None = None) -> LiveFigure:
    """The backward signal at each one's latest finite step, relative to what it is at the last layer or time step.

    others: where a run has some, its line is the median over the seeds, within an area from the lowest to the highest.
    One that broke off before the others says at which step that was.
    """
    latest = max(trace.last_finite for trace in traces.values())
    own = max(traces.values(), key=lambda trace: trace.depth)
    words = words.along(own.axis)
    layers = np.arange(1, own.depth + 1, dtype=np.int32)
    drawn: list[dict[str, Any]] = []
    listed: dict[str, Values] = {words("axis.layer"): layers}
    said: list[str] = []
    sizes: list[NDArray[np.float64]] = [np.ones(1)]
    for (name, trace), look, area in zip(traces.items(), LOOKS, AREAS, strict=False):
        rows = [row for each in (trace, *(others or {}).get(name, ())) if (row := _relative(each)) is not None]
        if not rows:
            continue
        seen = np.stack(rows)
        if trace.last_finite < latest and trace.first_non_finite() is not None:
            name = words("beside.at_step", name=name, step=trace.last_finite)
        middle = np.median(seen, axis=0)
        if len(seen) > 1:
            drawn += between(layers[: trace.depth], seen, area)
            sizes += [seen.min(axis=0), seen.max(axis=0)]
        drawn.append(line(layers[: trace.depth], middle, name, *look) | {"mode": "lines"})
        sizes.append(middle)
        listed |= {shown: _padded(column, own.depth) for shown, column in over_seeds(name, seen, words).items()}
        said.append(over_depth(name, middle, words))
    axis = decades(sizes, words("beside.path"), SPAN, snap=4)
    label = words("beside.label_signals", what=words("clause.then").join(said)) if said else words("beside.empty")
    shallow = tuple(name for name, column in listed.items() if len(column) and np.isnan(column[-1]))
    table = Table(words("beside.caption_signals"), listed, gaps=shallow)
    return panel(own, drawn, over_layers(own, words), axis, label, words, table)


def between(x: NDArray[Any], seen: NDArray[Any], colour: str, **more: Any) -> list[dict[str, Any]]:
    """The area from the lowest to the highest of [seed, x], to lie below a line."""
    usable = np.isfinite(seen).all(axis=0)
    edge = {"type": "scatter", "mode": "lines", "x": x[usable], "line": {"width": 0}, "showlegend": False}
    edge |= {"hoverinfo": "skip"} | more
    low, high = (each(seen[:, usable], axis=0) for each in (np.min, np.max))
    return [edge | {"y": low}, edge | {"y": high, "fill": "tonexty", "fillcolor": colour}]


def over_seeds(name: str, seen: NDArray[Any], words: Words) -> dict[str, NDArray[Any]]:
    """Columns of a table: the numbers of the one run of [seed, x], or their median and range."""
    if len(seen) == 1:
        return {name: seen[0]}
    parts = {"median": np.median(seen, axis=0), "low": seen.min(axis=0), "high": seen.max(axis=0)}
    return {words(f"beside.{part}", name=name): column for part, column in parts.items()}


def memories(traces: Mapping[str, RecurrentTrace], words: Words) -> LiveFigure:
    """The share of right answers, or of the variance they explain, on held-out data; a line across for guessing."""
    own = next(iter(traces.values()))
    task = task_of(own.experiment.task)
    drawn: list[dict[str, Any]] = []
    said, listed = [], dict[str, Values]()
    looks = np.flatnonzero(np.isfinite(answered(own)))
    some = looks[columns(len(looks), len(looks), ROWS)].astype(np.int32)
    for (name, trace), (colour, width, dash) in zip(traces.items(), LOOKS, strict=False):
        shares = answered(trace)
        steps = np.flatnonzero(np.isfinite(shares)).astype(np.int32)
        shown = np.maximum(shares[steps], 0.0)
        style = {"mode": "lines+markers", "line": {"color": colour, "width": width, "dash": dash}}
        drawn.append({"type": "scatter", "x": steps, "y": shown, "name": name, "hovertemplate": "%{y:.1%}"} | style)
        if len(shown):
            said.append(words("beside.answers", name=name, share=f"{shown[-1]:.0%}"))
        listed[name] = np.array([shares[step] if step < len(shares) else np.nan for step in some], np.float64)
    key = "right" if task.objective == "classification" else "explained"
    mark = {"xref": "paper", "x": 1, "y": task.guessed, "xanchor": "right", "yanchor": "bottom", "showarrow": False}
    across: dict[str, Any] = {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": task.guessed, "y1": task.guessed}
    missing = _missing(traces, words)
    label = words("beside.label_answers", what=words("clause.then").join(said)) if said else words("beside.empty")
    waiting = note(missing) | {"y": 0.95, "yanchor": "top", "font": {"size": 12}}
    return panel(
        own,
        drawn,
        over_steps(own, words),
        fractions(words(f"beside.{key}")),
        " ".join(each for each in (label, missing) if each),
        words,
        Table(words("beside.caption_answers"), {words("axis.step"): some, **listed}, tuple(listed), tuple(listed)),
        shapes=[across | {"line": {"color": INK, "width": 1, "dash": "dash"}}],
        annotations=[
            mark | {"text": words("beside.guessing"), "bgcolor": PAPER, "opacity": 0.85},
            *([waiting] if missing else []),
        ],
    )


def _missing(traces: Mapping[str, RecurrentTrace], words: Words) -> str:
    """Why there are no answers yet, or none of some cells so far: those still train, or nobody has looked by this step;
    "" where all is there."""
    latest = max(map(len, traces.values()))
    awaited = {name: each for name, each in traces.items() if len(each) < min(latest, each.experiment.steps)}
    behind = [name for name, each in awaited.items() if each.first_non_finite() is None]
    said = [words("beside.behind", names=words("beside.and").join(behind), step=latest - 1)] if behind else []
    if not any(np.isfinite(answered(each)).any() for each in traces.values()):
        said.insert(0, words("beside.no_look", step=max(0, latest - 1)))
    return words("beside.then").join(said)


def _padded(row: NDArray[Any], depth: int) -> NDArray[Any]:
    """[depth]; NaN where the run has no such layer."""
    return np.append(row, np.full(depth - len(row), np.nan)) if len(row) < depth else row


def _relative(trace: Trace) -> NDArray[np.float64] | None:
    """[layer or time], the last one 1, of the path along which most arrives; None where there is none."""
    if trace.last_finite < 0:
        return None
    paths = [getattr(trace, name) for name in PATHS if name in trace.names()]
    rows = [path[trace.last_finite].astype(np.float64) for path in paths]
    usable = [row / row[-1] for row in rows if np.isfinite(row).all() and row[-1] > 0]
    return max(usable, key=lambda row: row[0], default=None)
