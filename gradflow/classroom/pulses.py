"""Pulses: what a page asks a room every second or three, answered from memory; the database is asked once a second a
room, however many look, and one that does not answer keeps nobody but the askers of that room."""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field

from gradflow.classroom.answers import ClassAnswers
from gradflow.classroom.learners import Learners
from gradflow.classroom.rooms import Rooms
from gradflow.classroom.store.database import Unavailable
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
class _Kept:
    """found: what there was at that time, or why nothing was. asking: held by who asks the database."""

    at: float = float("-inf")
    found: Pulse | Unavailable | None = None
    asking: threading.Lock = field(default_factory=threading.Lock)


@dataclass
class Pulses:
    rooms: Rooms
    learners: Learners
    answers: ClassAnswers
    networks: Networks
    clock: Callable[[], float] = time.monotonic

    def __post_init__(self) -> None:
        self._rooms: OrderedDict[str, _Kept] = OrderedDict()
        self._looking = threading.Lock()

    def get(self, code: str) -> Pulse | None:
        """None where there is no such room. Raises Unavailable."""
        kept = self._of(code)
        with kept.asking:
            if self.clock() - kept.at >= EVERY:
                try:
                    kept.found = self._taken(code)
                except Unavailable as unavailable:
                    kept.found = unavailable
                kept.at = self.clock()
            found = kept.found
        if isinstance(found, Unavailable):
            raise Unavailable(found.why)
        return found

    def forget(self, code: str) -> None:
        """Something was done in this process: whoever asks next is told at once."""
        kept = self._of(code)
        with kept.asking:
            kept.at = float("-inf")

    def _of(self, code: str) -> _Kept:
        with self._looking:
            kept = self._rooms.setdefault(code, _Kept())
            self._rooms.move_to_end(code)
            while len(self._rooms) > MOST:
                self._rooms.popitem(last=False)
            return kept

    def _taken(self, code: str) -> Pulse | None:
        room = self.rooms.get(code)
        if room is None:
            return None
        item = room.item
        answered = self.answers.count(code, item, room.progress.round) if room.progress.round else 0
        handed_in = self.networks.latest(code, item) if room.progress.is_told else 0.0
        return Pulse(room.version, answered, self.learners.count(code), handed_in)
