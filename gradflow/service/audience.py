"""Audience: how many learners are watching, and how often each may have a new frame.

Past about 100 % of one core every session's frames are dropped at once, so the frame rate goes down
before that happens.
"""

import threading
import time
from collections.abc import Callable

GONE_AFTER = 5.0  # seconds without a tick: paused, finished or closed, and costing nothing
INTERVALS = ((12, 0.25), (45, 0.5))  # up to so many learners: seconds between frames
SLOWEST = 1.0
MOST_OF_INTERVAL = 0.4  # of it a tick may work; the frames of a tick that overruns its interval are lost


class Audience:
    """Who has asked for a frame lately."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._seen: dict[str, float] = {}
        self._changing = threading.Lock()

    def saw(self, learner: str) -> None:
        """This learner asked for a frame just now."""
        now = self._clock()
        with self._changing:
            self._seen[learner] = now
            for name in [name for name, when in self._seen.items() if now - when > GONE_AFTER]:
                del self._seen[name]

    def __len__(self) -> int:
        now = self._clock()
        with self._changing:
            return sum(now - when <= GONE_AFTER for when in self._seen.values())

    @property
    def interval(self) -> float:
        """Seconds between two frames of one learner."""
        live = len(self)
        return next((seconds for most, seconds in INTERVALS if live <= most), SLOWEST)

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
