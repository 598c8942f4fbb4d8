"""One move: a slider that is being moved goes through values whose runs nobody looks at."""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from gradflow.experiment import Experiment

LASTS = 2.0  # seconds between two choices for the same fields


@dataclass
class OneMove:
    """fields, when: of the choice before."""

    clock: Callable[[], float] = time.monotonic
    fields: frozenset[str] = frozenset()
    when: float = float("-inf")

    def seen(
        self, fields: Iterable[str], before: Experiment | None, last: Experiment, now: Experiment
    ) -> Experiment | None:
        """What was seen before a choice for these fields made `now` of `last`, and is compared with it: `last`, or what
        was seen before that, where both are one move; None where another task's curves say other things."""
        moved, when = self.fields, self.when
        self.fields, self.when = frozenset(fields), self.clock()
        goes_on = moved == self.fields and self.when - when < LASTS and before not in (None, now)
        return (before if goes_on else last) if last.task == now.task else None
