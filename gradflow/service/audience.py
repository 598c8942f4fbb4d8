"""Audience: how many learners are watching, and how often each may have a new frame.

Past about 100 % of one core every session's frames are dropped at once, so the frame rate goes down
before that happens: for the number of learners, and, because a server may be slower than the one this
was measured on or be busy with something else, for how many ticks are at work at once.
"""

import os
import threading
import time
from collections.abc import Callable

GONE_AFTER = 10.0  # seconds without a tick: paused, finished or closed, and costing nothing
INTERVALS = ((30, 0.25), (80, 0.5))  # up to so many learners: seconds between frames
SLOWEST = 1.0
CORES = os.cpu_count() or 1
CROWDED, QUIET = 2.0, 0.5  # ticks at work at once, a core: from here on frames come half as often, or twice
CALM = 5  # seconds that must have been quiet before frames come more often again
MOST_RARE = 8  # times the interval for the number of learners
MOST_OF_INTERVAL = 0.4  # of it a tick may work; the frames of a tick that overruns its interval are lost


class Audience:
    """Who has asked for a frame lately."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._seen: dict[str, float] = {}
        self._changing = threading.Lock()
        self._rarer = 1
        self._worked, self._since, self._calm = 0.0, clock(), 0

    def saw(self, learner: str) -> None:
        """This learner asked for a frame just now."""
        now = self._clock()
        with self._changing:
            self._seen[learner] = now
            for name in [name for name, when in self._seen.items() if now - when > GONE_AFTER]:
                del self._seen[name]

    def worked(self, seconds: float) -> None:
        """A tick took so long; once a second, frames become rarer or more frequent for it."""
        now = self._clock()
        with self._changing:
            self._worked += seconds
            if (elapsed := now - self._since) < 1.0:
                return
            at_once = self._worked / elapsed / CORES
            self._calm = self._calm + 1 if at_once < QUIET else 0
            if at_once > CROWDED:
                self._rarer = min(2 * self._rarer, MOST_RARE)
            elif self._calm >= CALM:
                self._rarer, self._calm = max(self._rarer // 2, 1), 0
            self._worked, self._since = 0.0, now

    def __len__(self) -> int:
        now = self._clock()
        with self._changing:
            return sum(now - when <= GONE_AFTER for when in self._seen.values())

    @property
    def interval(self) -> float:
        """Seconds between two frames of one learner."""
        live = len(self)
        return self._rarer * next((seconds for most, seconds in INTERVALS if live <= most), SLOWEST)

    @property
    def slowed(self) -> bool:
        """Whether there are so many learners that each gets fewer frames."""
        return self.interval > INTERVALS[0][1]

    def interval_for(self, seconds_per_step: float) -> float:
        """The interval for a run whose steps take so long: doubled until one step leaves most of it free."""
        interval = self.interval
        while seconds_per_step > MOST_OF_INTERVAL * interval:
            interval *= 2
        return interval
