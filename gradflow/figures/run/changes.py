"""Where a phase of a run begins: a line at the step, and beside it what changed there, or what was trained before."""

from typing import Any

from gradflow.figures.drawing.style import INK, PAPER
from gradflow.text import Words
from gradflow.trace import Trace

LINE: dict[str, Any] = {"width": 1.5, "dash": "dot", "color": INK}
BEGINNING: dict[str, Any] = {"width": 4, "color": INK}  # half of it lies beyond the edge of the picture
MOST_NAMES = 3  # of the latest changes; more would cover the map


def steps_of(trace: Trace) -> list[int]:
    """The steps at which something had changed, as far as the run has come."""
    return sorted({change.step for change in trace.experiment.changes if change.step < len(trace)})


def vertical(step: float, x: str, y: str) -> dict[str, Any]:
    """A line over the whole height of a subplot."""
    return {"type": "line", "xref": x, "yref": f"{y} domain", "x0": step, "x1": step, "y0": 0, "y1": 1, "line": LINE}


def lines(trace: Trace, x: str, y: str) -> list[dict[str, Any]]:
    """One line for every change, between the last step before it and the first one with it; one at the first step of
    weights that were trained before."""
    first = [vertical(-0.5, x, y) | {"line": BEGINNING}] if trace.experiment.start != "random" else []
    return first + [vertical(step - 0.5, x, y) for step in steps_of(trace)]


def labels(trace: Trace, x: str, y: str, words: Words) -> list[dict[str, Any]]:
    """What changed, written along the latest lines; and what was trained before the first step."""
    found = [_along(-0.5, "left", _before(trace, words), x, y)] if trace.experiment.start != "random" else []
    for step in steps_of(trace)[-MOST_NAMES:]:
        made = [change for change in trace.experiment.changes if change.step == step]
        text = "<br>".join(words.set_to(change.name, change.value) for change in made)
        found.append(_along(step - 0.5, "right", text, x, y))
    return found


def _along(step: float, edge: str, text: str, x: str, y: str) -> dict[str, Any]:
    """A text whose edge of that side meets the line."""
    place = {"xref": x, "yref": f"{y} domain", "x": step, "y": 0.5, "xanchor": edge, "yanchor": "middle"}
    look = {"text": text, "textangle": -90, "showarrow": False, "bgcolor": PAPER, "opacity": 0.85}
    return place | look | {"xshift": 3 if edge == "left" else -3, "font": {"size": 11}}


def _before(trace: Trace, words: Words) -> str:
    experiment = trace.experiment
    if source := experiment.source:
        return words("phase.pretrained", task=words.of_choice("task", source.task), steps=source.steps)
    return words("phase.layerwise", steps=experiment.layer_steps)
