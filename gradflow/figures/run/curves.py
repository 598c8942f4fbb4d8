"""Loss and accuracy against the step, on the training batch and on held-out data."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gradflow.diagnosis.verdicts.quality import latest
from gradflow.figures.drawing.alt_text import brief
from gradflow.figures.drawing.columns import columns
from gradflow.figures.drawing.live_figure import LiveFigure
from gradflow.figures.drawing.panel import mode, over_steps, panel, powers
from gradflow.figures.drawing.style import GRID, QUIET, title
from gradflow.figures.drawing.table import ROWS, Table
from gradflow.figures.run import changes
from gradflow.numbers import percent
from gradflow.tasks import task_of
from gradflow.text import Words
from gradflow.trace import Array, Trace

MARKED = 60  # points of a line that are marked each; every mark is a node of the page
POINTS = 400  # a line; as many as the figure has pixels
LINES = (
    ("loss", "var(--st-blue-color)", "y", "solid", "circle"),
    ("accuracy", "var(--st-orange-color)", "y2", "12px,3px", "diamond"),  # all but whole: it moves a lot
)
BEFORE = "var(--st-gray-color)"
STEEP = 100.0  # a loss that changes by more than this factor is drawn on a logarithmic axis


def curves(trace: Trace, words: Words, before: Trace | None = None) -> LiveFigure:
    """Loss on the left axis; where there are classes, accuracy on the right. before: the run before, whose loss stays
    below."""
    classes = task_of(trace.experiment.task).objective == "classification"
    shown = LINES[: 1 + classes]
    traces: list[dict[str, Any]] = [] if before is None else [_past(before, words)]
    for quantity, colour, side, dash, symbol in shown:
        style = {"line": {"color": colour, "width": 1.5, "dash": dash}, "yaxis": side}
        traces.append(_training(trace, quantity, words) | style)
        marker = {"color": colour, "size": 5, "symbol": symbol}
        dots = {"line": {"color": colour, "width": 1, "dash": "dot"}, "marker": marker, "yaxis": side}
        traces.append(_held_out(trace, quantity, words) | dots)
    percent = {"tickformat": ".0%", "tickmode": "array", "tickvals": [0, 0.25, 0.5, 0.75, 1]}
    accuracy = QUIET | title(words("curves.accuracy_axis")) | percent
    right = {"yaxis2": accuracy | {"overlaying": "y", "side": "right", "range": [0, 1]}} if classes else {}
    loss = loss_axis([trace.loss, trace.held_out_loss], words)
    shapes = changes.lines(trace, "x", "y")
    table = _table(trace, [quantity for quantity, *_ in shown], words)
    return panel(
        trace,
        traces,
        over_steps(trace, words),
        loss,
        lambda: _label(trace, classes, words),
        words,
        table,
        shapes=shapes,
        **right,
    )


def _past(before: Trace, words: Words) -> dict[str, Any]:
    style = {"line": {"color": BEFORE, "width": 1.5}, "hoverinfo": "skip"}
    return _training(before, "loss", words) | style | {"name": words("curves.before")}


def _training(trace: Trace, quantity: str, words: Words) -> dict[str, Any]:
    steps = columns(len(trace), trace.experiment.steps, POINTS)
    line = _line(steps, getattr(trace, quantity)[steps], words(f"curves.{quantity}"), quantity)
    return line | {"mode": mode(len(steps))}


def _held_out(trace: Trace, quantity: str, words: Words) -> dict[str, Any]:
    """Only the steps at which held-out data was looked at, marked while they are few enough to be told apart; the line
    crosses the steps between."""
    values = getattr(trace, f"held_out_{quantity}")
    measured = np.flatnonzero(np.isfinite(values)).astype(np.int32)
    steps = measured[columns(len(measured), len(measured), POINTS)]
    line = _line(steps, values[steps], words(f"curves.held_out_{quantity}"), quantity)
    return line | {"mode": "lines+markers" if len(steps) <= MARKED else "lines"}


def _line(steps: NDArray[np.int32], values: Array, name: str, quantity: str) -> dict[str, Any]:
    form = "%{y:.1%}" if quantity == "accuracy" else "%{y:.4g}"
    finite = np.where(np.isfinite(values), values, np.float32(np.nan))
    return {"type": "scatter", "x": steps, "y": finite, "name": name, "hovertemplate": form}


def loss_axis(drawn: Sequence[Array], words: Words, ticks: int = 6) -> dict[str, Any]:
    """From 0, or in powers of ten when the losses drawn are orders of magnitude apart."""
    losses = np.concatenate(drawn)
    losses = losses[np.isfinite(losses) & (losses > 0)]
    look = QUIET | GRID | title(words("curves.loss_axis")) | {"exponentformat": "power"}
    if losses.size and losses.max() > STEEP * losses.min():
        # A range of its own: Plotly would keep the linear axis' range, and read it as exponents.
        return look | powers(int(np.floor(np.log10(losses.min()))), int(np.ceil(np.log10(losses.max()))), ticks)
    return look | {"type": "linear", "range": [0, 1.1 * float(losses.max(initial=0)) or 1]}


def _table(trace: Trace, quantities: list[str], words: Words) -> Table:
    """Evenly spaced steps, and as many of those at which held-out data was looked at."""
    looked = np.flatnonzero(np.isfinite(trace.held_out_loss))
    looked = looked[columns(len(looked), len(looked), ROWS // 2)]
    steps = np.union1d(columns(len(trace), trace.experiment.steps, ROWS // 2), looked).astype(np.int32)
    names = {name: words(f"curves.{name}") for each in quantities for name in (each, f"held_out_{each}")}
    listed = {words("axis.step"): steps} | {shown: getattr(trace, name)[steps] for name, shown in names.items()}
    shares = tuple(shown for name, shown in names.items() if name.endswith("accuracy"))
    return Table(words("curves.caption"), listed, shares, gaps=tuple(names.values())[1::2])


def _label(trace: Trace, classes: bool, words: Words) -> str:
    if len(trace) == 0:
        return words("curves.label_empty")
    best = int(np.where(np.isfinite(trace.loss), trace.loss, np.inf).argmin())
    ends = {"first": brief(trace.loss[0]), "loss": brief(trace.loss[-1]), "lowest": brief(trace.loss[best])}
    said = words("curves.label", step=len(trace) - 1, at=best, **ends)
    if classes:
        started, now = (percent(float(trace.accuracy[step])) for step in (0, -1))
        said += words("curves.label_classes", started=started, now=now)
        right = latest(trace.held_out_accuracy)
        if np.isfinite(right):
            said += words("curves.label_held_out", accuracy=percent(right))
    return said
