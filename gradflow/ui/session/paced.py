"""Paced: what is made of a run at a pace of its own while the run goes on: sentences, so that they can be read."""

import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")
READING = 0.5  # seconds a sentence stands while the run that it speaks of goes on


@dataclass
class Paced(Generic[T]):
    """The latest that was made. clock: in seconds."""

    clock: Callable[[], float] = time.monotonic
    _of: Hashable = None
    _made: T | None = None
    _at: float = float("-inf")

    def __call__(self, of: Hashable, make: Callable[[], T], pace: float) -> T:
        """What there is of this: of something else at once, and of what is the same not again within `pace` seconds."""
        now = self.clock()
        if self._made is None or of != self._of or now - self._at >= pace:
            self._of, self._made, self._at = of, make(), now
        return self._made
