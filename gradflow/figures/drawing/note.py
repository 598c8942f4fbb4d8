"""A note in the middle of a picture that has nothing to show yet, in lines that a phone has room for."""

import re
from typing import Any
from unicodedata import east_asian_width

from gradflow.figures.drawing.style import PAPER

ROOM = 38  # letters a line; a Chinese one takes two
_PARTS = re.compile(r"[^\s\u2e80-\uffff]+\s*|[\u2e80-\uffff][，。；：、！？）]*\s*")  # where a line may end


def note(text: str) -> dict[str, Any]:
    """An annotation.

    >>> note("Looking inside the layers. The first look comes in a moment.")["text"]
    'Looking inside the layers. The first<br>look comes in a moment.'
    """
    lines = [""]
    for part in _PARTS.findall(text):
        if lines[-1] and _length((lines[-1] + part).rstrip()) > ROOM:
            lines.append("")
        lines[-1] += part
    said = {"text": "<br>".join(line.rstrip() for line in lines), "font": {"size": 14}}
    place = {"xref": "paper", "yref": "paper", "x": 0.5, "y": 0.5, "showarrow": False}
    return said | place | {"bgcolor": PAPER, "borderpad": 6}


def _length(text: str) -> int:
    return sum(1 + (east_asian_width(letter) in "WF") for letter in text)
