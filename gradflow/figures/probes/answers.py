"""What it answers: some examples it has not seen, and how well it answers so far, with what guessing gets drawn in."""

from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gradflow.diagnosis.families import QUESTIONS
from gradflow.diagnosis.verdicts.quality import AnswerShares
from gradflow.figures.drawing.columns import columns
from gradflow.figures.drawing.live_figure import LiveFigure
from gradflow.figures.drawing.panel import mode
from gradflow.figures.drawing.style import GRID, INK, QUIET, base, buttons, revision, step_axis, title
from gradflow.figures.drawing.table import ROWS, Table, Values
from gradflow.figures.probes.in_time import in_time
from gradflow.figures.probes.learned import learned
from gradflow.figures.probes.look import DatedLook, when
from gradflow.text import Words
from gradflow.trace import Trace

POINTS = 200  # a line
EXAMPLES, TIMES, SHARES = [0.36, 1.0], [0.44, 1.0], [0.0, 0.24]  # shares of the height; time steps have numbers below
HELD_OUT, BEFORE = "var(--st-orange-color)", "var(--st-gray-color)"
NAME: dict[str, Any] = {"font": {"size": 13}}
MARGINS = {"l": 40, "r": 10, "t": 42, "b": 40}


def answers(
    trace: Trace,
    words: Words,
    look: DatedLook[NDArray[np.floating]] | None = None,
    examples: bool = True,
    before: Trace | None = None,
) -> LiveFigure:
    """look: as in `learned`, at the task's probes. examples: whether there are some; of sequences it is told how often
    the right thing is said at each time step. before: of the run before, whose line stays below."""
    found = _shares(trace, before, words)
    if not examples:
        return _in_time(found, trace, words)
    above = learned(trace, look, words, few=True)
    layout = found.layout | {"coloraxis": above.layout.get("coloraxis", {}) | {"showscale": False}}
    for name in ("xaxis", "yaxis"):
        domain = {"domain": EXAMPLES} if name == "yaxis" else {}
        layout[name] = above.layout[name] | domain | {"title": {"text": ""}, "showticklabels": False, "ticks": ""}
    name, *others = found.layout["annotations"]
    if look is not None:  # what stands below it is of the step on show
        name = name | {"text": f"{name['text']}{words('look.of')}{when(look, trace, words)}"}
    layout["annotations"] = [*above.layout.get("annotations", ()), name, *others]
    layout["yaxis2"] = found.layout["yaxis2"] | {"domain": SHARES}
    return replace(
        found,
        traces=(*(each | {"showlegend": False} for each in above.traces), *found.traces),
        layout=layout,
        description=lambda: f"{above.label} {found.label}",
        table=above.table or found.table,
    )


def _in_time(found: LiveFigure, trace: Trace, words: Words) -> LiveFigure:
    heard = QUESTIONS[trace.experiment.family].answers(trace)
    above = in_time(trace, 0.0 if heard.guessing is None else heard.guessing.share, words)  # type: ignore[arg-type]
    layout = found.layout | above.layout
    layout["yaxis"] = layout["yaxis"] | {"domain": TIMES}
    layout["yaxis2"] = layout["yaxis2"] | {"domain": SHARES}
    for name in ("annotations", "shapes"):
        layout[name] = [*above.layout[name], *found.layout[name]]
    return replace(
        found,
        traces=(*above.traces, *found.traces),
        layout=layout,
        description=lambda: f"{above.sentence} {found.label}".strip(),
        table=above.table or found.table,
    )


def _shares(trace: Trace, before: Trace | None, words: Words) -> LiveFigure:
    """The share of right answers, or of the variance explained, at every look at held-out data."""
    heard = QUESTIONS[trace.experiment.family].answers(trace)
    steps, shares = _looks(heard)
    name = words("answers.explained" if heard.explained else "answers.right")
    guessed = 0.0 if heard.guessing is None else heard.guessing.share
    every = columns(len(trace), trace.experiment.steps, POINTS)
    lines = [_line(every, _bounded(heard.batch[every]), 1.0, HELD_OUT) | {"opacity": 0.4, "hoverinfo": "skip"}]
    if before is not None:
        past = QUESTIONS[before.experiment.family].answers(before)
        lines.append(_line(*_looks(past), 2.0, BEFORE) | {"hoverinfo": "skip"})
    lines.append(_line(steps, shares, 2.0, HELD_OUT) | {"name": name, "hovertemplate": "%{y:.0%}<extra></extra>"})
    percent = {"tickformat": ".0%", "tickvals": [0, 0.5, 1], "range": [-0.02, 1.04], "fixedrange": True}
    layout = base(
        hovermode="closest",
        uirevision=revision(trace),
        xaxis2=QUIET | step_axis(trace) | title(words("axis.step"), 12) | {"anchor": "y2", "fixedrange": True},
        yaxis2=QUIET | GRID | percent | {"anchor": "x2"},
        shapes=[_level(guessed) | {"line": {"color": INK, "width": 1, "dash": "dash"}}],
        annotations=_notes(guessed, name, words),
    )
    return LiveFigure(
        traces=tuple(lines),
        layout=layout,
        wide={"margin": MARGINS, "dragmode": False},
        narrow={"margin": MARGINS | {"b": 56}, "dragmode": False},
        description=lambda: _label(shares, guessed, name, words),
        config=buttons(words),
        table=_table(steps, shares, name, words),
    )


def _looks(heard: AnswerShares) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
    steps = np.flatnonzero(np.isfinite(heard.held_out)).astype(np.int32)
    steps = steps[columns(len(steps), len(steps), POINTS)]
    return steps, _bounded(heard.held_out[steps])


def _bounded(shares: NDArray[np.float64]) -> NDArray[np.float32]:
    """Of the variance less than nothing may be explained: by answers that are worse than guessing."""
    return np.clip(shares, 0, 1).astype(np.float32)


def _line(steps: NDArray[np.int32], shares: NDArray[np.float32], width: float, colour: str) -> dict[str, Any]:
    style = {"mode": mode(len(steps)), "line": {"color": colour, "width": width}, "showlegend": False}
    return {"type": "scatter", "x": steps, "y": shares, "xaxis": "x2", "yaxis": "y2"} | style


def _level(guessed: float) -> dict[str, Any]:
    return {"type": "line", "xref": "x2 domain", "yref": "y2", "x0": 0, "x1": 1, "y0": guessed, "y1": guessed}


def _notes(guessed: float, name: str, words: Words) -> list[dict[str, Any]]:
    """What the picture is called, what the line is, and what guessing gets."""
    left = {"x": 0, "y": 1, "xanchor": "left", "yanchor": "bottom", "showarrow": False}
    level = {"xref": "x2 domain", "yref": "y2", "x": 1, "y": guessed, "xanchor": "right", "yanchor": "bottom"}
    said = words("answers.guessing", share=f"{guessed:.0%}")
    return [
        left | {"xref": "paper", "yref": "paper", "yshift": 18, "text": f"<b>{words('answers.title')}</b>"} | NAME,
        left | {"xref": "x2 domain", "yref": "y2 domain", "xshift": -2, "yshift": 3, "text": name},
        level | {"showarrow": False, "text": said, "font": {"size": 11}},
    ]


def _table(steps: NDArray[np.int32], shares: NDArray[np.float32], name: str, words: Words) -> Table:
    some = columns(len(steps), len(steps), ROWS)
    listed: dict[str, Values] = {words("axis.step"): steps[some], name: shares[some]}
    return Table(words("answers.caption"), listed, shares=(name,))


def _label(shares: NDArray[np.float32], guessed: float, name: str, words: Words) -> str:
    if not len(shares):
        return words("answers.label_empty")
    return words("answers.label", name=name, share=f"{shares[-1]:.0%}", guessed=f"{guessed:.0%}")
