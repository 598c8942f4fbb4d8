"""Rates: how often something may happen, for each of many who ask."""

import time
from collections import OrderedDict
from collections.abc import Callable
from typing import NamedTuple

MOST_KEPT = 10_000  # askers remembered; the longest silent go first, and are let in anew


class Rate(NamedTuple):
    """So many at once, and then another one after so many seconds each."""

    most: int
    every: float


class Bucket:
    """What one of them has left."""

    def __init__(self, rate: Rate, clock: Callable[[], float] = time.monotonic) -> None:
        self._rate = rate
        self._clock = clock
        self._left, self._last = float(rate.most), clock()

    def take(self) -> float:
        """0 if there is room for one more, which is taken; else the seconds until there is."""
        if wait := self.wait():
            return wait
        self._left -= 1
        return 0.0

    @property
    def is_full(self) -> bool:
        """Whether it is as if nobody had taken anything."""
        return not self.wait() and self._left >= self._rate.most

    def wait(self) -> float:
        """Seconds until there is room for one more; 0 if there is."""
        now = self._clock()
        self._left = min(self._rate.most, self._left + (now - self._last) / self._rate.every)
        self._last = now
        return max(0.0, 1 - self._left) * self._rate.every


class Buckets:
    """One for each who asks, by name; None has no bounds. Whoever has everything left is forgotten."""

    def __init__(self, rate: Rate, clock: Callable[[], float] = time.monotonic) -> None:
        self._rate = rate
        self._clock = clock
        self._buckets: OrderedDict[str, Bucket] = OrderedDict()

    def take(self, name: str | None) -> float:
        """As `Bucket.take`."""
        return self._of(name).take() if name is not None else 0.0

    def wait(self, name: str | None) -> float:
        """As `Bucket.wait`."""
        return self._of(name).wait() if name is not None else 0.0

    def _of(self, name: str) -> Bucket:
        bucket = self._buckets.setdefault(name, Bucket(self._rate, self._clock))
        self._buckets.move_to_end(name)
        while len(self._buckets) > MOST_KEPT or (len(self._buckets) > 1 and next(iter(self._buckets.values())).is_full):
            self._buckets.popitem(last=False)
        return bucket
