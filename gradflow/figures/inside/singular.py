"""Singular values: by how much a signal grows or shrinks on its way down from the last layer, in its best and its worst
direction. A norm of 1 is not an isometry: some directions may grow while most are lost."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from gradflow.figures.drawing.live_figure import LiveFigure
from gradflow.figures.drawing.note import note
from gradflow.figures.drawing.panel import area, decades, line, over_layers, panel
from gradflow.figures.drawing.style import INK, power
from gradflow.figures.drawing.table import Table
from gradflow.figures.inside.histograms import Seen
from gradflow.figures.probes.look import dated, legend
from gradflow.inside.record import QUANTILES
from gradflow.text import Words
from gradflow.theory.predict import explain_isometry
from gradflow.trace import Trace

SPAN, SNAP, FLOOR = (-4, 1), 4, 1e-14  # decades that are always shown; and what is drawn at the least
LARGEST, HIGH, MEDIAN, LOW, SMALLEST = range(len(QUANTILES))
BLUE, BAND, ORANGE = "var(--st-blue-color)", "rgba(70, 130, 220, 0.22)", "var(--st-orange-color)"
WITH_THEORY = (LARGEST, HIGH, MEDIAN)
KEYS = ("largest", "high", "median", "low", "smallest")  # of the words, in the order of QUANTILES
Array = NDArray[np.floating]


def singular(trace: Trace, look: Seen | None, words: Words) -> LiveFigure:
    """From every layer to the last one, and of each layer alone; dashed, what theory says of the start."""
    words = words.along(trace.axis)
    traces: list[dict[str, Any]] = []
    table, label = None, words("singular.waiting")
    layout: dict[str, Any] = {"annotations": [note(words("singular.waiting"))]}
    axis = decades([np.ones(1)], words("singular.axis"), SPAN, SNAP)
    if look is not None:
        step, inside, _ = look
        seen = np.flatnonzero(np.isfinite(inside.singular[:, LARGEST]))
        layers = (seen + 1).astype(np.int32)
        values = np.where(inside.singular > FLOOR, inside.singular, np.nan)[seen]
        own = np.where(inside.own > FLOOR, inside.own, np.nan)[seen]
        theory = explain_isometry(trace.experiment.at(0), QUANTILES)
        expected = theory.singular[seen][:, WITH_THEORY] if theory else np.zeros((len(seen), 0))
        axis = decades([values, expected], words("singular.axis"), SPAN, SNAP)
        name = [words("singular." + key) for key in KEYS]
        floor = np.full(len(seen), 10.0 ** axis["range"][0])
        traces += area(layers, np.fmax(floor, values[:, LOW]), values[:, HIGH], words("singular.most"), BAND)
        for sizes, called, style in (
            (values[:, LARGEST], name[LARGEST], (BLUE, 3.0, "solid")),
            (values[:, MEDIAN], name[MEDIAN], (BLUE, 1.5, "dashdot")),
            (own[:, 0], words("singular.own"), (ORANGE, 1.5, "dot")),
        ):
            traces.append(line(layers, sizes, _drawn_from(layers[:-1][np.isnan(sizes[:-1])], called, words), *style))
        for column, quantile in enumerate(WITH_THEORY if theory else ()):
            said = words("singular.theory")
            said = said if column == 0 else words("clause.and").join([said, name[quantile]])
            shown = {"showlegend": column == 0}
            traces.append(line(layers, expected[:, column], said, INK, dash="dash") | shown)
        columns: dict[str, Any] = {words("axis.layer"): layers}
        columns |= {name[quantile]: inside.singular[seen, quantile] for quantile in range(len(QUANTILES))}
        columns |= {words("singular.own"): own[:, 0], words("singular.own_smallest"): own[:, 1]}
        columns[words("singular.directions")] = inside.participating[seen]
        if theory:
            columns[words("singular.directions_theory")] = theory.participating[seen] * inside.directions
        table = Table(words("singular.caption", step=step), columns, gaps=tuple(columns)[6:8])
        said = _label(look, theory.participating[0] if theory else None, words)
        label, layout = dated(look, trace, said, words), {"legend": legend(look, trace, words)}
    return panel(trace, traces, over_layers(trace, words), axis, label, words, table, **layout)


def _drawn_from(lost: NDArray[np.int32], name: str, words: Words) -> str:
    """What a line is called; with the last layer in which it lies below all that is drawn."""
    return words("singular.lost", name=name, floor=power(round(np.log10(FLOOR))), layer=lost[-1]) if len(lost) else name


def _label(look: Seen, theory: float | None, words: Words) -> str:
    step, inside, _ = look
    first = inside.singular[0]
    numbers = {"largest": f"{first[LARGEST]:.2g}", "median": f"{first[MEDIAN]:.2g}", "all": inside.directions}
    numbers |= {"share": f"{inside.participating[0]:.1f}", "depth": len(inside.singular)}
    said = words("singular.label", step=step, **numbers)
    return said if theory is None else f"{said} {words('singular.expected', share=f'{theory * inside.directions:.1f}')}"
