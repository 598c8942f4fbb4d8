"""Twins: the backward signal of each run on the same colours, and in decades where the others part from the first.

All panels share their axes, and all differences one range of colours, pale where nothing differs. Runs of
different depths have no difference: layer 5 of one is not layer 5 of the other, nor is what lies half way up.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from gradflow.diagnosis.underflow import underflows
from gradflow.figures import changes
from gradflow.figures.clauses import over_depth
from gradflow.figures.codes import FIRST, INFINITE, NAN, ZERO, Coded, encode
from gradflow.figures.columns import columns
from gradflow.figures.live import LiveFigure
from gradflow.figures.marks import names, non_finite, underflow_area, zero_area
from gradflow.figures.quantities import SIGNAL, maps_of, rows_of
from gradflow.figures.style import (
    ALARM,
    COLORSCALE,
    DIVERGING,
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
from gradflow.figures.table import Table, Values
from gradflow.text import Words
from gradflow.trace import Trace

MOST_CELLS = 24_000  # of all panels together: a signal takes two bytes a cell, a difference four
COLUMNS = 400
REACHES = (1, 2, 4, 8, 16)  # decades the colours of a difference go to, each way; they only ever grow
GAP = 0.035  # between panels, as a share of the width
LONGEST_NAME = 34  # characters over a panel

Traces = Mapping[str, Trace]  # by the name shown, the one the others are compared with first


class Panel(NamedTuple):
    """cells: what the heat map colours; codes: 0, infinity and NaN among them; small: underflow. [layer, column]"""

    name: str
    steps: NDArray[np.int32]
    layers: NDArray[np.int32]
    cells: dict[str, Any]
    codes: NDArray[np.uint16]
    small: NDArray[np.bool_]
    trace: Trace


def twins(traces: Traces, words: Words, at: int = -1) -> LiveFigure:
    """Each one's backward signal up to the latest step, then the differences from the first.

    at: the step the other pictures show, marked by a line where it is not the latest.
    """
    first = next(iter(traces.values()))
    words = words.along(first.AXIS)
    widest = max(traces.values(), key=lambda trace: (trace.experiment.steps, trace.depth))
    budget, count = widest.experiment.steps, 2 * len(traces) - 1
    room = min(COLUMNS, MOST_CELLS // (count * max(len(rows_of(trace)) for trace in traces.values())))
    panels = [_signal(name, trace, columns(len(trace), budget, room), words) for name, trace in traces.items()]
    apart, reach = _differences(traces, budget, room, words)
    panels += apart
    cells: list[dict[str, Any]] = []
    marks: list[dict[str, Any]] = []
    for number, panel in enumerate(panels):
        axes = {"xaxis": axis("x", number), "yaxis": axis("y", number)}
        where = {"x": panel.steps, "y": panel.layers}
        cells.append({"type": "heatmap"} | where | panel.cells | axes)
        marks += zero_area(panel.codes, panel.small, panel.steps, panel.layers, axes)
        marks += underflow_area(panel.small, panel.steps, panel.layers, axes)
        marks += non_finite(panel.codes, panel.steps, panel.layers, axes)
    rows = rows_in(len(traces))
    return LiveFigure(
        traces=(*cells, *marks),
        layout=_layout(traces, panels, reach, words, at),
        wide=_wide(len(traces), len(panels), words),
        narrow=_narrow(len(traces), len(panels), words),
        label=_label(traces, at, words),
        config=buttons(words),
        linked=tuple(range(len(panels))),
        layers=tuple(axis("y", number) for number in range(len(panels))),
        narrow_height=0.75 * len(panels) / rows,
        table=_table(traces, at, words),
    )


def rows_in(twins: int) -> int:
    """Rows of panels in the wide layout: two and their difference have room beside each other."""
    return 1 if twins <= 2 else 2


def decades_apart(first: NDArray[np.floating], other: NDArray[np.floating]) -> NDArray[np.float32]:
    """log10 (other / first) of sizes of one shape; NaN where either is 0 or not finite."""
    wide = [np.asarray(each, np.float64) for each in (first, other)]
    usable = np.logical_and.reduce([np.isfinite(each) & (each > 0) for each in wide])
    logs = [np.log10(each, where=usable, out=np.full(each.shape, np.nan)) for each in wide]
    return (logs[1] - logs[0]).astype(np.float32)


def _signal(name: str, trace: Trace, steps: NDArray[np.int32], words: Words) -> Panel:
    rows = rows_of(trace)
    codes = encode(trace.gradient_rms[steps].T[rows])
    small = underflows(trace, "gradient_rms", steps).T[rows]
    cells = {"z": Coded(codes, "log10"), "customdata": Coded(codes, "text"), "coloraxis": "coloraxis"}
    cells |= {"hovertemplate": f"<b>%{{customdata}}</b><br>{words('maps.cell')}<extra></extra>"}
    return Panel(f"<b>{_short(name)}</b>", steps, rows + 1, cells, codes, small, trace)


def _differences(traces: Traces, budget: int, room: int, words: Words) -> tuple[list[Panel], int]:
    """The panels of those as deep as the first, and how far their colours go."""
    (own, first), *others = traces.items()
    found: list[Panel] = []
    reach, rows = 0.0, rows_of(first)
    for name, trace in others:
        if trace.depth != first.depth:
            continue
        steps = columns(min(len(first), len(trace)), budget, room)
        both = [each.gradient_rms[steps].T[rows] for each in (first, trace)]
        apart = decades_apart(*both)
        reach = max(reach, float(np.nanmax(np.abs(apart), initial=0.0)))
        hover = f"<b>%{{z:+.2f}}</b> {words('twins.decades')}<br>{words('maps.cell')}<extra></extra>"
        cells = {"z": apart, "coloraxis": "coloraxis2", "hovertemplate": hover}
        said = words("twins.difference", first=_letter(own), other=_letter(name))
        none = np.zeros(apart.shape, np.bool_)
        found.append(Panel(said, steps, rows + 1, cells, _marks(*both), none, trace))
    return found, next((each for each in REACHES if reach <= each), REACHES[-1])


def _marks(first: NDArray[np.floating], other: NDArray[np.floating]) -> NDArray[np.uint16]:
    """Why a cell has no difference: NaN, infinite or 0 in either."""
    codes = np.full(first.shape, FIRST, np.uint16)
    for code, special in ((ZERO, lambda sizes: sizes == 0), (INFINITE, np.isinf), (NAN, np.isnan)):
        codes[special(first) | special(other)] = code
    return codes


def _layout(traces: Traces, panels: list[Panel], reach: int, words: Words, at: int) -> dict[str, Any]:
    longest = max(traces.values(), key=lambda trace: step_axis(trace)["range"][1])
    deepest = max(traces.values(), key=lambda trace: trace.depth)
    named = "twins " + " ".join(revision(trace) for trace in traces.values())
    layout = base(plot_bgcolor=GROUND, hovermode="closest", uirevision=named, annotations=[], shapes=[])
    for number, panel in enumerate(panels):
        x, y = axis("x", number), axis("y", number)
        follow_x, follow_y = ({}, {}) if number == 0 else ({"matches": "x"}, {"matches": "y"})
        layout[axis("xaxis", number)] = QUIET | follow_x | {"anchor": y} | step_axis(longest)
        layout[axis("yaxis", number)] = layer_axis(deepest, words) | follow_y | {"anchor": x}
        corner = {"xref": f"{x} domain", "yref": f"{y} domain", "y": 1, "yanchor": "bottom", "showarrow": False}
        ended = panel.trace.first_non_finite() is not None
        note = "  ".join([words("twins.ended", step=len(panel.trace) - 1)] * ended)
        note = "  ".join(filter(None, [names(panel.codes, panel.small, words), note]))
        layout["annotations"] += [
            corner | {"text": panel.name, "x": 0, "xanchor": "left", "xshift": -2, "yshift": 2, "font": {"size": 13}},
            corner | {"text": note, "x": 1, "xanchor": "right", "yshift": 2},
        ]
        if ended:
            end = changes.vertical(len(panel.trace) - 1, x, y)
            layout["shapes"].append(end | {"line": changes.LINE | {"color": ALARM}})
        layout["shapes"] += changes.lines(panel.trace, x, y)
        if 0 <= at < max(map(len, traces.values())) - 1:
            layout["shapes"].append(changes.vertical(at, x, y) | {"line": {"color": INK, "width": 2}})
    shown = maps_of(deepest)[SIGNAL]
    sizes = {"tickvals": shown.ticks, "ticktext": shown.tick_texts()}
    layout["coloraxis"] = {"cmin": shown.low, "cmax": shown.high, "colorscale": COLORSCALE}
    layout["coloraxis"]["colorbar"] = sizes | {"tickfont": {"size": 11}} | SLIM
    ticks = [-reach, -reach / 2, 0, reach / 2, reach]
    said = {"tickvals": ticks, "ticktext": [f"{tick:+g}".replace("-", "−") if tick else "0" for tick in ticks]}
    layout["coloraxis2"] = {"cmin": -reach, "cmax": reach, "cmid": 0, "colorscale": DIVERGING}
    layout["coloraxis2"]["colorbar"] = said | {"tickfont": {"size": 11}} | SLIM
    return layout


def _wide(twins: int, panels: int, words: Words) -> dict[str, Any]:
    """Side by side; of more than two, each difference below the map it belongs to."""
    layout: dict[str, Any] = {"margin": {"l": 46, "r": 22, "t": 28, "b": 92}, "dragmode": "zoom"}
    two_rows = rows_in(twins) == 2 and panels > twins
    across = twins if two_rows else panels
    for number in range(panels):
        below = number >= twins and two_rows
        column = number - panels + across if below else number  # the differences stand to the right
        left = column * (1 + GAP) / across
        x: dict[str, Any] = {"domain": [left, left + (1 + GAP) / across - GAP]}
        low, high = (0.0, 1.0) if not two_rows else (0.0, 0.44) if below else (0.56, 1.0)
        last = below or not two_rows
        layout[axis("xaxis", number)] = x | ({"title": {"text": words("axis.step"), "standoff": 5}} if last else {})
        named = column == 0 or (below and number == twins)
        layout[axis("yaxis", number)] = {"domain": [low, high], "showticklabels": named}
        if named:
            layout[axis("yaxis", number)] |= title(words("axis.layer"))
    bar = {"orientation": "h", "xanchor": "left", "xpad": 0, "ypad": 2}
    bar |= {"y": 0, "yref": "container", "yanchor": "bottom"}
    only = panels == twins
    signal = {"x": 0.0, "len": 1.0 if only else (1 + GAP) * twins / (2 * twins - 1) - GAP}
    layout["coloraxis"] = {"colorbar": bar | signal | _bar_title("twins.signal_bar", words)}
    left = (1 + GAP) * twins / (2 * twins - 1)
    layout["coloraxis2"] = {"colorbar": bar | {"x": left, "len": 1 - left} | _bar_title("twins.apart_bar", words)}
    return layout


def _bar_title(key: str, words: Words) -> dict[str, Any]:
    return {"title": {"text": words(key), "side": "bottom", "font": {"size": 11}}}


def _narrow(twins: int, panels: int, words: Words) -> dict[str, Any]:
    """One below the other, the colour scales beside the first map and the first difference."""
    layout: dict[str, Any] = {"margin": {"l": 42, "r": 56, "t": 26, "b": 40}, "dragmode": False}
    gap = 0.14 / panels
    height = (1 - gap * (panels - 1)) / panels
    for number in range(panels):
        low = (panels - 1 - number) * (height + gap)
        layout[axis("xaxis", number)] = {"showticklabels": number == panels - 1}
        layout[axis("yaxis", number)] = {"domain": [low, min(1.0, low + height)], **title(words("axis.layer"))}
        if number in (0, twins):
            bar = {"x": 1, "xpad": 6, "y": low, "yanchor": "bottom", "len": height, "ypad": 0}
            layout["coloraxis" if number == 0 else "coloraxis2"] = {"colorbar": bar}
    layout[axis("xaxis", panels - 1)] |= title(words("axis.step"))
    return layout


def _table(traces: Traces, at: int, words: Words) -> Table:
    """Sizes of each at the step on show, and the decades from the first; a layer that one does not have is a gap."""
    deepest = max(trace.depth for trace in traces.values())
    listed: dict[str, Values] = {words("axis.layer"): np.arange(1, deepest + 1, dtype=np.int32)}
    rows = {name: _row(trace, at) for name, trace in traces.items()}
    for name, row in rows.items():
        listed[name] = np.append(row, np.full(deepest - len(row), np.nan, np.float32))
    (own, first), *others = rows.items()
    for name, row in others:
        if len(row) == len(first):
            said = words("twins.difference", first=_letter(own), other=_letter(name))
            listed[said] = np.append(decades_apart(first, row), np.full(deepest - len(row), np.nan, np.float32))
    shallow = tuple(name for name, row in rows.items() if len(row) < deepest)
    step = range(max(map(len, traces.values()), default=0) or 1)[at]
    return Table(words("twins.caption", step=step), listed, gaps=shallow)


def _row(trace: Trace, at: int) -> NDArray[np.float32]:
    """[layer] of the signal at that step, or at its last if it has ended before; NaN before the first."""
    if not len(trace):
        return np.full(trace.depth, np.nan, np.float32)
    return trace.gradient_rms[at if -len(trace) <= at < len(trace) else -1]


def _label(traces: Traces, at: int, words: Words) -> str:
    if not any(map(len, traces.values())):
        return words("twins.label_empty", twins=len(traces))
    said = [over_depth(name, _row(trace, at), words) for name, trace in traces.items()]
    (own, first), *others = ((name, _row(trace, at)) for name, trace in traces.items())
    for name, row in others:
        apart = decades_apart(first, row)[:1] if len(row) == len(first) else np.full(1, np.nan)
        if np.isfinite(apart[0]):
            said.append(words("twins.label_apart", first=own, other=name, decades=f"{apart[0]:+.1f}"))
    return words("twins.label", twins=len(traces), what=words("clause.then").join(said))


def _letter(name: str) -> str:
    """A name begins with the twin's letter."""
    return name.partition(" ")[0]


def _short(name: str) -> str:
    return name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1] + "…"
