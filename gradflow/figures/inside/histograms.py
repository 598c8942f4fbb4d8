"""Histograms of every layer, row by row: where its activations, its backward signal and its weight gradients lie."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from gradflow.figures.drawing.live_figure import LiveFigure
from gradflow.figures.drawing.note import note
from gradflow.figures.drawing.panel import powers
from gradflow.figures.drawing.quantities import rows_of
from gradflow.figures.drawing.style import (
    COLORSCALE,
    GROUND,
    PAPER,
    QUIET,
    SLIM,
    axis,
    base,
    buttons,
    layer_axis,
    power,
    revision,
    title,
)
from gradflow.figures.drawing.table import Table
from gradflow.figures.probes.look import DatedLook, dated, when
from gradflow.inside.record import BINS, DECADES, Inside
from gradflow.text import Words
from gradflow.trace import Trace

Seen = DatedLook[Inside]
ACTIVATIONS, GRADIENTS = (0,), (1, 2)  # of `inside.record.KINDS`
NAMES = ("histogram.activations", "maps.signal_rms", "maps.weight_gradient_rms")
MOST = 0.5  # share of a layer's numbers in one bin; more has the same colour
GAP = 0.06
WHEN: dict[str, Any] = {"xref": "paper", "yref": "paper", "x": 1, "y": 1, "xanchor": "right", "yanchor": "bottom"}
WHEN |= {"yshift": 17, "showarrow": False, "bgcolor": PAPER}  # above what each of them is called


def activation_histograms(trace: Trace, look: Seen | None, words: Words) -> LiveFigure:
    """Of h."""
    return _figure(trace, look, ACTIVATIONS, words)


def gradient_histograms(trace: Trace, look: Seen | None, words: Words) -> LiveFigure:
    """Of the backward signal and of the weight gradient, by powers of ten."""
    return _figure(trace, look, GRADIENTS, words)


def _figure(trace: Trace, look: Seen | None, kinds: tuple[int, ...], words: Words) -> LiveFigure:
    words, rows = words.along(trace.axis), rows_of(trace)
    drawn = base(plot_bgcolor=GROUND, hovermode="closest", uirevision=revision(trace), annotations=[])
    traces: list[dict[str, Any]] = []
    few: dict[str, Any] = {}  # of a narrow picture's axes
    width = (1 - GAP * (len(kinds) - 1)) / len(kinds)
    for number, kind in enumerate(kinds if look else kinds[:1]):
        x, y = axis("x", number), axis("y", number)
        left = number * (width + GAP)
        across, places = _axis(kind, look, words)
        few[axis("xaxis", number)] = {"tickangle": 0, "title": {"text": ""}} | _few(across)
        drawn[axis("xaxis", number)] = QUIET | across | {"anchor": y, "domain": [left, left + width if look else 1.0]}
        layers = layer_axis(trace, words) | {"anchor": x} | (title(words("axis.layer")) if number == 0 else {})
        drawn[axis("yaxis", number)] = layers | ({"matches": "y", "showticklabels": False} if number else {})
        if look is None:
            drawn["annotations"].append(note(_waiting(kinds, words)))
            continue
        corner = {"xref": f"{x} domain", "yref": f"{y} domain", "showarrow": False, "x": 0, "xanchor": "left", "y": 1}
        name = f"<b>{words(NAMES[kind])}</b>"
        drawn["annotations"].append(corner | {"yanchor": "bottom", "text": name, "font": {"size": 13}})
        shares = look.seen.shares[kind][rows].astype(np.float32)
        hover = {"hovertemplate": f"{words('histogram.cell')}<extra></extra>", "coloraxis": "coloraxis"}
        heat = {"type": "heatmap", "x": places, "y": rows + 1, "z": np.sqrt(shares), "customdata": 100 * shares}
        traces.append(heat | hover | {"xaxis": x, "yaxis": y})
    ticks = (0.0, 0.01, 0.05, 0.2, 0.5)
    bar = {"tickvals": [float(np.sqrt(each)) for each in ticks], "ticktext": [f"{each:.0%}" for each in ticks]}
    bar |= {"tickfont": {"size": 11}, "title": {"text": words("histogram.share"), "side": "right"}} | SLIM
    drawn["coloraxis"] = {"cmin": 0, "cmax": float(np.sqrt(MOST)), "colorscale": COLORSCALE, "colorbar": bar}
    label = _waiting(kinds, words)
    if look is not None:
        label = dated(look, trace, _label(look, kinds, words), words)
        drawn["annotations"].append(WHEN | {"text": when(look, trace, words)})
    return LiveFigure(
        traces=tuple(traces),
        layout=drawn,
        wide={"margin": {"l": 46, "r": 10, "t": 34, "b": 46}, "dragmode": "zoom"},
        narrow={"margin": {"l": 42, "r": 6, "t": 34, "b": 46}, "dragmode": False, **few},
        description=label,
        config=buttons(words),
        layers=tuple(axis("y", number) for number in range(len(kinds))) if look else (),  # Plotly has no empty ones
        table=None if look is None else _table(look, kinds, rows, words),
    )


def _waiting(kinds: tuple[int, ...], words: Words) -> str:
    return words("histogram.waiting" if kinds == ACTIVATIONS else "histogram.waiting_gradients")


def _few(across: dict[str, Any]) -> dict[str, Any]:
    """The first, the middle one and the last of an axis' labels, where it has its own."""
    some = slice(None, None, 2)
    return {key: across[key][some] for key in ("tickvals", "ticktext") if key in across}


def _axis(kind: int, look: Seen | None, words: Words) -> tuple[dict[str, Any], NDArray[np.float64]]:
    """The x axis, and the middle of each bin on it."""
    if kind == 0:
        reach = look.seen.reach if look else 1.0
        middles = (np.arange(BINS) + 0.5) / BINS * 2 * reach - reach
        return {"range": [-reach, reach]} | title(words("histogram.value")), middles
    low, high = DECADES
    middles = 10.0 ** (low + (np.arange(BINS) + 0.5) / BINS * (high - low))
    shown = powers(int(low), int(high), 5)
    shown["ticktext"] = [f"≤{power(int(low))}", *shown["ticktext"][1:]]
    return shown | title(words("histogram.size")), middles


def middle_of(shares: NDArray[np.floating], kind: int, reach: float) -> NDArray[np.float64]:
    """Where half of each layer's numbers lie below [layer]; NaN where there are none."""
    whole = np.asarray(shares, np.float64)
    summed = whole.cumsum(axis=1)
    total = summed[:, -1:]
    place = (summed < total / 2).sum(axis=1) + 0.5
    span = (-reach, reach) if kind == 0 else DECADES
    at = span[0] + place / BINS * (span[1] - span[0])
    return np.where(total[:, 0] > 0, at if kind == 0 else 10.0**at, np.nan)


def _table(look: Seen, kinds: tuple[int, ...], rows: NDArray[np.int32], words: Words) -> Table:
    """Of every layer the middle of its numbers, and how many are exactly 0."""
    step, inside, _ = look
    columns: dict[str, Any] = {words("axis.layer"): rows + 1}
    zeros = []
    for kind in kinds:
        name = words(NAMES[kind])
        columns[words("histogram.median", name=name)] = middle_of(inside.shares[kind][rows], kind, inside.reach)
        zeros.append(words("histogram.zero", name=name))
        columns[zeros[-1]] = inside.zeros[kind][rows].astype(np.float64)
    return Table(words("histogram.caption", step=step), columns, shares=tuple(zeros))


def _label(look: Seen, kinds: tuple[int, ...], words: Words) -> str:
    """Of the first and the last layer, where the middle lies."""
    step, inside, _ = look
    said = []
    for kind in kinds:
        middles = middle_of(inside.shares[kind][[0, -1]], kind, inside.reach)
        numbers = {"first": f"{middles[0]:.2g}", "last": f"{middles[1]:.2g}", "depth": inside.shares.shape[1]}
        name = words(NAMES[kind])
        said.append(words("histogram.part", name=name, zero=f"{inside.zeros[kind].max():.0%}", **numbers))
    return words("histogram.label", step=step, what=words("clause.then").join(said))
