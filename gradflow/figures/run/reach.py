"""Reach over the steps: how far back the gradient gets, how long the network remembers, and what the task asks for."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from gradflow.diagnosis.memory import asked_lag, lag_is_known, solved_lags
from gradflow.diagnosis.reach import reaches
from gradflow.figures.drawing.columns import columns
from gradflow.figures.drawing.live_figure import LiveFigure
from gradflow.figures.drawing.panel import Axis, mode, over_steps, panel
from gradflow.figures.drawing.style import GRID, INK, PAPER, QUIET, title
from gradflow.figures.drawing.table import ROWS, Table
from gradflow.figures.run import changes
from gradflow.text import Words
from gradflow.trace import RecurrentTrace

POINTS = 400  # a line
ALONG_H, ALONG_C, SOLVED = "var(--st-blue-color)", "var(--st-violet-color)", "var(--st-green-color)"


def reach(trace: RecurrentTrace, words: Words) -> LiveFigure:
    """In time steps against the step; the lag that the task asks for is a line across."""
    steps = columns(len(trace), trace.experiment.steps, POINTS)
    along_h, solved = reaches(trace), solved_lags(trace)
    shown, traces = [along_h], [_line(steps, along_h, words("reach.gradient"), ALONG_H, 2.0, "solid")]
    if np.isfinite(trace.cell_gradient_rms).any():
        along_c = reaches(trace, "cell_gradient_rms")
        shown.append(along_c)
        traces.append(_line(steps, along_c, words("reach.along_c"), ALONG_C, 1.5, "dash"))
    if lag_is_known(trace.experiment):
        shown.append(solved)
        traces.append(_line(steps, solved, words("reach.solved"), SOLVED, 3.0, "solid"))
    asked = asked_lag(trace.experiment)
    wanted = words("memory.asked" if lag_is_known(trace.experiment) else "memory.holds", asked=asked)
    across: dict[str, Any] = {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": asked, "y1": asked}
    mark = {"xref": "paper", "x": 1, "y": asked, "xanchor": "right", "yanchor": "top", "showarrow": False}
    mark |= {"text": wanted, "bgcolor": PAPER, "opacity": 0.85}
    shapes = [across | {"line": {"color": INK, "width": 1, "dash": "dash"}}, *changes.lines(trace, "x", "y")]
    label = _label(trace, along_h, solved, wanted, words)
    some = columns(len(trace), trace.experiment.steps, ROWS)
    lags = {str(each["name"]): found[some] for each, found in zip(traces, shown, strict=True)}
    table = Table(words("reach.caption", wanted=wanted), {words("axis.step"): some, **lags})
    axes = over_steps(trace, words), _axis(trace, words)
    return panel(trace, traces, *axes, label, words, table, shapes=shapes, annotations=[mark])


def _axis(trace: RecurrentTrace, words: Words) -> Axis:
    return QUIET | GRID | title(words("reach.axis")) | {"range": [-0.03 * trace.depth, 1.06 * (trace.depth - 1)]}


def _line(
    steps: NDArray[np.int32], lags: NDArray[np.float64], name: str, colour: str, width: float, dash: str
) -> dict[str, Any]:
    style = {"mode": mode(len(steps)), "line": {"color": colour, "width": width, "dash": dash, "shape": "hv"}}
    return {"type": "scatter", "x": steps, "y": lags[steps], "name": name, "hovertemplate": "%{y:d}"} | style


def _label(
    trace: RecurrentTrace, along_h: NDArray[np.float64], solved: NDArray[np.float64], wanted: str, words: Words
) -> str:
    if not len(trace):
        return words("reach.label_empty")
    said = {"reach": f"{along_h[-1]:.0f}" if np.isfinite(along_h[-1]) else words("reach.none"), "wanted": wanted}
    if not lag_is_known(trace.experiment):
        return words("reach.label_unknown", step=len(trace) - 1, **said)
    return words("reach.label", step=len(trace) - 1, solved=_answers(solved[-1], words), **said)


def _answers(lag: float, words: Words) -> str:
    """lag: the longest that is solved; 0 where none is, NaN before the first look."""
    if np.isnan(lag):
        return words("reach.right_unknown")
    return words("reach.right_after", lag=f"{lag:.0f}") if lag else words("reach.right_none")
