"""What the board is told on which a curve is drawn (ui/frontend/sketch.js)."""

from typing import Any

import numpy as np

from gradflow.lessons.lesson import Asked
from gradflow.lessons.memory import SURE
from gradflow.lessons.prompt import Sketch
from gradflow.lessons.readings import CURVES, LAST, Values, handles_of
from gradflow.text import Words

LINES = (
    *("x", "handle", "below", "above", "level", "unset", "flat", "falls", "bends", "rises", "undo", "clear"),
    *("table", "exponents", "commit", "how", "given", "ghost", "you", "run", "band", "label", "asked", "missing"),
    *("class", "class_first"),
)


def told(asked: Asked, key: str, words: Words) -> dict[str, Any]:
    """Before anything is measured. key: of the answer."""
    prompt, spoken = asked.prompt, words.along(asked.experiment.family.axis)
    assert isinstance(prompt, Sketch)
    said: dict[str, Any] = {line: spoken(f"sketch.{line}") for line in LINES}
    said["y"] = spoken(f"sketch.reads.{prompt.reads}")
    said["sure"] = [words("lessons.sure.title"), *(words(f"lessons.sure.{each}") for each in SURE)]
    return {
        "of": key,
        "at": handles_of(prompt, asked.experiment.network.depth).tolist(),
        "low": prompt.low,
        "high": prompt.high,
        "given": "last" if CURVES[prompt.reads][1] == LAST else "first",
        "words": said,
    }


def listed(values: Values | None) -> list[float | None] | None:
    """What JSON can hold."""
    return None if values is None else [float(each) if np.isfinite(each) else None for each in values]
