"""Several seeds at once: the first step's profile as median and range, and each seed's fall, beside theory's band."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from gradflow.figures.drawing.live_figure import LiveFigure
from gradflow.figures.drawing.panel import Axis, over_layers, panel
from gradflow.figures.drawing.style import GRID, INK, QUIET, title
from gradflow.figures.drawing.table import Table, Values
from gradflow.text import Words
from gradflow.theory.predict import Prediction
from gradflow.trace import Trace

SIGNAL, BAND = "var(--st-blue-color)", "rgba(59, 130, 246, 0.35)"
THEORY_BAND = "rgba(128, 128, 128, 0.2)"
DEVIATIONS = 2  # of theory's spread on each side: 19 seeds of 20 lie between
SPAN = 1.0  # decades that are always shown on each side of 0

Profiles = NDArray[np.float64]


def band(trace: Trace, profiles: Profiles | None, prediction: Prediction, words: Words) -> LiveFigure:
    """profiles: [seed, depth] in decades relative to the last layer, or None while they are made."""
    words, layers = words.along(trace.axis), np.arange(1, trace.depth + 1, dtype=np.int32)
    traces: list[dict[str, Any]] = []
    columns: dict[str, Values] = {words("axis.layer"): layers}
    if prediction.profile is not None and prediction.spread is not None:
        reach = DEVIATIONS * prediction.spread
        low, high = prediction.profile - reach, prediction.profile + reach
        traces += _area(layers, low, high, THEORY_BAND, "dash")
        traces[-1] |= {"name": words("seeds.theory"), "showlegend": True}
        columns |= {words("seeds.theory_low"): low, words("seeds.theory_high"): high}
    seen = _seen(profiles)
    if seen is not None:
        low, middle, high = seen.min(axis=0), np.median(seen, axis=0), seen.max(axis=0)
        traces += _area(layers, low, high, BAND, "solid")
        traces[-1] |= {"name": words("seeds.range", seeds=len(seen)), "showlegend": True}
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
    shapes: list[dict[str, Any]] = []
    shown = [ends]
    if prediction.profile is not None and prediction.spread is not None:
        mean, reach = prediction.profile[0], DEVIATIONS * prediction.spread[0]
        across = {"xref": "paper", "x0": 0, "x1": 1, "layer": "below"}
        area = {"type": "rect", "fillcolor": THEORY_BAND, "line": {"width": 0}}
        shapes.append(across | area | {"y0": mean - reach, "y1": mean + reach})
        shapes.append(across | {"type": "line", "y0": mean, "y1": mean, "line": _DASHED})
        shown.append(np.array([mean - reach, mean + reach]))
    x = QUIET | title(words("seeds.seed")) | {"range": [-0.5, max(len(ends), 8) - 0.5], "dtick": 1}
    y = _decades(shown, words("seeds.fall_axis"))
    table = Table(words("seeds.caption_falls"), {words("seeds.seed"): seeds, words("seeds.fall_axis"): ends})
    return panel(trace, [dots], x, y, _label(seen, prediction, words), words, table, shapes=shapes)


_DASHED = {"color": INK, "width": 1.5, "dash": "dash"}


def _seen(profiles: Profiles | None) -> Profiles | None:
    """The seeds with a signal in every layer; None where there is none."""
    usable = None if profiles is None else profiles[np.isfinite(profiles).all(axis=1)]
    return None if usable is None or not len(usable) else usable


def _area(x: NDArray[Any], low: NDArray[Any], high: NDArray[Any], colour: str, dash: str) -> list[dict[str, Any]]:
    """dash: of its edges, which tell one area from another without their colours."""
    line = {"width": 1, "color": colour, "dash": dash}
    edge = {"type": "scatter", "mode": "lines", "x": x, "line": line, "showlegend": False}
    filled = {"fill": "tonexty", "fillcolor": colour}
    return [edge | {"y": low, "hoverinfo": "skip"}, edge | {"y": high, "hoverinfo": "skip"} | filled]


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
    if prediction.profile is not None and prediction.spread is not None:
        mean, reach = float(prediction.profile[0]), DEVIATIONS * float(prediction.spread[0])
        said += words(
            "seeds.label_theory", mean=f"{mean:+.2f}", low=f"{mean - reach:+.2f}", high=f"{mean + reach:+.2f}"
        )
    return said
