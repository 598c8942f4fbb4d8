"""The ballot: what its page knows of a learner and of the room."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from gradflow.classroom.learners import Learner
from gradflow.classroom.phases import ENDED, VOTE
from gradflow.classroom.refused import PAUSED
from gradflow.classroom.room import Room
from gradflow.lessons.memory import Given
from gradflow.lessons.way import Station


@dataclass(frozen=True)
class Ballot:
    """now: as the store's clock has it. given: to the question on show, by round. why: the last answer was none, as a
    sentence, or "". sent: what that was, by the names of the form's fields."""

    now: float
    room: Room
    me: Learner
    station: Station | None
    given: Mapping[int, Given]
    why: str = ""
    sent: Mapping[str, Sequence[str]] = field(default_factory=dict)

    @property
    def mine(self) -> Given | None:
        return self.room.progress.latest(self.given)

    @property
    def begins(self) -> Sequence[str]:
        """What the fields of the answer say at first: what was sent and not taken, or in a second round the first
        round's."""
        if self.station and self.sent.get("item") == [self.station.key]:
            return self.sent.get("answer", ())
        first = self.given.get(self.room.progress.round - 1)
        said = first.answer if first else ()
        return [str(each) for each in (said if isinstance(said, tuple) else (said,))]

    @property
    def is_open(self) -> bool:
        """Whether a form is shown: whoever types into it is not disturbed."""
        left = self.room.left(self.me.extra_time, self.now)
        over = left is not None and left < 0
        waits = self.me.removed or PAUSED in self.room.flags or self.mine is not None or over
        return self.room.progress.phase == VOTE and not waits

    @property
    def is_over(self) -> bool:
        return self.room.progress.phase == ENDED
