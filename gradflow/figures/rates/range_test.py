"""Range test: the loss against the learning rate, where it falls, the edge, and the loss of guessing."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from gradflow.diagnosis.rates.rate_range import RateRange
from gradflow.figures.drawing.columns import columns
from gradflow.figures.drawing.live_figure import LiveFigure
from gradflow.figures.drawing.panel import mode
from gradflow.figures.drawing.style import ALARM, INK, LEGEND, QUIET, base, buttons, power, title
from gradflow.figures.drawing.table import ROWS, Table
from gradflow.figures.run.curves import POINTS, loss_axis
from gradflow.text import Words

BATCH, SMOOTHED = "var(--st-gray-color)", "var(--st-blue-color)"
FALLS = "rgba(33, 145, 140, 0.16)"  # from the first rate to that of the lowest loss
WIDE = {"margin": {"l": 62, "r": 14, "t": 52, "b": 44}, "dragmode": "zoom"}  # of both pictures of rates, side by side
NARROW = {"margin": {"l": 56, "r": 8, "t": 72, "b": 44}, "dragmode": False}
HEADROOM = 2.0  # times the loss it began with; what breaks goes on far above, and would flatten the rest


def range_test(found: RateRange, high: float, place: int, sentence: str, words: Words) -> LiveFigure:
    """high: the rate of the last step. place: what a click stands for. sentence: its reading."""
    shown = columns(len(found.rates), len(found.rates), POINTS)
    x, losses, smoothed = (rows[shown].astype(np.float32) for rows in (found.rates, found.losses, found.smoothed))
    top = HEADROOM * max(found.guess if np.isfinite(found.guess) else 0.0, float(found.smoothed[0]))
    look = {"type": "scatter", "x": x, "hovertemplate": "%{y:.4g}", "cliponaxis": True}
    ends = float(found.rates[0]), high
    traces: list[dict[str, Any]] = [
        look | {"y": _drawn(losses), "name": words("rates.range.batch"), "mode": "lines", "opacity": 0.6,
                "line": {"color": BATCH, "width": 1}},
        look | {"y": _drawn(smoothed), "name": words("rates.range.smoothed"), "mode": mode(len(x)),
                "line": {"color": SMOOTHED, "width": 2.5}, "customdata": np.full(len(x), place, np.int32)},
    ]  # fmt: skip
    if np.isfinite(found.guess):
        traces.append(guessing(ends, found.guess, words))
    layout = base(
        hovermode="x unified",
        uirevision=f"{high}",
        showlegend=True,
        legend=LEGEND,
        xaxis=rate_axis(*ends, words),
        yaxis=_losses(losses, smoothed, top, words),
        shapes=_shapes(found),
        annotations=_annotations(found, words),
    )
    return LiveFigure(
        traces=tuple(traces),
        layout=layout,
        wide=WIDE,
        narrow=NARROW,
        description=sentence,
        config=buttons(words),
        picks=(1,),
        table=_table(found, words),
    )


def rate_axis(low: float, high: float, words: Words) -> dict[str, Any]:
    """A logarithmic axis of learning rates, whole decades labelled."""
    span = np.log10([low, high])
    ticks = range(int(np.ceil(span[0] - 1e-9)), int(np.floor(span[1] + 1e-9)) + 1)
    labels = {"tickvals": [10.0**tick for tick in ticks], "ticktext": [power(tick) for tick in ticks]}
    name = words("field.learning_rate.label")
    pointed = {"unifiedhovertitle": {"text": words("rates.pointed", rate="%{x:.3~g}")}}
    return QUIET | {"type": "log", "range": span.tolist()} | pointed | labels | title(name)


def guessing(ends: tuple[float, float], loss: float, words: Words) -> dict[str, Any]:
    """A line across at the loss of guessing; ends: the rates of the axis'."""
    line = {"color": INK, "width": 1, "dash": "dot"}
    at = {"x": np.array(ends, np.float32), "y": np.full(2, loss, np.float32), "hovertemplate": "%{y:.4g}"}
    return {"type": "scatter", "name": words("rates.range.guess"), "mode": "lines", "line": line} | at


def _drawn(losses: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.where(np.isfinite(losses), losses, np.float32(np.nan))


def _losses(losses: NDArray[Any], smoothed: NDArray[Any], top: float, words: Words) -> dict[str, Any]:
    """From 0 to somewhat above where it began, or in powers of ten where it falls by orders of magnitude."""
    kept = [np.minimum(rows[np.isfinite(rows)], top) for rows in (losses, smoothed)]
    axis = loss_axis(kept, words)
    return axis if axis["type"] == "log" else axis | {"range": [0, top]}


def _shapes(found: RateRange) -> list[dict[str, Any]]:
    whole = {"yref": "paper", "y0": 0, "y1": 1, "xref": "x", "layer": "below"}
    shapes: list[dict[str, Any]] = []
    if found.first and found.lowest:
        falls = {"type": "rect", "x0": found.first, "x1": found.lowest, "fillcolor": FALLS, "line": {"width": 0}}
        shapes.append(whole | falls)
    for rate, line in ((found.edge, {"color": ALARM, "width": 1.5, "dash": "dash"}),
                       (found.suggested, {"color": INK, "width": 1.5})):  # fmt: skip
        if rate:
            shapes.append(whole | {"type": "line", "x0": rate, "x1": rate, "line": line, "layer": "above"})
    return shapes


def _annotations(found: RateRange, words: Words) -> list[dict[str, Any]]:
    """Names of both lines, beside the curve: of what is suggested above, and of the edge below, for beyond it the loss
    is high."""
    above, below = {"y": 1, "yanchor": "top", "xanchor": "right"}, {"y": 0, "yanchor": "bottom", "xanchor": "left"}
    look = {"xref": "x", "yref": "paper", "showarrow": False}
    named = ((found.suggested, "rates.range.suggested", above, INK), (found.edge, "rates.range.edge", below, ALARM))
    return [
        look | place | {"x": float(np.log10(rate)), "text": words(key), "font": {"color": colour}}
        for rate, key, place, colour in named
        if rate
    ]


def _table(found: RateRange, words: Words) -> Table:
    rows = columns(len(found.rates), len(found.rates), ROWS)
    numbers = {"field.learning_rate.label": found.rates, "rates.range.batch": found.losses,
               "rates.range.smoothed": found.smoothed}  # fmt: skip
    return Table(words("rates.range.caption"), {words(key): all_[rows] for key, all_ in numbers.items()})
