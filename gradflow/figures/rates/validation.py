"""Validation: the loss on held-out folds against the learning rate, its median and its range, and the best of all.

Of a rate with a broken fold no loss is drawn, for those that are left look as if it held, but a cross.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gradflow.diagnosis.group import Spread
from gradflow.diagnosis.rates.validation import Validated, best_of
from gradflow.figures.drawing.live_figure import LiveFigure
from gradflow.figures.drawing.style import ALARM, INK, LEGEND, PAPER, base, buttons
from gradflow.figures.drawing.table import Table
from gradflow.figures.rates.range_test import NARROW, WIDE, guessing, rate_axis
from gradflow.figures.run.curves import loss_axis
from gradflow.text import Words

HELD_OUT, TRAINED = "var(--st-orange-color)", "var(--st-blue-color)"
RATE = "learning_rate"
MARGIN = 1.3  # of a rate, at both ends
FAR = 4.0  # times the middle rate's loss; rates that lose all would flatten the rest
FAR_LOG = 100.0  # the same where the axis is one of powers
HIGH = 0.96  # of the axis: crosses stand there, and not at its very end, beyond which Plotly draws nothing


def validation(rows: Sequence[Validated], classes: bool, sentence: str, words: Words) -> LiveFigure:
    """rows: of a search over the learning rate alone. classes: whether answers are right or wrong. sentence: its
    reading. A point stands for the run of the rate's first fold."""
    rates = np.array([row.values[RATE] for row in rows], np.float32)
    places = np.array([row.places[0] for row in rows], np.int32)
    broken = np.array([row.broken > 0 for row in rows])
    median, low, high = (_held(rows, "loss", end) for end in ("median", "low", "high"))
    trained, best, guess = _held(rows, "training_loss", "median"), best_of(rows), rows[0].guess
    look = {"type": "scatter", "hovertemplate": "%{y:.3g}", "cliponaxis": False}
    bars = {"x": np.repeat(rates, 3), "y": _bars(low, high), "mode": "lines", "hoverinfo": "skip", "showlegend": False}
    traces: list[dict[str, Any]] = [
        {"type": "scatter", "line": {"color": HELD_OUT, "width": 6}, "opacity": 0.5} | bars,
        look | {"x": rates, "y": trained, "name": words("rates.folds.trained"), "mode": "lines+markers",
                "line": {"color": TRAINED, "width": 1, "dash": "dot"}, "marker": {"color": TRAINED, "size": 5}},
        look | {"x": rates, "y": median, "name": words("rates.folds.held_out"), "mode": "lines+markers",
                "line": {"color": HELD_OUT, "width": 2}, "marker": {"color": HELD_OUT, "size": 7, "symbol": "diamond"},
                "customdata": places},
    ]  # fmt: skip
    if best is not None and best.loss is not None:
        ring = {"symbol": "circle-open", "size": 18, "color": INK, "line": {"width": 2}}
        at = {"x": np.array([best.values[RATE]], np.float32), "y": np.array([best.loss.median], np.float32)}
        traces.append(look | at | {"mode": "markers", "marker": ring, "name": words("rates.folds.best_mark")})
    ends = float(rates.min()) / MARGIN, float(rates.max()) * MARGIN
    if np.isfinite(guess):
        traces.append(guessing(ends, guess, words))
    known = np.array([guess], np.float32)
    axis = loss_axis([_near(median, high, FAR), _near(median, trained, FAR), known], words)
    if axis["type"] == "log":
        axis = loss_axis([_near(median, high, FAR_LOG), _near(median, trained, FAR_LOG), known], words)
    if broken.any():
        cross = {"symbol": "x", "size": 10, "color": ALARM, "line": {"width": 1, "color": PAPER}}
        at = {"x": rates[broken], "y": np.full(broken.sum(), _top(axis), np.float32), "customdata": places[broken]}
        said = {"hovertemplate": "%{text}<extra></extra>", "name": words("rates.folds.broke"),
                "text": [words("rates.folds.broke_of", **row.broke) for row in rows if row.broken]}  # fmt: skip
        traces.append(look | at | said | {"mode": "markers", "marker": cross})
    layout = base(
        hovermode="x unified",
        uirevision=f"{rates.tolist()}",
        showlegend=True,
        legend=LEGEND,
        xaxis=rate_axis(*ends, words),
        yaxis=axis,
    )
    return LiveFigure(
        traces=tuple(traces),
        layout=layout,
        wide=WIDE,
        narrow=NARROW,
        description=sentence,
        config=buttons(words),
        picks=tuple(at for at, trace in enumerate(traces) if "customdata" in trace),
        table=_table(rows, rates, classes, words),
    )


def _near(median: NDArray[np.float32], losses: NDArray[np.float32], far: float) -> NDArray[np.float32]:
    """What the axis is made for: losses not far above what was reached at some rate."""
    finite = median[np.isfinite(median)]
    return np.minimum(losses, np.float32(far * np.median(finite))) if finite.size else losses


def _top(axis: dict[str, Any]) -> float:
    low, high = axis["range"]
    at = low + HIGH * (high - low)
    return 10.0**at if axis["type"] == "log" else at


def _held(rows: Sequence[Validated], attribute: str, end: str) -> NDArray[np.float32]:
    """Of the rates at which no fold broke."""
    return np.where([row.broken > 0 for row in rows], np.float32(np.nan), _of(rows, attribute, end))


def _bars(low: NDArray[np.float32], high: NDArray[np.float32]) -> NDArray[np.float32]:
    """low, high, gap; for every rate."""
    return np.column_stack([low, high, np.full_like(low, np.nan)]).reshape(-1)


def _of(rows: Sequence[Validated], attribute: str, end: str) -> NDArray[np.float32]:
    spreads: list[Spread | None] = [getattr(row, attribute) for row in rows]
    return np.array([np.nan if spread is None else getattr(spread, end) for spread in spreads], np.float32)


def _table(rows: Sequence[Validated], rates: NDArray[np.float32], classes: bool, words: Words) -> Table:
    numbers: dict[str, NDArray[Any]] = {words("field.learning_rate.label"): rates}
    shares: list[str] = []
    for attribute, key in (("loss", "held_out"), ("accuracy", "accuracy_column"))[: 1 + classes]:
        for end in ("median", "low", "high"):
            name = words(f"rates.folds.{end}", name=words(f"rates.folds.{key}"))
            numbers[name] = _of(rows, attribute, end)
            shares += [name] * (attribute == "accuracy")
    numbers[words("rates.folds.trained")] = _of(rows, "training_loss", "median")
    numbers[words("rates.folds.broke")] = np.array([row.broken for row in rows], np.int32)
    return Table(words("rates.folds.caption"), numbers, tuple(shares), gaps=tuple(numbers)[1:-1])
