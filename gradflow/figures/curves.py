"""Loss and accuracy against the step, on the training batch and on held-out data."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from gradflow.figures import changes
from gradflow.figures.columns import columns
from gradflow.figures.live import LiveFigure
from gradflow.figures.panel import mode, over_steps, panel
from gradflow.figures.style import GRID, QUIET, title
from gradflow.tasks import TASKS
from gradflow.tasks.sequences import SEQUENCES
from gradflow.text import Words
from gradflow.trace import Array, Trace

POINTS = 400  # a line; as many as the figure has pixels
LOSS, ACCURACY = "var(--st-blue-color)", "var(--st-orange-color)"
STEEP = 100.0  # a loss that changes by more than this factor is drawn on a logarithmic axis


def curves(trace: Trace, words: Words) -> LiveFigure:
    """Loss on the left axis; where there are classes, accuracy on the right."""
    classes = (TASKS | SEQUENCES)[trace.experiment.task].kind == "classification"
    shown = [("loss", LOSS, "y"), ("accuracy", ACCURACY, "y2")][: 1 + classes]
    traces: list[dict[str, Any]] = []
    for quantity, colour, side in shown:
        traces.append(_training(trace, quantity, words) | {"line": {"color": colour, "width": 1.5}, "yaxis": side})
        marker = {"color": colour, "size": 5}
        dots = {"line": {"color": colour, "width": 1, "dash": "dot"}, "marker": marker, "yaxis": side}
        traces.append(_held_out(trace, quantity, words) | dots)
    percent = {"tickformat": ".0%", "tickmode": "array", "tickvals": [0, 0.25, 0.5, 0.75, 1]}
    accuracy = QUIET | title(words("curves.accuracy_axis")) | percent
    right = {"yaxis2": accuracy | {"overlaying": "y", "side": "right", "range": [0, 1]}} if classes else {}
    loss = QUIET | GRID | title(words("curves.loss_axis")) | _loss_axis(trace)
    shapes = changes.lines(trace, "x", "y")
    label = _label(trace, classes, words)
    return panel(trace, traces, over_steps(trace, words), loss, label, words, shapes=shapes, **right)


def _training(trace: Trace, quantity: str, words: Words) -> dict[str, Any]:
    steps = columns(len(trace), trace.experiment.steps, POINTS)
    line = _line(steps, getattr(trace, quantity)[steps], words(f"curves.{quantity}"), quantity)
    return line | {"mode": mode(len(steps))}


def _held_out(trace: Trace, quantity: str, words: Words) -> dict[str, Any]:
    """Only the steps at which held-out data was looked at; the line crosses the steps between."""
    values = getattr(trace, f"held_out_{quantity}")
    measured = np.flatnonzero(np.isfinite(values)).astype(np.int32)
    steps = measured[columns(len(measured), len(measured), POINTS)]
    line = _line(steps, values[steps], words(f"curves.held_out_{quantity}"), quantity)
    return line | {"mode": "lines+markers"}


def _line(steps: NDArray[np.int32], values: Array, name: str, quantity: str) -> dict[str, Any]:
    form = "%{y:.1%}" if quantity == "accuracy" else "%{y:.4g}"
    finite = np.where(np.isfinite(values), values, np.float32(np.nan))
    return {"type": "scatter", "x": steps, "y": finite, "name": name, "hovertemplate": form}


def _loss_axis(trace: Trace) -> dict[str, Any]:
    """From 0, or in powers of ten when the loss has changed by orders of magnitude."""
    losses = np.concatenate([trace.loss, trace.held_out_loss])
    losses = losses[np.isfinite(losses) & (losses > 0)]
    if losses.size and losses.max() > STEEP * losses.min():
        return {"type": "log", "exponentformat": "power", "nticks": 6}
    return {"type": "linear", "exponentformat": "power", "range": [0, 1.1 * float(losses.max(initial=0)) or 1]}


def _label(trace: Trace, classes: bool, words: Words) -> str:
    if len(trace) == 0:
        return words("curves.label_empty")
    step, loss = len(trace) - 1, f"{trace.loss[-1]:.3g}"
    if classes:
        return words("curves.label_classes", step=step, loss=loss, accuracy=f"{trace.accuracy[-1]:.0%}")
    return words("curves.label", step=step, loss=loss)
