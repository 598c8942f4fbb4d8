"""Dated look: what was seen of a run besides its trace, and of which step a picture of it is.

Looks are taken now and then, and those of a run that was trained before anyone asked come one after the other: what a
picture shows is then of an earlier step than all around it, and the picture has to say so.
"""

from typing import Any, Generic, NamedTuple, TypeVar

from gradflow.figures.drawing.style import LEGEND
from gradflow.text import Words
from gradflow.trace import Trace

Seen = TypeVar("Seen")


class DatedLook(NamedTuple, Generic[Seen]):
    """after: how many steps. coming: whether later ones, up to the step on show, are still to be taken."""

    after: int
    seen: Seen
    coming: bool = False


def when(look: DatedLook, trace: Trace, words: Words) -> str:
    """The step whose update it saw, counted as everywhere from 0; and the one on show, where it is on its way there."""
    if look.coming:
        return words("look.coming", step=max(0, look.after - 1), to=len(trace) - 1)
    return words("look.step", step=look.after - 1) if look.after else words("look.first")


def legend(look: DatedLook, trace: Trace, words: Words) -> dict[str, Any]:
    """A legend that begins with it."""
    return LEGEND | {"title": {"text": when(look, trace, words)}}


def dated(look: DatedLook, trace: Trace, sentence: str, words: Words) -> str:
    """A sentence, which says of how many steps it speaks; with the step it is on its way to."""
    return f"{when(look, trace, words)}{words('look.then')}{sentence}" if look.coming else sentence
