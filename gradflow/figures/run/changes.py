"""Where a run was changed in its middle: a line at the step, and beside it what changed."""

from typing import Any

from gradflow.figures.drawing.style import INK, PAPER
from gradflow.text import Words
from gradflow.trace import Trace

LINE: dict[str, Any] = {"width": 1.5, "dash": "dot", "color": INK}
MOST_NAMES = 3  # of the latest changes; more would cover the map


def steps_of(trace: Trace) -> list[int]:
    """The steps at which something had changed, as far as the run has come."""
    return sorted({change.step for change in trace.experiment.changes if change.step < len(trace)})


def vertical(step: float, x: str, y: str) -> dict[str, Any]:
    """A line over the whole height of a subplot."""
    return {"type": "line", "xref": x, "yref": f"{y} domain", "x0": step, "x1": step, "y0": 0, "y1": 1, "line": LINE}


def lines(trace: Trace, x: str, y: str) -> list[dict[str, Any]]:
    """One line for every change, between the last step before it and the first one with it."""
    return [vertical(step - 0.5, x, y) for step in steps_of(trace)]


def labels(trace: Trace, x: str, y: str, words: Words) -> list[dict[str, Any]]:
    """What changed, written along the latest lines."""
    found = []
    for step in steps_of(trace)[-MOST_NAMES:]:
        made = [change for change in trace.experiment.changes if change.step == step]
        text = "<br>".join(words.set_to(change.name, change.value) for change in made)
        place = {"xref": x, "yref": f"{y} domain", "x": step - 0.5, "y": 0.5, "xanchor": "right", "yanchor": "middle"}
        look = {"text": text, "textangle": -90, "showarrow": False, "bgcolor": PAPER, "opacity": 0.85, "xshift": -3}
        found.append(place | look | {"font": {"size": 11}})
    return found
