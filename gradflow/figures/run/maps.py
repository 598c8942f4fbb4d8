"""Three linked maps, layer × step, or time step × step: activation size, backward signal, weight gradient.

They disagree, and that is the lesson: weight gradients may look even while the signal that teaches
the lower layers has died. Colour is log10 over fixed decades; it never rescales, so that a vanished
gradient cannot look fine. Layer 1 is at the bottom, the output above: activations rise, the signal
comes back down.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from gradflow.diagnosis.underflow import underflows
from gradflow.figures.drawing.alt_text import over_depth
from gradflow.figures.drawing.codes import Coded, encode
from gradflow.figures.drawing.columns import columns
from gradflow.figures.drawing.live_figure import LiveFigure
from gradflow.figures.drawing.marks import names, non_finite, underflow_area, zero_area
from gradflow.figures.drawing.quantities import MAPS, SIGNAL, maps_of, rows_of
from gradflow.figures.drawing.style import (
    ALARM,
    COLORSCALE,
    GROUND,
    INK,
    QUIET,
    SLIM,
    axis,
    base,
    buttons,
    layer_axis,
    revision,
    step_axis,
    title,
)
from gradflow.figures.drawing.table import Table
from gradflow.figures.run import changes
from gradflow.text import Words
from gradflow.trace import Trace

MOST_CELLS = 7000  # a map; three maps of two-byte codes are 42 kB
COLUMNS = 400  # as many as a wide map has pixels


def maps(trace: Trace, words: Words, at: int = -1) -> LiveFigure:
    """The maps up to the latest step; under 60 kB, however many steps and layers.

    at: the step the other pictures show, marked by a line where it is not the latest.
    """
    words, rows = words.along(trace.axis), rows_of(trace)
    steps = columns(len(trace), trace.experiment.steps, min(COLUMNS, MOST_CELLS // len(rows)))
    layers = rows + 1
    cells: list[dict[str, Any]] = []
    marks: list[dict[str, Any]] = []
    notes: list[str] = []
    for number, shown in enumerate(maps_of(trace)):
        codes = encode(getattr(trace, shown.quantity)[steps].T[rows])
        small = underflows(trace, shown.quantity, steps).T[rows]
        axes = {"xaxis": axis("x", number), "yaxis": axis("y", number)}
        sizes = {"z": Coded(codes, "log10"), "customdata": Coded(codes, "text"), "coloraxis": axis("coloraxis", number)}
        hover = {"hovertemplate": f"<b>%{{customdata}}</b><br>{words('maps.cell')}<extra></extra>"}
        cells.append({"type": "heatmap", "x": steps, "y": layers} | sizes | hover | axes)
        marks += zero_area(codes, small, steps, layers, axes) + underflow_area(small, steps, layers, axes)
        marks += non_finite(codes, steps, layers, axes)
        notes.append(names(codes, small, words))
    return LiveFigure(
        traces=(*cells, *marks),
        layout=_layout(trace, words, notes, at),
        wide=_wide(words),
        narrow=_narrow(words),
        label=_label(trace, at, words),
        config=buttons(words),
        linked=tuple(range(len(MAPS))),
        layers=tuple(axis("y", number) for number in range(len(MAPS))),
        narrow_height=2.1,
        table=_table(trace, layers, at, words),
    )


def _layout(trace: Trace, words: Words, notes: list[str], at: int) -> dict[str, Any]:
    """Titles, ranges and colours."""
    layout = base(plot_bgcolor=GROUND, hovermode="closest", uirevision=revision(trace), annotations=[], shapes=[])
    for number, (shown, note) in enumerate(zip(maps_of(trace), notes, strict=True)):
        x, y = axis("x", number), axis("y", number)
        follow = {} if number == 0 else {"matches": "x"}
        layout[axis("xaxis", number)] = QUIET | follow | {"anchor": y} | step_axis(trace)
        follow = {} if number == 0 else {"matches": "y"}
        layout[axis("yaxis", number)] = layer_axis(trace, words) | follow | {"anchor": x}
        layout[axis("coloraxis", number)] = {
            "cmin": shown.low,
            "cmax": shown.high,
            "colorscale": COLORSCALE,
            "colorbar": {"tickvals": shown.ticks, "ticktext": shown.tick_texts(), "tickfont": {"size": 11}} | SLIM,
        }
        corner = {"xref": f"{x} domain", "yref": f"{y} domain", "y": 1, "yanchor": "bottom", "showarrow": False}
        name = f"<b>{words('maps.' + shown.quantity)}</b>  {shown.formula}"
        layout["annotations"] += [
            corner | {"text": name, "x": 0, "xanchor": "left", "xshift": -2, "yshift": 2, "font": {"size": 13}},
            corner | {"text": note, "x": 1, "xanchor": "right", "yshift": 2},
        ]
        if trace.first_non_finite() is not None:
            layout["shapes"].append(changes.vertical(len(trace) - 1, x, y) | {"line": changes.LINE | {"color": ALARM}})
        layout["shapes"] += changes.lines(trace, x, y)
        if 0 <= at < len(trace) - 1:
            layout["shapes"].append(changes.vertical(at, x, y) | {"line": {"color": INK, "width": 2}})
    layout["annotations"] += changes.labels(trace, axis("x", SIGNAL), axis("y", SIGNAL), words)
    return layout


def _wide(words: Words) -> dict[str, Any]:
    """Side by side, the backward signal broadest, each colour scale below its map."""
    layout: dict[str, Any] = {"margin": {"l": 46, "r": 22, "t": 28, "b": 80}, "dragmode": "zoom"}
    for number, shown in enumerate(MAPS):
        left, right = shown.across
        layout[axis("xaxis", number)] = {"domain": shown.across, **title(words("axis.step"))}
        layout[axis("yaxis", number)] = {"showticklabels": number == 0}
        bar = {"orientation": "h", "x": left, "xanchor": "left", "len": right - left, "xpad": 0, "ypad": 2}
        below = {"y": 0, "yref": "container", "yanchor": "bottom"}
        layout[axis("coloraxis", number)] = {"colorbar": bar | below}
    layout["yaxis"] |= title(words("axis.layer"))
    return layout


def _narrow(words: Words) -> dict[str, Any]:
    """One below the other, each colour scale beside its map; a finger on the picture scrolls the page."""
    layout: dict[str, Any] = {"margin": {"l": 42, "r": 52, "t": 26, "b": 40}, "dragmode": False}
    height, gap = 0.285, 0.0725
    for number in range(len(MAPS)):
        low = (len(MAPS) - 1 - number) * (height + gap)
        layout[axis("xaxis", number)] = {"showticklabels": number == len(MAPS) - 1}
        layout[axis("yaxis", number)] = {"domain": [low, low + height], **title(words("axis.layer"))}
        bar = {"x": 1, "xpad": 6, "y": low, "yanchor": "bottom", "len": height, "ypad": 0}
        layout[axis("coloraxis", number)] = {"colorbar": bar}
    layout[axis("xaxis", len(MAPS) - 1)] |= title(words("axis.step"))
    return layout


def _table(trace: Trace, layers: NDArray[np.int32], at: int, words: Words) -> Table:
    """The column of the step on show."""
    names = {shown.quantity: f"{words('maps.' + shown.quantity)}, {shown.formula}" for shown in maps_of(trace)}
    rows = {name: getattr(trace, quantity)[at:][:1, layers - 1].reshape(-1) for quantity, name in names.items()}
    step = range(len(trace))[at] if len(trace) else 0
    shown = layers if len(trace) else layers[:0]
    return Table(words("maps.caption", step=step), {words("axis.layer"): shown} | rows)


def _label(trace: Trace, at: int, words: Words) -> str:
    if len(trace) == 0:
        return words("maps.label_empty", layers=trace.depth)
    said = [
        over_depth(words(f"maps.{each.quantity}"), getattr(trace, each.quantity)[at], words, back=number > 0)
        for number, each in enumerate(maps_of(trace))
    ]
    step = range(len(trace))[at]
    return words("maps.label", layers=trace.depth, step=step, what=words("clause.then").join(said))
