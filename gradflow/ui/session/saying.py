"""Saying: what is said of a run, at a pace at which it can be read."""

import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")
PACE = 1.0  # seconds a sentence stands while the run that it speaks of goes on


@dataclass
class Saying(Generic[T]):
    """The latest that was said. clock: in seconds."""

    clock: Callable[[], float] = time.monotonic
    _of: Hashable = None
    _said: T | None = None
    _at: float = float("-inf")

    def __call__(self, of: Hashable, say: Callable[[], T], moves: bool) -> T:
        """What there is to say of this: of something else at once, and of what moves not before its time."""
        now = self.clock()
        if self._said is None or not moves or of != self._of or now - self._at >= PACE:
            self._of, self._said, self._at = of, say(), now
        return self._said
