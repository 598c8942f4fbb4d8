"""What a class said, in words: of numbers and drawings the median, and where the middle half of them lies; what one
learner said, and whether it counts; a name for each."""

from collections.abc import Mapping

import numpy as np

from gradflow import numbers
from gradflow.classroom.phases import Progress
from gradflow.classroom.tally import Tally
from gradflow.lessons.lesson import Asked
from gradflow.lessons.mark import Marked
from gradflow.lessons.memory import Given
from gradflow.lessons.prompt import Estimate, Sketch
from gradflow.lessons.readings import CURVES, LAST
from gradflow.lessons.say import meant, options_of, shown
from gradflow.text import Words


def middle(asked: Asked | None, round_: int, found: Tally, words: Words) -> str:
    """Of numbers, or of where drawings end; "" where there is nothing of that to tell."""
    prompt = asked.prompt if asked else None
    if found.middle is None or not isinstance(prompt, Estimate | Sketch):
        return ""
    low, half, high = (_written(prompt, value) for value in _told(prompt, found.middle))
    key = "class.middle" if isinstance(prompt, Estimate) else "class.middle_drawn"
    return words(key, round=round_, low=low, half=half, high=high)


def named(asked: Asked | None, votes: tuple[str, ...], words: Words) -> dict[str, str]:
    """The options by name, in the reader's language; none where a number or a drawing is asked for."""
    if asked is None:
        return {name: words(f"lessons.vote.{name}") for name in votes}
    return options_of(asked.key, asked.prompt, words)


def said_back(asked: Asked | None, votes: tuple[str, ...], given: Given, words: Words) -> str:
    """An answer, as one says it."""
    options = named(asked, votes, words)
    if given.answer in options:
        return options[str(given.answer)]
    if asked and isinstance(asked.prompt, Estimate):
        return meant(asked.prompt, given.answer, Marked(False, ""))
    return words("class.vote.drawing")


def uncounted(
    progress: Progress, given: Mapping[int, Given], asked: Asked | None, votes: tuple[str, ...], words: Words
) -> str:
    """Once a round takes no answers: that one has committed none in it, and which earlier one is kept; "" for whoever
    has. given: by round."""
    if progress.round in given:
        return ""
    if not given:
        return words("class.vote.none")
    return words("class.vote.earlier", answer=said_back(asked, votes, given[max(given)], words))


def alias(said: str, words: Words) -> str:
    """In the reader's language. said: "quality.animal", behind it a number where many are there."""
    quality, animal, *more = said.split(".")
    named = words("class.alias", quality=words(f"class.quality.{quality}"), animal=words(f"class.animal.{animal}"))
    return " ".join([named, *more])


def _told(prompt: Estimate | Sketch, quartiles: np.ndarray) -> np.ndarray:
    if isinstance(prompt, Estimate):
        return quartiles
    return quartiles[:, 0 if CURVES[prompt.reads][1] == LAST else -1]


def _written(prompt: Estimate | Sketch, value: float) -> str:
    in_decades = isinstance(prompt, Sketch) or prompt.decades
    return numbers.power(value) if in_decades else shown(prompt.reads, float(value))
