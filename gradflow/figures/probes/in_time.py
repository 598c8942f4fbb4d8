"""What it answers, time step by time step: how often the right thing is said at each, by the latest look at held-out
sequences. Answers that do not count are pale."""

from typing import Any, NamedTuple

import numpy as np

from gradflow.figures.drawing.style import GRID, INK, QUIET
from gradflow.figures.drawing.table import Table
from gradflow.networks import RNN, downcast
from gradflow.tasks import task_of
from gradflow.text import Words
from gradflow.trace import RecurrentTrace

COLOUR = "var(--st-orange-color)"
PALE = 0.3


class InTime(NamedTuple):
    """traces, layout: of the first axes; sentence, table: None before the first look."""

    traces: tuple[dict[str, Any], ...]
    layout: dict[str, Any]
    sentence: str = ""
    table: Table | None = None


def in_time(trace: RecurrentTrace, guessed: float, words: Words) -> InTime:
    """guessed: of whoever guesses, drawn across."""
    network, task = downcast(trace.experiment.network, RNN), task_of(trace.experiment.task)
    times = np.arange(1, trace.depth + 1, dtype=np.int32)
    counts = task.counted(trace.depth, network.loss_at) > 0
    percent = {"tickformat": ".0%", "tickvals": [0, 0.5, 1], "range": [-0.02, 1.04], "fixedrange": True}
    layout: dict[str, Any] = {
        "xaxis": QUIET | {"range": [0.5, trace.depth + 0.5], "fixedrange": True},
        "yaxis": QUIET | GRID | percent,
        "barmode": "overlay",
        "bargap": 0.05,
    }
    looked = np.flatnonzero(np.isfinite(trace.answered).any(axis=1))
    caption = {"xref": "x domain", "yref": "y domain", "x": 0, "y": 1, "xanchor": "left", "yanchor": "bottom"}
    caption |= {"showarrow": False, "yshift": 2, "text": words("answers.in_time" if looked.size else "answers.waiting")}
    level: dict[str, Any] = {"type": "line", "xref": "x domain", "yref": "y", "x0": 0, "x1": 1}
    level |= {"y0": guessed, "y1": guessed, "line": {"color": INK, "width": 1, "dash": "dash"}}
    layout |= {"annotations": [caption], "shapes": [level]}
    if not looked.size:
        return InTime((_bars(times[:0], times[:0], 1.0, words),), layout)
    said = np.clip(np.nan_to_num(trace.answered[looked[-1]]), 0, 1).astype(np.float32)  # of variance it may be below 0
    pale, full = (_bars(times[at], said[at], part, words) for at, part in ((~counts, PALE), (counts, 1.0)))
    right = float(said[counts].mean())
    sentence = words("answers.label_time", right=f"{right:.0%}", at=int(times[counts][0]), step=int(looked[-1]))
    columns = {words("answers.time"): times, words("answers.said"): said}
    table = Table(words("answers.caption_time", step=int(looked[-1])), columns, shares=(words("answers.said"),))
    return InTime((pale, full), layout, sentence, table)


def _bars(times: Any, shares: Any, opacity: float, words: Words) -> dict[str, Any]:
    style = {"marker": {"color": COLOUR, "opacity": opacity}, "hovertemplate": words("answers.at"), "showlegend": False}
    return {"type": "bar", "x": times, "y": np.asarray(shares, np.float32)} | style
