"""Paced: what is made of a run at a pace of its own while the run goes on: sentences, so that they can be read."""

import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")
LATE = 3  # frames that what is made stands at most, besides its seconds, where frames come late
READING = 0.5  # seconds a sentence stands while the run that it speaks of goes on


@dataclass
class Paced(Generic[T]):
    """The latest that was made. clock: in seconds."""

    clock: Callable[[], float] = time.monotonic
    _of: Hashable = None
    _made: T | None = None
    _at: float = float("-inf")
    _shown: int = 0  # in so many frames

    def __call__(self, of: Hashable, make: Callable[[], T], pace: float, interval: float = float("inf")) -> T:
        """What there is of this: of something else at once, and of what is the same not again within `pace` seconds.

        interval: seconds between two frames that are in time. A machine that is late with them makes it in as few of
        them as if it were not, so that what lags is not the picture.
        """
        now = self.clock()
        stands = now - self._at < pace or self._shown < min(LATE, pace / interval)
        if self._made is None or of != self._of or not stands:
            self._of, self._made, self._at, self._shown = of, make(), now, 0
        self._shown += 1
        return self._made
