"""Tally: what may be shown of a class's answers, and what a teacher may make of it. Fewer than five answers are
nobody's to see: who sits in the room could tell whose they are."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from gradflow.classroom.phases import ROUNDS
from gradflow.lessons.lesson import Asked
from gradflow.lessons.memory import CERTAIN, Given
from gradflow.lessons.prompt import Choose

FEWEST = 5  # answers that are shown
QUARTERS = (0.25, 0.5, 0.75)
REVISIT, DISCUSS, LAST, EXPLAIN = "revisit", "discuss", "last", "explain"
FEW_RIGHT, MANY_RIGHT = 0.3, 0.7  # of a class: below, most lack what the question needs; above, most have it


@dataclass(frozen=True)
class Tally:
    """Of one round. count: how many answered; the rest is None where they were too few to be shown. shares: by option,
    in the question's order. middle: the quartiles of a number, or of a drawing at each handle, [3, handle]."""

    count: int
    shares: dict[str, float] | None = None
    middle: np.ndarray | None = None

    @property
    def favourite(self) -> str:
        """The option that most chose, "" where two are level or nothing is shown."""
        ranked = sorted((self.shares or {}).items(), key=lambda each: -each[1])
        return ranked[0][0] if ranked and (len(ranked) == 1 or ranked[0][1] > ranked[1][1]) else ""


def tally(given: Sequence[Given], options: Sequence[str]) -> Tally:
    """options: the names there are to choose from; none where a number or a drawing is asked for."""
    if len(given) < FEWEST:
        return Tally(len(given))
    if options:
        counted = Counter(each.answer for each in given)
        return Tally(len(given), shares={name: counted[name] / len(given) for name in options})
    return Tally(len(given), middle=_quartiles(np.array([each.answer for each in given], float)))


def _quartiles(answers: np.ndarray) -> np.ndarray:
    """Each of them somebody's answer, so that what is said of it is what is drawn."""
    return np.quantile(answers, QUARTERS, axis=0, method="nearest")


def options_of(asked: Asked | None, votes: Sequence[str]) -> Sequence[str]:
    """votes: the answers to the sentence that is voted on, where nothing is asked."""
    if asked is None:
        return votes
    return [each.name for each in asked.prompt.options] if isinstance(asked.prompt, Choose) else ()


def shares_right(given: Sequence[Given], right: Sequence[bool]) -> tuple[float, float] | None:
    """How many are right, and how many were sure and are not; None where they are too few to be told. right: answer by
    answer."""
    if len(given) < FEWEST:
        return None
    sure = [each.sure >= CERTAIN and not is_right for each, is_right in zip(given, right, strict=True)]
    return sum(right) / len(given), sum(sure) / len(given)


def advice(share: float, round_: int = 1) -> str:
    """What a class of whom so many are right needs next (Mazur's peer instruction); after the last round, nothing more
    of it.

    >>> advice(0.2), advice(0.5), advice(0.2, 2), advice(0.9)
    ('revisit', 'discuss', 'last', 'explain')
    """
    if share > MANY_RIGHT:
        return EXPLAIN
    return LAST if round_ >= ROUNDS else REVISIT if share < FEW_RIGHT else DISCUSS
