"""Playback: one learner's place in a run.

The run is everybody's; the place, the pace and the pause are the learner's own. To restart is to go
back to the first step of the same run: the numbers would be the same ones again.
"""

import copy
import math
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from gradflow.experiment import Experiment, described_fields
from gradflow.fields import Value
from gradflow.service.training.runs import Runs
from gradflow.trace import Trace

PACES = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)  # steps a second
FIRST_FRAME = 4  # steps shown at once when a run begins, so that there is something to see
FAR_BEHIND = 0.6  # of the pace chosen
LATELY = 0.1  # how much the latest tick counts
LONGEST_WAIT = 1.0  # seconds; a tab that slept goes on where it was instead of leaping


class Plays(Protocol):
    """What can be played: a run, or several together."""

    @property
    def finished(self) -> bool: ...
    def __len__(self) -> int: ...
    def advance(self, until: int, seconds: float, share: float = math.inf) -> None: ...
    def upto(self, steps: int) -> Trace: ...


class Store(Protocol):
    """Where what is played is asked for."""

    def get(self, experiment: Experiment) -> Plays: ...


@dataclass
class Playback:
    """Where a learner is (`step` rows shown), whether it moves, and how fast (steps a second).

    before: what was watched until the latest change, where that began this run; the two change as one. furthest: how
    many rows it has seen. held: it stands still because somebody said so. single: how many rows there were after the
    latest single step. reached: steps a second made lately, 0 before the first. It is moved by the thread that makes
    frames, and by the one that hears of clicks, which never waits for training.
    """

    experiment: Experiment = field(default_factory=Experiment)
    before: Experiment | None = None
    playing: bool = True
    pace: int = 20
    step: int = 0
    furthest: int = 0
    single: int = 0
    held: bool = False
    reached: float = 0.0
    clock: Callable[[], float] = time.monotonic
    _due: float = 0.0
    _ticked: float | None = None
    _moving: threading.RLock = field(default_factory=threading.RLock, repr=False, compare=False)

    def still(self) -> "Playback":
        """A copy that nobody moves."""
        with self._moving:
            return copy.copy(self)

    def open(self, experiment: Experiment, before: Experiment | None = None) -> None:
        """Watch this experiment from its first step; before: what a change made it of."""
        with self._moving:
            self.experiment, self.before = experiment, before
            self.restart()

    def change(self, runs: Runs, **values: Value | None) -> None:
        """From the step on show on, these fields have these values; what was shown stays.

        A run that has made all its steps gets as many again. Raises ValueError for what may not change, or no more.
        """
        with self._moving:
            before, steps = self.experiment, self.experiment.steps
            if self.step == steps:
                before = before.replace(steps=min(2 * steps, int(described_fields()["steps"].rule.high)))
            changed = before.with_change(self.step, **values)
            runs.branch(self.experiment, changed, self.step)
            self.experiment = changed
            self.furthest, self._due = self.step, float(self.step)
            self.play()

    def can_change(self, runs: Runs) -> bool:
        """Whether there is a step to go on from."""
        run = runs.get(self.experiment)
        broken = self.ended(runs) and run.upto(self.step).first_non_finite() is not None
        return self.step > 0 and not broken and self.step < described_fields()["steps"].rule.high

    def restart(self) -> None:
        with self._moving:
            self.step, self.furthest, self._due = 0, 0, 0.0
            self.play()

    def play(self) -> None:
        with self._moving:
            self.playing, self.held, self._ticked, self.reached = True, False, None, 0.0

    def pause(self) -> None:
        """Stand still at the step on show, or at the first frame. What is still being trained is not owed: it would
        move a picture whose controls have been drawn."""
        with self._moving:
            self._hold(min(self._due or FIRST_FRAME, float(max(self.step, FIRST_FRAME))))

    def go(self, step: int) -> None:
        """Pause and show the run as it stood after so many of the steps that have been seen."""
        with self._moving:
            self.step = min(step, self.furthest)
            self._hold(float(self.step))

    def come_to(self, step: int) -> None:
        """Pause and show the run as it stands after so many steps, as soon as they have been made."""
        with self._moving:
            self.step = min(step, self.furthest)
            self._hold(float(step))

    def keep_within(self, first: int, last: int) -> None:
        """Show no step before the first, and stand still at the last."""
        with self._moving:
            if self.step > last or (self.playing and self.step == last):
                self.go(last)
            self._due = max(self._due, float(first))

    def one_step(self) -> None:
        """Pause one step further on; pressed while paused, one step more."""
        with self._moving:
            self._hold(self.step + 1.0 if self.playing else int(max(self._due, self.step)) + 1.0)
            self.single = int(self._due)

    def tick(self, runs: Store, seconds: float, share: float = math.inf) -> Trace:
        """Move on as far as the time since the last tick allows, training for at most `seconds` if need be.

        share: seconds of training that are this learner's since its last tick.
        Returns what has been passed so far; nothing yet while the program of a new shape compiles.
        """
        with self._moving:
            run = runs.get(self.experiment)
            seconds_passed, before = self._move(), self.step
            until = int(self._due)
        run.advance(until, seconds, share)
        with self._moving:
            run = runs.get(self.experiment)  # another than before, if it was opened meanwhile
            self.step = min(int(self._due), len(run))
            self.furthest = max(self.furthest, self.step)
            self._saw(self.step - before, seconds_passed)
            if self.ended(runs):
                self.playing, self._due = False, float(self.step)
            elif self.playing:
                self._due = min(self._due, self.step + 1.0)  # what the machine could not do in time is not owed
            return run.upto(self.step)

    def ended(self, runs: Store) -> bool:
        """Whether the last step there will ever be is on show."""
        run = runs.get(self.experiment)
        return run.finished and self.step == len(run)

    @property
    def waiting(self) -> bool:
        """Whether another frame is to come: it plays, or the one step asked for is still being made."""
        return self.playing or self.step < int(self._due)

    @property
    def rests_at(self) -> int | None:
        """The step at which it stands still, or will; None while it plays, before the first step, and where the run has
        ended by itself."""
        return int(self._due) or None if self.held else None

    def _hold(self, due: float) -> None:
        """Stand still where so many steps are shown."""
        self.playing, self.held, self._due = False, True, due

    @property
    def behind(self) -> bool:
        """Whether it plays far more slowly than it should, because the machine makes no more steps."""
        return self.playing and 0 < self.reached < FAR_BEHIND * self.pace

    def _saw(self, steps: int, seconds: float) -> None:
        """So many steps were made in so much time."""
        if seconds > 0 and steps >= 0:
            latest = steps / seconds
            self.reached = latest if not self.reached else self.reached + LATELY * (latest - self.reached)

    def _move(self) -> float:
        """Let the time since the last tick count, if it plays; how many seconds did."""
        now = self.clock()
        if not self.playing:
            return 0.0
        passed = 0.0 if self._ticked is None else min(now - self._ticked, LONGEST_WAIT)
        self._due = max(self._due, FIRST_FRAME) if self._ticked is None else self._due + self.pace * passed
        self._ticked = now
        return passed
