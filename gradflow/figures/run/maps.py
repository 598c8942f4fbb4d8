"""The network as bars, and beside it its maps, layer × step or time step × step, row by row.

One map at first, the backward signal's; with the activation sizes and the weight gradients there are three. They
disagree, and that is the lesson: weight gradients may look even while the signal that teaches the lower layers has
died. Colour is log10 over fixed decades; it never rescales, so that a vanished gradient cannot look fine. Layer 1 is
at the bottom, the loss above: activations rise, the signal comes back down.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gradflow.diagnosis.underflow import underflows
from gradflow.figures.drawing.alt_text import over_depth
from gradflow.figures.drawing.bars import bars, factors_of
from gradflow.figures.drawing.codes import FIRST, Coded, encode
from gradflow.figures.drawing.columns import columns
from gradflow.figures.drawing.live_figure import LiveFigure
from gradflow.figures.drawing.marks import names, non_finite, underflow_area, zero_area
from gradflow.figures.drawing.norm import RMS, Factors, factors, sized
from gradflow.figures.drawing.quantities import Map, rows_of
from gradflow.figures.drawing.style import axis, buttons
from gradflow.figures.drawing.table import Table
from gradflow.figures.run.map_layout import layout, narrow, narrow_height, place_of, shown_in, wide
from gradflow.text import Words
from gradflow.trace import Trace

MOST_CELLS = 6400  # a map; three maps of two-byte codes are 38 kB
COLUMNS = 400  # as many as a wide map has pixels
By = Mapping[str, Factors]  # by quantity
FORWARD = "activation_rms"  # what rises from layer to layer; all else comes back down


def maps(
    trace: Trace,
    words: Words,
    at: int = -1,
    every: bool = True,
    before: NDArray[np.floating] | None = None,
    needed: int | None = None,
    told: int | None = None,
    norm: str = RMS,
) -> LiveFigure:
    """The bars of a step and the maps up to the latest; under 60 kB, however many steps and layers.

    at: the step the other pictures show, marked by a line where it is not the latest. every: all three maps, or that
    of the backward signal alone. before: the signal [layer] of the run before, behind the bars. needed: the time step
    in which what the answer needs is read. told: the step whose numbers stand at the bars, where it is not `at`: that
    of the sentence, which stands a while so that it can be read. norm: by which the sizes of layers are compared.
    """
    words, rows, seen = words.along(trace.axis), rows_of(trace), shown_in(trace, every, norm)
    by = {each.quantity: factors(trace.experiment, each.quantity, norm) for each in seen}
    steps = columns(len(trace), trace.experiment.steps, min(COLUMNS, MOST_CELLS // len(rows)))
    layers = rows + 1
    cells: list[dict[str, Any]] = []
    marks: list[dict[str, Any]] = []
    notes: list[str] = []
    for number, shown in enumerate(seen):
        codes = encode(sized(getattr(trace, shown.quantity)[steps], by[shown.quantity]).T[rows])
        small = underflows(trace, shown.quantity, steps).T[rows]
        axes = {"xaxis": axis("x", number), "yaxis": axis("y", number)}
        shade = {"z": Coded(codes, "log10"), "customdata": Coded(codes, "text"), "coloraxis": axis("coloraxis", number)}
        hover = {"hovertemplate": f"<b>%{{customdata}}</b><br>{words('maps.cell')}<extra></extra>"}
        cells.append({"type": "heatmap", "x": steps, "y": layers} | shade | hover | axes)
        if codes.min(initial=FIRST) >= FIRST and not small.any():
            notes.append("")
            continue
        marks += zero_area(codes, small, steps, layers, axes) + underflow_area(small, steps, layers, axes)
        marks += non_finite(codes, steps, layers, axes)
        notes.append(names(codes, small, words))
    signal = place_of(seen)
    number = range(len(trace))[at] if len(trace) else 0
    of_signal = by[seen[signal].quantity]
    sizes = _now(trace, max(0, min(number, trace.last_finite)), of_signal)
    said_of = sizes if told is None else _now(trace, max(0, min(told, number, trace.last_finite)), of_signal)
    past = sized(before, of_signal) if before is not None and len(before) == trace.depth else None
    ended = _now(trace, number, of_signal)
    drawn = bars(sizes, ended, past, seen[signal], rows, len(seen), said_of, words("bars.each"))
    first = len(cells) + len(marks)
    said = {"hovertemplate": f"<b>%{{customdata}}</b><br>{words('bars.layer')}<extra></extra>"}
    return LiveFigure(
        traces=(*cells, *marks, *(each | (said if "customdata" in each else {}) for each in drawn.traces)),
        layout=layout(trace, seen, words, notes, at, needed, before is not None),
        wide=wide(seen, words),
        narrow=narrow(seen, words),
        description=lambda: _label(trace, seen, at, by, words),
        config=buttons(words),
        linked=tuple(range(len(seen))),
        layers=tuple(axis("y", number) for number in range(len(seen) + 1)),
        details=tuple(first + detail for detail in drawn.details),
        falling=(first + drawn.falls,) if len(trace) else (),
        narrow_height=narrow_height(seen),
        table=_table(trace, seen, layers, at, by, words("norm.of." + norm), words),
    )


def _now(trace: Trace, at: int, by: Factors) -> NDArray[np.float32]:
    """The signal [layer] of that step; none before the first."""
    return sized(trace.signal_rms[at], by) if len(trace) else np.zeros(0, np.float32)


def _table(
    trace: Trace, seen: Sequence[Map], layers: NDArray[np.int32], at: int, by: By, norm: str, words: Words
) -> Table:
    """The column of the step on show, and what each layer makes of the signal above it."""
    names = {
        shown.quantity: words("clause.and").join([words("maps." + shown.quantity), shown.formula]) for shown in seen
    }
    rows = {
        name: sized(getattr(trace, quantity)[at:][:1], by[quantity])[:, layers - 1].reshape(-1)
        for quantity, name in names.items()
    }
    step = range(len(trace))[at] if len(trace) else 0
    shown = layers if len(trace) else layers[:0]
    named = words("bars.factor")
    made = {named: factors_of(trace.signal_rms[at])[shown - 1]} if len(trace) else {named: np.zeros(0)}
    caption = words("maps.caption", step=step, norm=norm)
    return Table(caption, {words("axis.layer"): shown} | rows | made, gaps=(named,))


def _label(trace: Trace, seen: Sequence[Map], at: int, by: By, words: Words) -> str:
    key = "maps.label" if len(seen) > 1 else "bars.label"
    if len(trace) == 0:
        return words(f"{key}_empty", layers=trace.depth)
    said = [
        over_depth(
            words(f"maps.{each.quantity}"),
            sized(getattr(trace, each.quantity)[at], by[each.quantity]),
            words,
            each.quantity != FORWARD,
        )
        for each in seen
    ]
    step = range(len(trace))[at]
    return words(key, layers=trace.depth, step=step, what=words("clause.then").join(said))
