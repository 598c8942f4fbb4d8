"""Some digits the network was not trained on, and what it calls them."""

from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gradflow.figures.drawing.style import INK, PAPER
from gradflow.figures.drawing.table import Table
from gradflow.tasks import grey_levels, probes_of
from gradflow.text import Words

EDGE = 8  # pixels of a digit
ACROSS = 6
COLUMN, ROW = EDGE + 3, EDGE + 7  # pixels from one digit to the next; below each there are two lines of words
INK_LEVEL = 16
RIGHT, WRONG = "✓", "✗"
GOOD, BAD = "var(--st-green-text-color)", "var(--st-red-text-color)"


def digits(
    task: str, said: NDArray[np.float32] | None, words: Words, across: int = ACROSS
) -> tuple[list[dict[str, Any]], dict[str, Any], str, Table | None]:
    """The pictures in rows, under each the network's answer, whether it is right, and how sure it is."""
    drawn, axes, places = _sheet(task, across)
    traces, right = [drawn], grey_levels().held_out_targets[: len(places)].argmax(axis=1)
    if said is None:
        return traces, axes, "", None
    named, sure = said.argmax(axis=1), said.max(axis=1)
    annotations = [
        {
            "x": column * COLUMN + (EDGE - 1) / 2,
            "y": row * ROW + EDGE - 0.5,
            "yanchor": "top",
            "showarrow": False,
            "font": {"size": 11, "color": GOOD if answer == truth else BAD},
            "text": _answer(int(answer), answer == truth, float(share), brief=across < ACROSS),
            "hovertext": words("learned.digit", truth=int(truth), answer=int(answer), share=f"{share:.0%}"),
        }
        for (row, column), answer, truth, share in zip(places, named, right, sure, strict=True)
    ]
    answers = [str(answer) if np.isfinite(share) else "NaN" for answer, share in zip(named, sure, strict=True)]
    columns = {
        words("learned.number"): np.arange(1, len(places) + 1, dtype=np.int32),
        words("learned.target"): right.astype(np.int32),
        words("learned.fit"): answers,
        words("learned.sure"): sure,
    }
    table = Table(words("learned.digits"), columns, shares=(words("learned.sure"),))
    label = words("learned.label_digits", digits=len(places), right=int(np.sum(named == right)))
    return traces, axes | {"annotations": annotations}, label, table


@lru_cache
def _sheet(task: str, across: int) -> tuple[dict[str, Any], dict[str, Any], list[tuple[int, int]]]:
    """The pictures as one, their axes, and the row and column of each: the same in every frame."""
    count = len(probes_of(task))
    down = -(-count // across)
    sheet = np.zeros((down * ROW, across * COLUMN), np.uint8)
    places = [divmod(number, across) for number in range(count)]
    for (row, column), pixels in zip(places, grey_levels().held_out_inputs[:count], strict=True):
        sheet[row * ROW :, column * COLUMN :][:EDGE, :EDGE] = pixels.reshape(EDGE, EDGE)
    grey = {"colorscale": [[0, PAPER], [1, INK]], "zmin": 0, "zmax": INK_LEVEL, "showscale": False}
    empty = {"visible": False, "fixedrange": True, "constrain": "domain"}
    axes: dict[str, Any] = {
        "xaxis": empty | {"range": [-2, across * COLUMN - 1]},
        "yaxis": empty | {"range": [down * ROW - 1, -1], "scaleanchor": "x"},
    }
    return {"type": "heatmap", "z": sheet, "hoverinfo": "skip"} | grey, axes, places


def _answer(answer: int, right: bool, share: float, brief: bool) -> str:
    marked = f"{RIGHT} {answer}" if right else f"<b>{WRONG} {answer}</b>"
    if brief and np.isfinite(share):
        return marked
    return f"{marked}<br>{share:.0%}" if np.isfinite(share) else f"<b>{WRONG} NaN</b>"
