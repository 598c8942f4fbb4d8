"""The update ledger: what clipping and the optimizer make of the gradient, and what that does to each layer."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from gradflow.figures.drawing.alt_text import brief, over_depth
from gradflow.figures.drawing.columns import columns
from gradflow.figures.drawing.live_figure import LiveFigure
from gradflow.figures.drawing.marks import at_edges
from gradflow.figures.drawing.panel import decades, line, over_layers, over_steps, panel
from gradflow.figures.drawing.style import INK
from gradflow.figures.drawing.table import ROWS, Table
from gradflow.figures.run import changes
from gradflow.text import Words
from gradflow.trace import Trace

POINTS = 400
SOUND = 1e-3
"""‖ΔW‖ / ‖W‖ of a layer that learns well is about this (Karpathy 2022; `gradflow.diagnosis.checks.step_size`)."""
NEAR = 10.0  # within this factor of it is about it
ROOM = 1.5  # decades beside its line that a word takes
ROUNDING = 1e-5  # relative; a norm that is smaller by less has not been clipped, only computed twice
RAW, CLIPPED, UPDATE = "var(--st-blue-color)", "var(--st-orange-color)", "var(--st-green-color)"
NORMS = {"raw_norm": (RAW, 3.0, "solid"), "clipped_norm": (CLIPPED, 1.5, "dash"), "update_norm": (UPDATE, 1.5, "dot")}


def norms(trace: Trace, words: Words) -> LiveFigure:
    """Global norms over the steps: of the gradient, of the clipped gradient, of the update, on one axis."""
    steps, drawn = columns(len(trace), trace.experiment.steps, POINTS), _drawn(trace)
    rows = [getattr(trace, name)[steps] for name in drawn]
    names = [words(f"ledger.{name.removesuffix('_norm')}") for name in drawn]
    traces = [line(steps, row, name, *NORMS[key]) for row, name, key in zip(rows, names, drawn, strict=True)]
    axis = decades(rows, words("ledger.norm"), (-4, 0))
    some = columns(len(trace), trace.experiment.steps, ROWS)
    listed = [getattr(trace, name)[some] for name in drawn]
    table = Table(words("ledger.caption"), {words("axis.step"): some} | dict(zip(names, listed, strict=True)))
    shapes = changes.lines(trace, "x", "y")
    return panel(trace, traces, over_steps(trace, words), axis, _said(trace, words), words, table, shapes=shapes)


def ratios(trace: Trace, words: Words) -> LiveFigure:
    """‖ΔW‖ / ‖W‖ of every layer at the latest step with finite numbers, and the size that a layer learns well with."""
    words, layers = words.along(trace.axis), np.arange(1, trace.depth + 1, dtype=np.int32)
    last = trace.last_finite
    row = trace.update_ratio[last] if last >= 0 else np.full(trace.depth, np.nan, np.float32)
    listed = {words("axis.layer"): layers, words("ledger.ratio"): row}
    shape: dict[str, Any] = {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": SOUND, "y1": SOUND}
    mark = {"xref": "paper", "y": -3, "showarrow": False} | _free(row)
    axis, name = decades([row], words("ledger.ratio_axis"), (-6, 0)), words("ledger.ratio")
    low, high = axis["range"]
    still = at_edges(layers, [(row, name, UPDATE)], (10.0**low, 10.0**high), words) if last >= 0 else []
    return panel(
        trace,
        [line(layers, row, name, UPDATE, 3.0), *still],
        over_layers(trace, words),
        axis,
        words("ledger.label_empty") if last < 0 else _spread(row, last, words),
        words,
        Table(words("ledger.caption_ratios", step=max(0, last)), listed),
        shapes=[shape | {"line": {"color": INK, "width": 1, "dash": "dash"}}],
        annotations=[mark | {"text": words("ledger.sound")}],
    )


def _free(row: NDArray[np.float32]) -> dict[str, Any]:
    """Where along the line of the rule there is room for its name: at the right, unless the curve passes there, and on
    the line's other side."""
    with np.errstate(divide="ignore", invalid="ignore"):
        above = np.log10(row / SOUND)
    parts = [part[np.isfinite(part)] for part in np.array_split(above, 3)]
    left, middle, right = (float(np.abs(part).min(initial=np.inf)) for part in parts)
    at = 2 if right >= min(ROOM, max(left, middle)) else 1 if middle >= min(ROOM, left) else 0
    place = {"x": at / 2, "xanchor": ("left", "center", "right")[at]}
    return place | {"yanchor": "top" if parts[at].size and parts[at].mean() > 0 else "bottom"}


def _spread(row: NDArray[np.float32], step: int, words: Words) -> str:
    near = int(((row >= SOUND / NEAR) & (row <= SOUND * NEAR)).sum())
    what = over_depth(words("ledger.ratio_said"), row, words)
    return words("ledger.label", step=step, what=what, near=near, layers=len(row))


def _drawn(trace: Trace) -> list[str]:
    """A line after clipping only where something is clipped, at one time or another."""
    asked = [trace.experiment.clipping, *(each.value for each in trace.experiment.changes if each.name == "clipping")]
    return [name for name in NORMS if name != "clipped_norm" or set(asked) != {"none"}]


def _said(trace: Trace, words: Words) -> str:
    if not len(trace):
        return words("ledger.label_empty")
    ends = {f"{name}_first": brief(getattr(trace, name)[0]) for name in NORMS}
    ends |= {f"{name}_now": brief(getattr(trace, name)[-1]) for name in NORMS}
    if "clipped_norm" not in _drawn(trace):
        return words("ledger.label_unclipped", step=len(trace) - 1, **ends)
    clipped = int((trace.clipped_norm < (1 - ROUNDING) * trace.raw_norm).sum())
    return words("ledger.label_norms", step=len(trace) - 1, clipped=clipped, steps=len(trace), **ends)
