"""What is learned: the network's answers over the plane, along a line, or to samples it was not trained on."""

from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gradflow.figures.drawing.live_figure import LiveFigure
from gradflow.figures.drawing.note import note
from gradflow.figures.drawing.panel import Axis
from gradflow.figures.drawing.style import GRID, INK, LEGEND, QUIET, base, buttons, title
from gradflow.figures.drawing.table import ROWS, Table
from gradflow.figures.probes.classes import classes
from gradflow.figures.probes.digits import ACROSS, RIGHT, digits
from gradflow.figures.probes.look import DatedLook, legend, when
from gradflow.figures.probes.plane import POINTS, Drawn, Traces, named_input, off_by, plain, plane, span
from gradflow.tasks import data_of, probes_of, task_of, view_of
from gradflow.text import Words
from gradflow.trace import Trace

ON_PAPER: dict[str, Any] = {"xref": "paper", "yref": "paper", "showarrow": False}
CAPTION = ON_PAPER | {"x": 0, "y": 1, "xanchor": "left", "yanchor": "bottom"}
DATA, FIT = "var(--st-gray-color)", "var(--st-blue-color)"


def learned(trace: Trace, look: DatedLook[NDArray[np.floating]] | None, words: Words, few: bool = False) -> LiveFigure:
    """look: after how many steps the network was asked, and its answers [probe, output] at the task's probes. few: for
    a picture higher than broad."""
    task = trace.experiment.task
    said = None if look is None or not np.isfinite(look.seen).any() else look.seen.astype(np.float32)
    kinds = {"line": _line, "plane": plane, "classes": classes, "cloud": _cloud}
    kind = partial(digits, across=4 if few else ACROSS) if task == "digits" else kinds[view_of(task_of(task))]
    traces, layout, sentence, table = kind(task, said, words)
    drawn = base(hovermode="closest", uirevision=task, showlegend=True, legend=LEGEND) | layout
    seen_at = "" if look is None else when(look, trace, words)
    if look is not None:
        drawn["legend"] = legend(look, trace, words)
        sentence = seen_at + words("look.then") + sentence
    if said is None:
        why = "waiting" if look is None else "not_finite"
        sentence = words(f"learned.{why}")
        drawn["annotations"] = [CAPTION | {"text": words(f"answers.{why}")} if few else note(sentence)]
    elif task == "digits":  # pictures have no legend to stand in
        right = sum(each["text"].startswith(RIGHT) for each in drawn["annotations"])
        named = words("learned.unseen", digits=len(said), right=right) if few else words("learned.digits")
        drawn["annotations"].append(CAPTION | {"text": named if few else seen_at + words("look.then") + named})
    bar = drawn.get("coloraxis", {}).get("colorbar")
    left, right = (10 if task == "digits" else 52), (62 if bar else 10)
    return LiveFigure(
        traces=tuple(traces),
        layout=drawn,
        wide={"margin": {"l": left, "r": right, "t": 34, "b": 42}, "dragmode": "zoom"},
        narrow={"margin": {"l": left, "r": right, "t": 56, "b": 42}, "dragmode": False},
        description=sentence,
        config=buttons(words),
        table=table,
    )


def _line(task: str, said: NDArray[np.float32] | None, words: Words) -> Drawn:
    """The network's answers along its one input, over training data; of two classes, the second's probability."""
    data, along = data_of(task), probes_of(task)[:, 0]
    x, y = data.inputs[:POINTS, 0].copy(), data.targets[:POINTS, -1].copy()
    traces, sentence, table = [_dots(x, y, words("learned.data"))], "", None
    if said is not None:
        fit = said[:, -1].copy()
        sentence = words("learned.label_line", error=off_by(np.interp(x, along, fit), y))
        style = {"mode": "lines", "line": {"color": FIT, "width": 3}, "hovertemplate": "%{y:.3g}<extra></extra>"}
        traces.append({"type": "scatter", "x": along, "y": fit, "name": words("learned.fit")} | style)
        some = np.linspace(0, len(along) - 1, ROWS).round().astype(int)
        columns = {words("learned.input"): along[some], words("learned.fit"): fit[some]}
        table = Table(words("learned.caption_line"), columns)
    names = task_of(task).classes
    output = words("learned.share_of", name=plain(names[-1])) if names else words("learned.output")
    axes = {
        "xaxis": QUIET | span(along) | title(named_input(task, 0, "learned.input", words)),
        "yaxis": QUIET | GRID | _reach(y, said) | title(output),
    }
    return traces, axes, sentence, table


def _cloud(task: str, said: NDArray[np.float32] | None, words: Words) -> Drawn:
    """The network's answers against the right ones; what is right lies on the diagonal."""
    right = data_of(task).held_out_targets[: len(probes_of(task)), 0].copy()
    ends = np.array([right.min(), right.max()])
    exact = {"mode": "lines", "line": {"color": INK, "width": 1, "dash": "dash"}, "hoverinfo": "skip"}
    traces: Traces = [{"type": "scatter", "x": ends, "y": ends, "name": words("learned.exact")} | exact]
    sentence, table = "", None
    if said is not None:
        sentence = words("learned.label_cloud", points=len(right), error=off_by(said[:, 0], right))
        dots = _dots(right, said[:, 0].copy(), words("learned.held_out"))
        traces.append(dots | {"marker": {"color": FIT, "size": 6, "opacity": 0.7}})
        columns = {words("learned.target"): right[:ROWS], words("learned.fit"): said[:ROWS, 0].copy()}
        table = Table(
            words("learned.caption_cloud"), {words("learned.number"): np.arange(1, ROWS + 1, dtype=np.int32)} | columns
        )
    axes = {
        "xaxis": QUIET | _reach(right, None) | title(words("learned.target")),
        "yaxis": QUIET | GRID | _reach(right, said) | title(words("learned.fit")),
    }
    return traces, axes, sentence, table


def _dots(x: NDArray[np.float32], y: NDArray[np.float32], name: str) -> dict[str, Any]:
    marker = {"color": DATA, "size": 5, "opacity": 0.6}
    hover = {"hovertemplate": "%{x:.3g}, %{y:.3g}<extra></extra>"}
    return {"type": "scatter", "x": x, "y": y, "mode": "markers", "marker": marker, "name": name} | hover


def _reach(targets: NDArray[np.float32], said: NDArray[np.float32] | None) -> Axis:
    """A range around the targets, doubled until the answers fit, so that it stands still from frame to frame."""
    low, high = float(targets.min()), float(targets.max())
    middle, half = (low + high) / 2, 0.55 * (high - low) or 1.0
    finite = np.zeros(0) if said is None else said[np.isfinite(said)].astype(np.float64)
    furthest = max(half, *np.abs(finite - middle)) if finite.size else half
    half *= 2.0 ** np.ceil(np.log2(furthest / half))
    return {"range": [middle - half, middle + half]}
