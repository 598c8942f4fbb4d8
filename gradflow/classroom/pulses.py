"""Pulses: what a page asks a room every second or three, answered from memory; the database is asked once a second a
room, however many look."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from gradflow.classroom.answers import ClassAnswers
from gradflow.classroom.learners import Learners
from gradflow.classroom.rooms import Rooms
from gradflow.classroom.wall.networks import Networks

EVERY = 1.0  # seconds
MOST = 1000  # rooms remembered


@dataclass(frozen=True)
class Pulse:
    """version: of the room; a page that shows another one is drawn anew. answered: in this round, of so many.
    handed_in: when a network for the wall came last."""

    version: int
    answered: int
    present: int
    handed_in: float = 0.0


@dataclass
class Pulses:
    rooms: Rooms
    learners: Learners
    answers: ClassAnswers
    networks: Networks
    clock: Callable[[], float] = time.monotonic

    def __post_init__(self) -> None:
        self._kept: dict[str, tuple[float, Pulse | None]] = {}
        self._asking = threading.Lock()

    def get(self, code: str) -> Pulse | None:
        """None where there is no such room."""
        with self._asking:
            at, pulse = self._kept.get(code, (float("-inf"), None))
            if self.clock() - at >= EVERY:
                pulse = self._taken(code)
                self._kept = dict(list(self._kept.items())[-MOST:]) | {code: (self.clock(), pulse)}
            return pulse

    def forget(self, code: str) -> None:
        """Something was done in this process: whoever asks next is told at once."""
        with self._asking:
            self._kept.pop(code, None)

    def _taken(self, code: str) -> Pulse | None:
        room = self.rooms.get(code)
        if room is None:
            return None
        item = room.item
        answered = self.answers.count(code, item, room.progress.round) if room.progress.round else 0
        handed_in = self.networks.latest(code, item) if room.progress.is_told else 0.0
        return Pulse(room.version, answered, self.learners.count(code), handed_in)
