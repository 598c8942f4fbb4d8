"""The network's answers to held-out samples of each class: how often it says which."""

import numpy as np
from numpy.typing import NDArray

from gradflow.figures.drawing.style import COLORSCALE, QUIET, SLIM, title
from gradflow.figures.drawing.table import Table
from gradflow.figures.probes.plane import Drawn, class_names
from gradflow.tasks import probes_of, task_of
from gradflow.text import Words


def classes(task: str, said: NDArray[np.float32] | None, words: Words) -> Drawn:
    """A table: a row for every class, in it the number of its samples that are called each; coloured by the share."""
    about, count = task_of(task), len(probes_of(task))
    right, names = about.data.held_out_targets[:count].argmax(axis=1), class_names(about)
    table, sentence = np.zeros((len(names), len(names)), np.int32), ""
    if said is not None:
        answers = said.argmax(axis=1)
        np.add.at(table, (right, answers), 1)
        sentence = words("learned.label_classes", points=count, right=int(np.sum(answers == right)))
    share = table / np.maximum(table.sum(axis=1, keepdims=True), 1)
    drawn = share if said is not None else np.full_like(share, np.nan)  # of what is not known yet nothing is coloured
    bar = SLIM | {"tickformat": ".0%", "tickvals": [0, 0.5, 1]}
    cells = {
        "type": "heatmap",
        "z": drawn.astype(np.float32),
        "text": [[str(number) if said is not None else "" for number in row] for row in table.tolist()],
        "texttemplate": "%{text}",
        "hovertemplate": words("learned.cell"),
        "x": names,
        "y": names,
        "coloraxis": "coloraxis",
    }
    together = {"type": "category", "automargin": True}
    axes = {
        "xaxis": QUIET | together | title(words("learned.fit")),
        "yaxis": QUIET | together | {"autorange": "reversed"} | title(words("learned.class")),
        "coloraxis": {"colorscale": COLORSCALE, "cmin": 0, "cmax": 1, "colorbar": bar},
    }
    columns = {words("learned.class"): names} | {name: table[:, place].copy() for place, name in enumerate(names)}
    heard = Table(words("learned.caption_classes"), columns) if said is not None else None
    return [cells], axes, sentence, heard
