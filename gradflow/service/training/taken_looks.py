"""TakenLooks: the looks that a run has been asked for, by kind, taken while it trains."""

import time
from concurrent.futures import Future
from typing import Any

from gradflow.service.concurrency.machine import Machine
from gradflow.service.training.looks import LOOKS, Looks
from gradflow.service.training.protocols import TrainingProtocol


class TakenLooks:
    """wanted: the kinds that someone has asked for (`LOOKS`). Who asks for a step before the first look makes the
    training begin again, unseen: equal experiments give equal numbers."""

    def __init__(self, steps: int, machine: Machine) -> None:
        self.wanted: frozenset[str] = frozenset()
        self._steps = steps
        self._machine = machine
        self._asking: dict[str, Future[object]] = {}
        self._of = {kind: Looks(steps) for kind in LOOKS}

    def begin_again(self, step: int) -> None:
        """Training begins at its first step: looks that began later than at `step` are taken again, in order."""
        for kind, looks in self._of.items():
            if looks.first is None or looks.first > step:
                self._of[kind] = Looks(self._steps)

    def want(self, kind: str) -> None:
        """From now on, look for this too."""
        self.wanted |= {kind}

    def at(self, kind: str, step: int) -> tuple[int, Any] | None:
        """The latest look of a kind after `step` steps or fewer: after how many, and what was seen."""
        return self._of[kind].at(step)

    def covers(self, kind: str, step: int) -> bool:
        """Whether there were looks of a kind up to this step."""
        return self._of[kind].covers(step)

    def owes(self, step: int) -> bool:
        """Whether a look that is wanted has not been taken up to this step."""
        return not all(self.covers(kind, step) for kind in self.wanted)

    @property
    def spacing(self) -> int:
        """How many steps there may be between two looks, of a run that is looked at."""
        return self._of[next(iter(LOOKS))].spacing

    @property
    def nbytes(self) -> int:
        return sum(looks.nbytes for looks in self._of.values())

    def is_past(self, training: TrainingProtocol, until: int) -> bool:
        """Whether a look is wanted at a step that training has passed without one."""
        firsts = {kind: self._of[kind].first for kind in self.wanted}
        return any(
            until < (training.step if first is None else first) and LOOKS[kind].ready(training)
            for kind, first in firsts.items()
        )

    def is_behind(self, training: TrainingProtocol) -> bool:
        """Whether a look is wanted of where training is now."""
        return any(self._of[kind].last < training.step for kind in self.wanted)

    def look(self, training: TrainingProtocol, shown: bool = False) -> None:
        """Look if it is time to; shown: the step now reached will be on show. What it begins with has to be there."""
        if training.pretraining:
            return
        for kind in sorted(self.wanted):
            looks, begun = self._of[kind], time.monotonic()
            if training.step <= looks.last:
                continue
            if not LOOKS[kind].ready(training):
                self._ask(kind, training)
            elif training.finished or looks.is_due(training.step, begun, shown):
                looks.add(training.step, LOOKS[kind].take(training), begun, time.monotonic(), shown)

    def _ask(self, kind: str, training: TrainingProtocol) -> None:
        """For its program, in the background; an error there is that of who asks again."""
        asking = self._asking.get(kind)
        if asking is None or asking.done():
            if asking is not None:
                asking.result()
            self._asking[kind] = self._machine.compiler.submit(LOOKS[kind].compile, training)
