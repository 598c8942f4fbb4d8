"""Audience: how many learners are watching, how often each has a new frame, and how long each may train.

A machine that is asked for more than it has loses frames by the hundred, so the governor asks for less
before: first the training of all together is held to its part of the machine, then frames come more
seldom.
"""

import os
import threading
import time
import zlib
from collections.abc import Callable
from dataclasses import dataclass

GONE_AFTER = 5.0  # seconds without a tick: paused, finished or closed, and costing nothing
INTERVALS = ((52, 0.25), (104, 0.33), (156, 0.39), (260, 0.64))  # up to so many learners: seconds between frames
SLOWEST = 1.0
CALM = 0.8  # of a stage's most learners must be left before it comes back, so that one who comes and goes moves nobody
TRAINING_OF_INTERVAL = 0.25  # at most; drawing has the rest of what a tick may work
SPREAD = 3.0  # seconds over which learners move to another interval, not all in one moment
TRAINING_OF_MACHINE = 0.35  # of all cores together, for the training of all learners
MOST_OF_INTERVAL = 0.4  # of it a step may take, or frames come more seldom: a tick that overruns loses its frame


@dataclass
class _Watching:
    """until: when the learner counts as gone; stage: which of the intervals its page has; grid: what it watches."""

    until: float
    stage: int
    grid: bool = False


class Audience:
    """Who has asked for a frame lately."""

    def __init__(self, clock: Callable[[], float] = time.monotonic, cores: int | None = None) -> None:
        self._clock = clock
        self._cores = cores or os.cpu_count() or 1
        self._watching: dict[str, _Watching] = {}
        self._stage = 0
        self._changed = float("-inf")  # when the stage did
        self._grids = 0  # how many watch one
        self._sure = float("-inf")  # until then nobody is gone
        self._changing = threading.Lock()

    def saw(self, learner: str, interval: float = 0.0, grid: bool = False) -> None:
        """This learner asked for a frame just now, and will again after so many seconds; of a grid, or of a run."""
        now = self._clock()
        with self._changing:
            until = now + max(GONE_AFTER, 2 * interval)
            known = self._watching.get(learner)
            if known is None:
                known = self._watching[learner] = _Watching(until, -1)
                self._sure = min(self._sure, until)
            self._grids += grid - known.grid
            known.until, known.grid = until, grid
            self._count(now)
            if known.stage < 0 or now >= self._changed + SPREAD * zlib.crc32(learner.encode()) / 2**32:
                known.stage = self._stage

    def __len__(self) -> int:
        with self._changing:
            return self._count(self._clock())

    @property
    def laboratories(self) -> int:
        """How many learners watch runs, before whom grids stand back."""
        with self._changing:
            return self._count(self._clock()) - self._grids

    @property
    def stage(self) -> int:
        """How many times there have come to be so many learners that each gets fewer frames."""
        return self._stage if len(self) else 0

    @property
    def slowed(self) -> bool:
        """Whether each gets fewer frames."""
        return self.stage > 0

    def interval_for(self, learner: str, seconds_per_step: float = 0.0) -> float:
        """Seconds between two frames of this learner: doubled until a step of its run fits in."""
        with self._changing:
            self._count(self._clock())
            known = self._watching.get(learner)
            interval = _seconds(self._stage if known is None else known.stage)
        while seconds_per_step > MOST_OF_INTERVAL * interval:
            interval *= 2
        return interval

    def share(self, interval: float) -> float:
        """Seconds of training that are one laboratory's in so many seconds, of all that the machine does for them."""
        return TRAINING_OF_MACHINE * self._cores * interval / max(1, self.laboratories)

    def _count(self, now: float) -> int:
        """Forget who is gone, count the others, and see which stage is theirs."""
        if now > self._sure:
            for name in [name for name, watching in self._watching.items() if now > watching.until]:
                self._grids -= self._watching.pop(name).grid
            self._sure = min((watching.until for watching in self._watching.values()), default=float("inf"))
        live = len(self._watching)
        stage = _stage(live)
        if stage < self._stage:  # not before some more have gone
            stage = min(self._stage, _stage(live / CALM))
        if stage != self._stage:
            self._stage, self._changed = stage, now
        return live


def _stage(learners: float) -> int:
    return sum(learners > most for most, _ in INTERVALS)


def _seconds(stage: int) -> float:
    return INTERVALS[stage][1] if stage < len(INTERVALS) else SLOWEST
