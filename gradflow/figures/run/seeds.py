"""Several seeds at once: the first step's profile as median and range, and each seed's fall, beside theory's band."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from gradflow.figures.drawing.live_figure import LiveFigure
from gradflow.figures.drawing.panel import THEORY_BAND, Axis, area, over_layers, panel
from gradflow.figures.drawing.style import GRID, INK, QUIET, title
from gradflow.figures.drawing.table import Table, Values
from gradflow.text import Words
from gradflow.theory.predict import Prediction
from gradflow.trace import Trace

SIGNAL, BAND = "var(--st-blue-color)", "rgba(59, 130, 246, 0.35)"
SPAN = 1.0  # decades that are always shown on each side of 0

Profiles = NDArray[np.float64]


def band(trace: Trace, profiles: Profiles | None, prediction: Prediction, words: Words) -> LiveFigure:
    """profiles: [seed, depth] in decades relative to the last layer, or None while they are made."""
    words, layers = words.along(trace.axis), np.arange(1, trace.depth + 1, dtype=np.int32)
    traces: list[dict[str, Any]] = []
    columns: dict[str, Values] = {words("axis.layer"): layers}
    if prediction.band is not None:
        low, high = prediction.band
        traces += area(layers, low, high, words("seeds.theory"), THEORY_BAND, "dash")
        columns |= {words("seeds.theory_low"): low, words("seeds.theory_high"): high}
    seen = _seen(profiles)
    if seen is not None:
        low, middle, high = seen.min(axis=0), np.median(seen, axis=0), seen.max(axis=0)
        traces += area(layers, low, high, words("seeds.range", seeds=len(seen)), BAND)
        traces.append(_line(layers, middle, words("seeds.median"), SIGNAL, 3.0))
        columns |= {words("seeds.low"): low, words("seeds.median"): middle, words("seeds.high"): high}
    if prediction.profile is not None:
        traces.append(_line(layers, prediction.profile, words("profile.prediction"), INK, 1.5) | {"line": _DASHED})
        columns[words("profile.prediction")] = traces[-1]["y"]
    axis = _decades([np.asarray(line["y"], np.float64) for line in traces], words("seeds.axis"))
    table = Table(words("seeds.caption"), columns)
    return panel(trace, traces, over_layers(trace, words), axis, _label(seen, prediction, words), words, table)


def falls(trace: Trace, profiles: Profiles | None, prediction: Prediction, words: Words) -> LiveFigure:
    """Each seed's decades from the last layer to the first, a dot a seed; theory's mean and band."""
    words, seen = words.along(trace.axis), _seen(profiles)
    ends = np.zeros(0) if seen is None else seen[:, 0]
    seeds = np.arange(len(ends), dtype=np.int32)
    dots: dict[str, Any] = {"type": "scatter", "mode": "markers", "name": words("seeds.one"), "y": ends}
    dots |= {"x": seeds, "hovertemplate": "%{y:+.2f}"}
    dots |= {"marker": {"color": SIGNAL, "size": 9}, "showlegend": True}
    across = np.array([-0.5, max(len(ends), 8) - 0.5])
    traces: list[dict[str, Any]] = []
    shown = [ends]
    if prediction.profile is not None and prediction.band is not None:
        mean, low, high = (np.full(2, each[0]) for each in (prediction.profile, *prediction.band))
        traces += area(across, low, high, words("seeds.theory"), THEORY_BAND, "dash")
        traces.append(_line(across, mean, words("profile.prediction"), INK, 1.5) | {"line": _DASHED})
        shown += [low, high]
    x = QUIET | title(words("seeds.seed")) | {"range": across.tolist(), "dtick": 1}
    y = _decades(shown, words("seeds.fall_axis"))
    table = Table(words("seeds.caption_falls"), {words("seeds.seed"): seeds, words("seeds.fall_axis"): ends})
    return panel(trace, [*traces, dots], x, y, _label(seen, prediction, words), words, table)


_DASHED = {"color": INK, "width": 1.5, "dash": "dash"}


def _seen(profiles: Profiles | None) -> Profiles | None:
    """The seeds with a signal in every layer; None where there is none."""
    usable = None if profiles is None else profiles[np.isfinite(profiles).all(axis=1)]
    return None if usable is None or not len(usable) else usable


def _line(x: NDArray[Any], y: NDArray[Any], name: str, colour: str, width: float) -> dict[str, Any]:
    style = {"mode": "lines", "line": {"color": colour, "width": width}, "hovertemplate": "%{y:+.2f}"}
    return {"type": "scatter", "x": x, "y": y, "name": name} | style


def _decades(shown: list[NDArray[Any]], name: str) -> Axis:
    together = np.concatenate([np.zeros(1), *shown])
    low, high = np.floor(min(together.min(), -SPAN)), np.ceil(max(together.max(), SPAN))
    return QUIET | GRID | title(name) | {"range": [float(low) - 0.2, float(high) + 0.2]}


def _label(seen: Profiles | None, prediction: Prediction, words: Words) -> str:
    if seen is None:
        return words("seeds.label_empty")
    ends = {"low": seen[:, 0].min(), "median": np.median(seen[:, 0]), "high": seen[:, 0].max()}
    said = words("seeds.label", seeds=len(seen), **{name: f"{value:+.2f}" for name, value in ends.items()})
    if prediction.profile is not None and prediction.band is not None:
        low, high = (edge[0] for edge in prediction.band)
        said += words(
            "seeds.label_theory", mean=f"{prediction.profile[0]:+.2f}", low=f"{low:+.2f}", high=f"{high:+.2f}"
        )
    return said
