"""ProbeOutputs: what the network said at its task's probes, looked at every now and then on the way."""

from bisect import bisect_right
from typing import Any

import numpy as np

MOST = 200  # looks kept
SURE = 25  # looks there are at least: whoever goes back among the steps sees answers that are at most 4 % older
PLANE = 1000  # probes from which on answers are kept with three digits: they are seen as colours
CHEAP = 0.02  # seconds; a look that takes longer is followed by a rest of REST times its length
REST = 3

Taken = list[tuple[int, Any]]


class ProbeOutputs:
    """One writer adds; anyone asks. When there are too many, every other one goes. A look is an array, or a record
    of some with their `nbytes`."""

    def __init__(self, steps: int) -> None:
        self.spacing = max(1, steps // SURE)  # steps between two looks
        self._taken: Taken = []
        self._rests_until = 0.0

    def add(self, step: int, answers: Any, begun: float, now: float) -> None:
        """What was answered after so many steps; begun, now: the look's own time."""
        few = answers.astype(np.float16) if isinstance(answers, np.ndarray) and len(answers) >= PLANE else answers
        taken = [*self._taken, (step, few)]
        self._taken = taken if len(taken) <= MOST else [*taken[:-1:2], taken[-1]]
        if now - begun > CHEAP:
            self._rests_until = now + REST * (now - begun)

    def at(self, step: int) -> tuple[int, Any] | None:
        """The latest look after `step` steps or fewer: after how many, and the answers [probe, output]."""
        taken = self._taken
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
        """Whether it is time for a look on the way, or for one at a step that will be on show."""
        return now >= self._rests_until and (shown or self.first is None or step - self.last >= self.spacing)

    @property
    def nbytes(self) -> int:
        return sum(answers.nbytes for _, answers in self._taken)
