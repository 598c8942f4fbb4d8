"""Twins: the backward signal of each run on the same colours, and in decades where the others part from the first.

All panels share their axes, and all differences one range of colours, pale where nothing differs. Runs of
different depths have no difference: layer 5 of one is not layer 5 of the other, nor is what lies half way up.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from gradflow.figures.comparison.difference_map import Traces, decades_apart, differences, letter, signal_panel
from gradflow.figures.comparison.twin_layout import layout_of, narrow, rows_in, wide
from gradflow.figures.drawing.alt_text import over_depth
from gradflow.figures.drawing.columns import columns
from gradflow.figures.drawing.live_figure import LiveFigure
from gradflow.figures.drawing.marks import non_finite, underflow_area, zero_area
from gradflow.figures.drawing.quantities import rows_of
from gradflow.figures.drawing.style import axis, buttons
from gradflow.figures.drawing.table import Table, Values
from gradflow.text import Words
from gradflow.trace import Trace

MOST_CELLS = 24_000  # of all panels together: a signal takes two bytes a cell, a difference four
COLUMNS = 400


def twins(traces: Traces, words: Words, at: int = -1) -> LiveFigure:
    """Each one's backward signal up to the latest step, then the differences from the first.

    at: the step the other pictures show, marked by a line where it is not the latest.
    """
    first = next(iter(traces.values()))
    words = words.along(first.axis)
    widest = max(traces.values(), key=lambda trace: (trace.experiment.steps, trace.depth))
    budget, count = widest.experiment.steps, 2 * len(traces) - 1
    room = min(COLUMNS, MOST_CELLS // (count * max(len(rows_of(trace)) for trace in traces.values())))
    panels = [signal_panel(name, trace, columns(len(trace), budget, room), words) for name, trace in traces.items()]
    apart, reach = differences(traces, budget, room, words)
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
        layout=layout_of(traces, panels, reach, words, at),
        wide=wide(len(traces), len(panels), words),
        narrow=narrow(len(traces), len(panels), words),
        description=lambda: _label(traces, at, words),
        config=buttons(words),
        linked=tuple(range(len(panels))),
        layers=tuple(axis("y", number) for number in range(len(panels))),
        narrow_height=0.75 * len(panels) / rows,
        table=_table(traces, at, words),
    )


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
            said = words("twins.difference", first=letter(own), other=letter(name))
            listed[said] = np.append(decades_apart(first, row), np.full(deepest - len(row), np.nan, np.float32))
    shallow = tuple(name for name, row in rows.items() if len(row) < deepest)
    step = range(max(map(len, traces.values()), default=0) or 1)[at]
    return Table(words("twins.caption", step=step), listed, gaps=shallow)


def _row(trace: Trace, at: int) -> NDArray[np.float32]:
    """[layer] of the signal at that step, or at its last if it has ended before; NaN before the first."""
    if not len(trace):
        return np.full(trace.depth, np.nan, np.float32)
    return trace.signal_rms[at if -len(trace) <= at < len(trace) else -1]


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
