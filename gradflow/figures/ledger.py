"""The update ledger: what clipping and the optimizer make of the gradient, and what that does to each layer."""

from typing import Any

import numpy as np

from gradflow.figures import changes
from gradflow.figures.columns import columns
from gradflow.figures.live import LiveFigure
from gradflow.figures.panel import decades, line, over_layers, over_steps, panel
from gradflow.figures.style import INK
from gradflow.text import Words
from gradflow.trace import Trace

POINTS = 400
SOUND = 1e-3
"""‖ΔW‖ / ‖W‖ of a layer that learns well is about this (Karpathy 2022; `gradflow.diagnosis.step_size`)."""
RAW, CLIPPED, UPDATE = "var(--st-blue-color)", "var(--st-orange-color)", "var(--st-green-color)"


def norms(trace: Trace, words: Words) -> LiveFigure:
    """Global norms over the steps: of the gradient, of the clipped gradient, of the update, on one axis."""
    steps = columns(len(trace), trace.experiment.steps, POINTS)
    rows = [getattr(trace, name)[steps] for name in ("raw_norm", "clipped_norm", "update_norm")]
    looks = ((RAW, 3.0, "solid"), (CLIPPED, 1.5, "dash"), (UPDATE, 1.5, "solid"))
    names = [words(f"ledger.{name}") for name in ("raw", "clipped", "update")]
    traces = [line(steps, row, name, *look) for row, name, look in zip(rows, names, looks, strict=True)]
    axis = decades(rows, words("ledger.norm"), (-4, 0))
    shapes = changes.lines(trace, "x", "y")
    return panel(trace, traces, over_steps(trace, words), axis, _said(trace, words), words, shapes=shapes)


def ratios(trace: Trace, words: Words) -> LiveFigure:
    """‖ΔW‖ / ‖W‖ of every layer at the latest step with finite numbers, and the size that a layer learns well with."""
    words, layers = words.along(trace.AXIS), np.arange(1, trace.depth + 1, dtype=np.int32)
    last = trace.last_finite
    row = trace.update_ratio[last] if last >= 0 else np.full(trace.depth, np.nan, np.float32)
    shape: dict[str, Any] = {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": SOUND, "y1": SOUND}
    mark = {"xref": "paper", "x": 1, "y": -3, "xanchor": "right", "yanchor": "bottom", "showarrow": False}
    return panel(
        trace,
        [line(layers, row, words("ledger.ratio"), UPDATE, 3.0)],
        over_layers(trace, words),
        decades([row], words("ledger.ratio_axis"), (-6, 0)),
        words("ledger.label_empty") if last < 0 else words("ledger.label", **_ends(row)),
        words,
        shapes=[shape | {"line": {"color": INK, "width": 1, "dash": "dash"}}],
        annotations=[mark | {"text": words("ledger.sound")}],
    )


def _ends(row: np.ndarray) -> dict[str, str]:
    return {"first": f"{row[0]:.1e}", "last": f"{row[-1]:.1e}"}


def _said(trace: Trace, words: Words) -> str:
    if not len(trace):
        return words("ledger.label_empty")
    sizes = {name: f"{getattr(trace, f'{name}_norm')[-1]:.2g}" for name in ("raw", "clipped", "update")}
    return words("ledger.label_norms", step=len(trace) - 1, **sizes)
