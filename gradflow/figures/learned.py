"""What is learned: the network's answers over the plane, along a line, or to samples it was not trained on."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from gradflow.figures.digits import digits
from gradflow.figures.live import LiveFigure
from gradflow.figures.panel import Axis
from gradflow.figures.style import COLORSCALE, GRID, INK, LEGEND, PAPER, QUIET, SLIM, VIRIDIS, base, buttons, title
from gradflow.figures.table import ROWS, Table
from gradflow.tasks import SIDE, data_of, probes_of
from gradflow.text import Words
from gradflow.trace import Trace

Look = tuple[int, NDArray[np.floating]]
Traces = list[dict[str, Any]]
Drawn = tuple[Traces, dict[str, Any], str, Table | None]  # traces, layout, sentence, numbers
LINES = 9  # of the grid in the table, along each side; a listener walks through them
POINTS = 300  # of the training part; more would hide what lies below them
CLASSES = (("learned.class_a", "circle", VIRIDIS[0], "#ffffff"), ("learned.class_b", "diamond", VIRIDIS[-1], "#000000"))
ON_PAPER: dict[str, Any] = {"xref": "paper", "yref": "paper", "showarrow": False}
NOTE = ON_PAPER | {"x": 0.5, "y": 0.5, "width": 280, "font": {"size": 14}, "bgcolor": PAPER, "borderpad": 6}
CAPTION = ON_PAPER | {"x": 0, "y": 1, "xanchor": "left", "yanchor": "bottom"}
DATA, FIT = "var(--st-gray-color)", "var(--st-blue-color)"


def learned(trace: Trace, look: Look | None, words: Words) -> LiveFigure:
    """look: after how many steps the network was asked, and its answers [probe, output] at the task's probes."""
    task = trace.experiment.task
    said = None if look is None or not np.isfinite(look[1]).any() else look[1].astype(np.float32)
    kind = {1: _line, 2: _plane, 64: digits}.get(data_of(task).inputs.shape[1], _cloud)
    traces, layout, sentence, table = kind(task, said, words)
    drawn = base(hovermode="closest", uirevision=task, showlegend=True, legend=LEGEND) | layout
    when = "" if look is None else words("learned.step", step=look[0])
    if when:
        drawn["legend"] = LEGEND | {"title": {"text": when}}
        sentence = when + words("learned.then") + sentence
    if said is None:
        sentence = words("learned.waiting" if look is None else "learned.not_finite")
        drawn["annotations"] = [NOTE | {"text": sentence}]
    elif kind is digits:  # pictures have no legend to stand in
        drawn["annotations"].append(CAPTION | {"text": when + words("learned.then") + words("learned.digits")})
    left, right = (10 if kind is digits else 52), (62 if "coloraxis" in drawn else 10)
    return LiveFigure(
        traces=tuple(traces),
        layout=drawn,
        wide={"margin": {"l": left, "r": right, "t": 34, "b": 42}, "dragmode": "zoom"},
        narrow={"margin": {"l": left, "r": right, "t": 56, "b": 42}, "dragmode": False},
        label=sentence,
        config=buttons(words),
        table=table,
    )


def _plane(task: str, said: NDArray[np.float32] | None, words: Words) -> Drawn:
    """A heat map of the second class's probability, and training points of both classes on it."""
    probes, data, sentence, table = probes_of(task), data_of(task), "", None
    across, up = probes[:SIDE, 0], probes[::SIDE, 1]
    inputs, right = data.inputs[:POINTS], data.targets[:POINTS].argmax(axis=1)
    traces: Traces = []
    if said is not None:
        share = np.ascontiguousarray(said[:, 1].reshape(SIDE, SIDE))
        map_ = {
            "type": "heatmap",
            "zsmooth": "best",
            "coloraxis": "coloraxis",
            "hovertemplate": "%{z:.0%}<extra></extra>",
        }
        halves = {"coloring": "none", "start": 0.5, "end": 0.5, "size": 1}
        line = {"type": "contour", "contours": halves, "line": {"color": INK, "width": 2}, "showscale": False}
        name = {"name": words("learned.boundary"), "showlegend": True, "hoverinfo": "skip"}
        traces = [each | {"x": across, "y": up, "z": share} for each in (map_, line | name)]
        column, row = (np.abs(p - i[:, None]).argmin(axis=1) for p, i in zip((across, up), inputs.T, strict=True))
        agree = int(np.sum((share[row, column] > 0.5) == right))
        sentence = words("learned.label_plane", points=len(inputs), right=agree)
        some = np.linspace(0, SIDE - 1, LINES).round().astype(int)
        named = {
            words("learned.first_is", value=f"{across[column]:.2f}"): share[some, column].copy() for column in some
        }
        table = Table(words("learned.caption_plane"), {words("learned.second_input"): up[some]} | named, tuple(named))
    for which, (key, symbol, colour, edge) in enumerate(CLASSES):
        marker = {"symbol": symbol, "size": 6, "color": colour, "line": {"color": edge, "width": 1}}
        points = inputs[right == which]
        x, y = np.ascontiguousarray(points[:, 0]), np.ascontiguousarray(points[:, 1])
        style = {"mode": "markers", "marker": marker, "name": words(key), "hoverinfo": "skip"}
        traces.append({"type": "scatter", "x": x, "y": y} | style)
    bar = (
        SLIM
        | {"tickformat": ".0%", "tickvals": [0, 0.5, 1]}
        | {"title": {"text": words("learned.share"), "side": "right"}}
    )
    axes = {
        "xaxis": QUIET | _from_to(across) | title(words("learned.first_input")),
        "yaxis": QUIET | _from_to(up) | title(words("learned.second_input")),
        "coloraxis": {"colorscale": COLORSCALE, "cmin": 0, "cmax": 1, "colorbar": bar},
    }
    return traces, axes, sentence, table


def _line(task: str, said: NDArray[np.float32] | None, words: Words) -> Drawn:
    """The network's answers along its one input, over training data."""
    data, along = data_of(task), probes_of(task)[:, 0]
    x, y = data.inputs[:POINTS, 0].copy(), data.targets[:POINTS, 0].copy()
    traces, sentence, table = [_dots(x, y, words("learned.data"))], "", None
    if said is not None:
        fit = said[:, 0].copy()
        sentence = words("learned.label_line", error=_error(np.interp(x, along, fit), y))
        style = {"mode": "lines", "line": {"color": FIT, "width": 3}, "hovertemplate": "%{y:.3g}<extra></extra>"}
        traces.append({"type": "scatter", "x": along, "y": fit, "name": words("learned.fit")} | style)
        some = np.linspace(0, len(along) - 1, ROWS).round().astype(int)
        table = Table(
            words("learned.caption_line"), {words("learned.input"): along[some], words("learned.fit"): fit[some]}
        )
    axes = {
        "xaxis": QUIET | _from_to(along) | title(words("learned.input")),
        "yaxis": QUIET | GRID | _reach(y, said) | title(words("learned.output")),
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
        sentence = words("learned.label_cloud", points=len(right), error=_error(said[:, 0], right))
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


def _from_to(values: NDArray[np.float32]) -> Axis:
    return {"range": [float(values[0]), float(values[-1])]}


def _reach(targets: NDArray[np.float32], said: NDArray[np.float32] | None) -> Axis:
    """A range around the targets, doubled until the answers fit, so that it stands still from frame to frame."""
    low, high = float(targets.min()), float(targets.max())
    middle, half = (low + high) / 2, 0.55 * (high - low)
    finite = np.zeros(0) if said is None else said[np.isfinite(said)].astype(np.float64)
    furthest = max(half, *np.abs(finite - middle)) if finite.size else half
    half *= 2.0 ** np.ceil(np.log2(furthest / half))
    return {"range": [middle - half, middle + half]}


def _error(said: NDArray[np.floating], right: NDArray[np.floating]) -> str:
    return f"{np.sqrt(np.mean((np.asarray(said, np.float64) - right) ** 2)):.2g}"
