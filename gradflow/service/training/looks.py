"""Looks: what a run is looked at for besides its trace, every now and then on the way, and only when someone asks."""

from bisect import bisect_right
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from gradflow.inside import Inside, inside_of
from gradflow.inside.record import QUANTILES
from gradflow.service.training.protocols import TrainingProtocol
from gradflow.theory.predict import explain_isometry

MOST = 200  # looks kept
SURE = 25  # looks there are at least: whoever goes back among the steps sees answers that are at most 4 % older
PLANE = 1000  # probes from which on answers are kept with three digits: they are seen as colours
CHEAP = 0.02  # seconds; a look that takes longer is followed by a rest of REST times its length
REST = 3

Taken = list[tuple[int, Any]]


class LookKind(NamedTuple):
    """One kind. ready: whether a training has the program for it; compile: compiles that, in the background.
    take: a training -> what is seen, which says its `nbytes`."""

    ready: Callable[[TrainingProtocol], bool]
    compile: Callable[[TrainingProtocol], object]
    take: Callable[[TrainingProtocol], Any]


def _answers(training: TrainingProtocol) -> Any:
    answers = training.probe_outputs()
    many = isinstance(answers, np.ndarray) and len(answers) >= PLANE
    return answers.astype(np.float16) if many else answers


def _inside(training: TrainingProtocol) -> Inside:
    """Theory, which a view shows beside it, is made here too: in the background, and kept."""
    explain_isometry(training.experiment.at(0), QUANTILES)
    return inside_of(training.experiment.at(max(0, training.step - 1)), training.inspect())


ANSWERS, INSIDE = "answers", "inside"
LOOKS = {
    ANSWERS: LookKind(lambda t: t.has_probe_program(), lambda t: t.compile_probe_outputs(), _answers),
    INSIDE: LookKind(lambda t: t.has_inspect_program(), lambda t: t.compile_inspect(), _inside),
}


class Looks:
    """Of one kind. One writer adds; anyone asks. When there are too many, every other one goes."""

    def __init__(self, steps: int) -> None:
        self.spacing = max(1, steps // SURE)  # steps between two looks
        self._taken: Taken = []
        self._rests_until = 0.0
        self._asked = True  # for one since the latest that was to be on show, or there was none: it is worth its price

    def add(self, step: int, seen: Any, begun: float, now: float, shown: bool = False) -> None:
        """What was seen after so many steps; begun, now: the look's own time. shown: at a step that will be on show."""
        taken = [*self._taken, (step, seen)]
        self._asked = self._asked and not shown
        self._taken = taken if len(taken) <= MOST else [*taken[:-1:2], taken[-1]]
        if now - begun > CHEAP:
            self._rests_until = now + REST * (now - begun)

    def at(self, step: int) -> tuple[int, Any] | None:
        """The latest look after `step` steps or fewer: after how many, and what was seen."""
        taken = self._taken
        self._asked = True
        found = bisect_right(taken, step, key=lambda look: look[0])
        return taken[found - 1] if found else None

    @property
    def first(self) -> int | None:
        """After how many steps the first look was."""
        return self._taken[0][0] if self._taken else None

    @property
    def last(self) -> int:
        """After how many steps the latest look was; -1 before the first."""
        return self._taken[-1][0] if self._taken else -1

    def covers(self, step: int) -> bool:
        """Whether there were looks up to this step."""
        return self.first is not None and self.first <= step <= self.last

    def is_due(self, step: int, now: float, shown: bool = False) -> bool:
        """Whether it is time for a look on the way, or for one at a step that will be on show, where somebody has
        asked since the one before: in a large class answers are drawn more seldom than maps."""
        due = (shown and self._asked) or self.first is None or step - self.last >= self.spacing
        return now >= self._rests_until and due

    @property
    def nbytes(self) -> int:
        return sum(seen.nbytes for _, seen in self._taken)
