"""Walk: a learner's place on the way through one forward and one backward pass, in slow motion."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from gradflow.service.viewing.playback import LONGEST_WAIT

PACE = 2.0  # places a second: each has two frames, and a sentence can be read
LONGEST = 25.0  # seconds a walk takes at most; a deeper network is walked faster


@dataclass
class Walk:
    """Where it is (`position`, counted as in `gradflow.diagnosis.passes`) and whether it moves.

    Like a Playback, it is moved by the thread that makes frames, and by the one that hears of clicks.
    """

    position: int = 0
    moving: bool = False
    clock: Callable[[], float] = time.monotonic
    _due: float = 0.0
    _ticked: float | None = None
    _moved: threading.RLock = field(default_factory=threading.RLock, repr=False, compare=False)

    def start(self) -> None:
        """From the input."""
        with self._moved:
            self.go(0)
            self.play()

    def play(self) -> None:
        with self._moved:
            self.moving, self._ticked = True, None

    def pause(self) -> None:
        with self._moved:
            self.moving = False

    def go(self, position: int) -> None:
        """Stand still at this place."""
        with self._moved:
            self.position, self._due, self.moving = position, float(position), False

    def tick(self, last: int, end: int) -> None:
        """Let the time since the last tick count. last: the place where the walk ends; end: where a whole one would."""
        with self._moved:
            now = self.clock()
            if self.moving and self._ticked is not None:
                self._due += max(PACE, end / LONGEST) * min(now - self._ticked, LONGEST_WAIT)
            self._ticked = now
            self._due = min(self._due, float(last))
            self.position = int(self._due)
            if self.position == last:
                self.moving = False
