"""The network's answers over the plane of its two inputs, and training points on it."""

from html import escape
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gradflow.figures.drawing.panel import Axis
from gradflow.figures.drawing.style import COLORSCALE, INK, QUIET, SLIM, VIRIDIS, title
from gradflow.figures.drawing.table import Table, Values
from gradflow.tasks import SIDE, Task, probes_of, task_of
from gradflow.text import Words

Answers = NDArray[np.float32]
POINTS = 300  # of the training part; more would hide what lies below them
SYMBOLS = ("circle", "diamond", "square", "cross", "triangle-up", "x", "star", "triangle-down", "pentagon", "hexagon")
LONGEST = 24  # characters of a name in a picture
LINES = 9  # of the grid in the table, along each side; a listener walks through them
Traces = list[dict[str, Any]]
Drawn = tuple[Traces, dict[str, Any], str, Table | None]  # traces, layout, sentence, numbers


def plane(task: str, said: Answers | None, words: Words) -> Drawn:
    """A heat map of the second class's probability, of the most probable of more classes, or of a number."""
    probes, about, sentence, table = probes_of(task), task_of(task), "", None
    across, up = probes[:SIDE, 0], probes[::SIDE, 1]
    inputs, targets = about.data.inputs[:POINTS], about.data.targets[:POINTS]
    traces: Traces = []
    if said is not None:
        shown = np.ascontiguousarray(_shown(said).reshape(SIDE, SIDE))
        smooth = False if about.outputs > 2 else "best"
        hover = _hover(about)
        map_ = {"type": "heatmap", "zsmooth": smooth, "coloraxis": "coloraxis", "hovertemplate": hover}
        traces = [map_ | {"x": across, "y": up, "z": shown}]
        if about.objective == "classification":
            between = {"coloring": "none", "start": 0.5, "end": max(0.5, about.outputs - 1.5), "size": 1}
            line = {"type": "contour", "contours": between, "line": {"color": INK, "width": 2}, "showscale": False}
            name = {"name": words("learned.boundary"), "showlegend": True, "hoverinfo": "skip"}
            traces.append(line | name | {"x": across, "y": up, "z": shown})
        column, row = (np.abs(p - i[:, None]).argmin(axis=1) for p, i in zip((across, up), inputs.T, strict=True))
        sentence, table = _said(shown[row, column], targets, words), _table(about, across, up, shown, words)
    traces += _points(about, inputs, targets, words)
    axes = {
        "xaxis": QUIET | span(across) | title(named_input(task, 0, "learned.first_input", words)),
        "yaxis": QUIET | span(up) | title(named_input(task, 1, "learned.second_input", words)),
        "coloraxis": {"colorscale": COLORSCALE} | _scale(about, words),
    }
    return traces, axes, sentence, table


def _table(about: Task, across: Answers, up: Answers, shown: Answers, words: Words) -> Table:
    """What is drawn, at some places of the grid."""
    some = np.linspace(0, SIDE - 1, LINES).round().astype(int)
    names = class_names(about) if about.outputs > 2 else []
    columns: dict[str, Values] = {words("learned.second_input"): up[some]}
    for column in some:
        values = shown[some, column].copy()
        heard = [names[int(value)] if np.isfinite(value) else "NaN" for value in values] if names else values
        columns[words("learned.first_is", value=f"{across[column]:.2f}")] = heard
    shares = tuple(list(columns)[1:]) if about.outputs == 2 else ()
    return Table(words("learned.caption_plane"), columns, shares)


def plain(name: str) -> str:
    """A learner's own name of something, harmless and short enough for a picture."""
    return escape(name if len(name) <= LONGEST else name[: LONGEST - 1] + "…", quote=False)


def class_names(about: Task) -> list[str]:
    """As a picture shows them; none for two classes that have no names."""
    return [plain(name) for name in about.classes or map(str, range(about.outputs) if about.outputs > 2 else ())]


def named_input(task: str, place: int, otherwise: str, words: Words) -> str:
    """What an axis of inputs is called: as the learner's column, or by the words under `otherwise`."""
    columns = task_of(task).columns
    return words("learned.standardized", name=plain(columns[place])) if columns else words(otherwise)


def span(values: Answers) -> Axis:
    """An axis from the first to the last of them."""
    return {"range": [float(values[0]), float(values[-1])]}


def off_by(said: NDArray[np.floating], right: NDArray[np.floating]) -> str:
    """How far answers are from the right ones: the root mean square."""
    return f"{np.sqrt(np.mean((np.asarray(said, np.float64) - right) ** 2)):.2g}"


def _shown(said: Answers) -> Answers:
    """[probe, output] -> what is drawn at each probe."""
    if said.shape[1] <= 2:
        return said[:, -1]
    return np.where(np.isfinite(said).all(axis=1), said.argmax(axis=1), np.nan).astype(np.float32)


def _said(at_points: Answers, targets: Answers, words: Words) -> str:
    if targets.shape[1] == 1:
        return words("learned.label_line", error=off_by(at_points, targets[:, 0]))
    answers = at_points > 0.5 if targets.shape[1] == 2 else at_points
    return words("learned.label_plane", points=len(targets), right=int(np.sum(answers == targets.argmax(axis=1))))


def _points(about: Task, inputs: Answers, targets: Answers, words: Words) -> list[dict[str, Any]]:
    """Training points: a trace for every class, or one whose colours are the numbers."""

    def dots(chosen: NDArray[np.bool_], name: str, **marker: Any) -> dict[str, Any]:
        x, y = (np.ascontiguousarray(values) for values in inputs[chosen].T)
        look = {"mode": "markers", "marker": {"size": 6} | marker, "name": name, "hoverinfo": "skip"}
        return {"type": "scatter", "x": x, "y": y} | look

    if about.objective == "regression":
        every, edge = np.ones(len(inputs), bool), {"color": INK, "width": 1}
        return [dots(every, words("learned.data"), color=targets[:, 0].copy(), coloraxis="coloraxis", line=edge)]
    names, right = class_names(about) or [words("learned.class_a"), words("learned.class_b")], targets.argmax(axis=1)
    traces = []
    for which, name in enumerate(names):
        place = round(which * (len(VIRIDIS) - 1) / (len(names) - 1))
        edge = {"color": "#ffffff" if 2 * place < len(VIRIDIS) - 1 else "#000000", "width": 1}
        traces.append(dots(right == which, name, symbol=SYMBOLS[which], color=VIRIDIS[place], line=edge))
    return traces


def _hover(about: Task) -> str:
    form = {1: "%{z:.3g}", 2: "%{z:.0%}"}
    return form[about.outputs] + "<extra></extra>" if about.outputs in form else "<extra></extra>"


def _scale(about: Task, words: Words) -> dict[str, Any]:
    """What the colours stand for."""
    if about.outputs > 2:  # the legend shows the classes in the same colours
        return {"cmin": 0, "cmax": about.outputs - 1, "showscale": False}
    if about.outputs == 1:
        right = about.data.targets
        bar, name, ends = {}, words("learned.output"), (float(right.min()), float(right.max()))
    else:
        share = words("learned.share_of", name=plain(about.classes[1])) if about.classes else words("learned.share")
        bar, name, ends = {"tickformat": ".0%", "tickvals": [0, 0.5, 1]}, share, (0, 1)
    return {"cmin": ends[0], "cmax": ends[1], "colorbar": SLIM | bar | {"title": {"text": name, "side": "right"}}}
