"""RoomSession: what one browser session holds in a room. Nothing that matters: who somebody is says a cookie, what was
answered the store; a session that is lost is made again from both."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from gradflow.classroom.classroom import Classroom
from gradflow.classroom.learners import Learner, late
from gradflow.classroom.phases import VOTE, OutOfOrder, possible
from gradflow.classroom.refused import GONE, Refusal
from gradflow.classroom.rehearsal import rehearse, rehearse_wall
from gradflow.classroom.room import PAUSED, Room
from gradflow.classroom.store.database import Unavailable
from gradflow.classroom.wall.arrangement import Arrangement
from gradflow.experiment import Experiment
from gradflow.fields import Value
from gradflow.lessons.checked import NoAnswer, checked, checked_vote
from gradflow.lessons.mark import Answer
from gradflow.lessons.memory import Given
from gradflow.lessons.way import Station
from gradflow.tasks.own import Own
from gradflow.ui.session.lessons.asking import Asking

PANE, LEARNER = "pane", "learner"  # sides of a room, beside the projector's


@dataclass
class Trying:
    """A learner's own network, as the controls of a laboratory read and change it."""

    now: Experiment
    own: Own | None = None

    def choose(self, **values: Value | None) -> None:
        self.now = self.now.replace(**values)


@dataclass(kw_only=True)
class RoomSession(Asking):
    """code, screen: of the address. learner: of the cookie, "" for a host. secret: of the host's cookie. me: as the
    store knows the learner. room: as it was when the page was drawn last. answers: the learner's to the question on
    show, by round. seconds: how long the next vote is open, 0 for as long as the host lets it. just_refused: no page
    has said so yet. trying: the learner's own network, for the wall; handed_in: the class has it."""

    classroom: Classroom
    code: str
    screen: str
    learner: str = ""
    secret: str = ""
    me: Learner | None = None
    room: Room
    answers: dict[int, Given] = field(default_factory=dict)
    seconds: int = 0
    just_refused: bool = False
    trying: Trying | None = None
    handed_in: bool = False

    def come(self) -> None:
        """What the store says, for this drawing of the page. Raises Refusal, Unavailable."""
        room = self.classroom.rooms.get(self.code)
        if room is None:
            raise Refusal(GONE)
        if (room.progress.step, room.progress.phase) != (self.room.progress.step, self.room.progress.phase):
            self.hints, self.lab, self.together, self.handed_in = 0, None, None, False
            self.trying = self.trying if room.progress.step == self.room.progress.step else None
            self.refused = self.refused if self.just_refused else ""
        self.just_refused = False
        self.room, self.lesson = room, room.subject
        if self.screen == LEARNER:
            if self.me is None:
                self.classroom.pulses.forget(self.code)  # one more is there
            self.me = self.classroom.learners.arrive(self.code, self.learner)
            key = self.station.key if self.station else ""
            self.answers = self.classroom.answers.of_learner(self.code, self.learner, key)

    @property
    def station(self) -> Station | None:
        """The question on show."""
        return self.room.question

    @property
    def moves(self) -> tuple[str, ...]:
        """What leads the class on from here."""
        return possible(self.room.progress, len(self.room.questions))

    @property
    def draft(self) -> str:
        return f"{self.code}.{1 if self.begins is None else self.room.progress.round}.{self.room.item}"

    @property
    def begins(self) -> Answer | None:
        """In a second round, what was committed in the first; where that is nothing, the first's draft goes on."""
        first = self.answers.get(self.room.progress.round - 1)
        return first.answer if first else None

    @property
    def is_unseen(self) -> bool:
        """Whether nothing of the run is shown, for it would tell what is asked next."""
        return bool(self.station and self.station.asked and self.station.asked.look.unseen)

    @property
    def has_wall(self) -> bool:
        """Whether networks may be handed in, and shown, once the answer is out."""
        return bool(self.room.progress.is_told and self.station and self.station.asked and not self.is_unseen)

    @property
    def given(self) -> Given | None:
        """To the round that is open; once the answer is out, to the last that one took part in."""
        return self.room.progress.latest(self.answers)

    @property
    def left(self) -> float | None:
        """Seconds that this vote is still open, 0 once it is over; None where the host ends it, or has paused it."""
        if self.room.progress.phase != VOTE or PAUSED in self.room.flags:
            return None
        left = self.room.left(self.me.extra_time if self.me else 0.0, self.classroom.rooms.clock())
        return None if left is None else max(0.0, left)

    @property
    def late(self) -> tuple[int, float]:
        """How many have not answered and may for longer than the others; seconds until the last of them may no more."""
        if self.left is None:
            return 0, 0.0
        answered = self.classroom.answers.who(self.code, self.room.item, self.room.progress.round)
        waited_for = (each for each in self.classroom.learners.of(self.code) if each.id not in answered)
        return late(self.room, waited_for, self.classroom.rooms.clock())

    def commit(self, answer: Any, sure: Any) -> None:
        station, round_ = self.station, self.room.progress.round
        if station is None or self.lesson is None:
            return
        try:
            if station.asked:
                value, how_sure = checked(station.asked, answer, sure)
            else:
                value, how_sure = checked_vote(self.lesson.misconception, answer, sure)
        except NoAnswer as missing:
            self.refused = f"lessons.refused.{missing.why}"
            return
        give = partial(self.classroom.answers.give, self.code, self.learner, station.key, round_, value, how_sure)
        if self._done(give):
            self.answers[round_] = Given(value, how_sure)
            self.classroom.pulses.forget(self.code)  # one's own answer counts at once

    def hand_in(self) -> None:
        if self.trying is not None:
            give = partial(self.classroom.networks.hand_in, self.code, self.learner, self.trying.now)
            self.handed_in = self._done(give)

    def move(self, move: str) -> None:
        """The host's. What another device of the host has done before is not done again."""
        steps, rooms = len(self.room.questions), self.classroom.rooms
        seconds = self.seconds if move in ("vote", "vote_again") else None
        self._do(lambda: rooms.move(self.code, move, steps, seconds, self.room.version))

    def set(self, flag: str, on: bool) -> None:
        self._do(lambda: self.classroom.rooms.set(self.code, flag, on))

    def show_steps(self, steps: tuple[int, int] | None) -> None:
        self._do(lambda: self.classroom.rooms.show_steps(self.code, steps))

    def arrange(self, wall: Arrangement) -> None:
        self._do(lambda: self.classroom.rooms.arrange(self.code, wall))

    def grant(self, learner: str) -> None:
        self._do(lambda: self.classroom.learners.grant(self.code, learner))

    def remove(self, learner: str, removed: bool) -> None:
        self._do(lambda: self.classroom.learners.remove(self.code, learner, removed))

    def rehearse(self) -> None:
        kept = self.classroom
        if self.room.progress.is_told:
            self._do(lambda: rehearse_wall(self.room, kept.learners, kept.networks))
        else:
            self._do(lambda: rehearse(self.room, kept.learners, kept.answers))

    def delete(self) -> None:
        self._do(lambda: self.classroom.rooms.delete(self.code))

    def _do(self, change: Callable[[], object]) -> None:
        """The host's: whoever asks for news of the room is told at once."""
        self._done(change)
        self.classroom.pulses.forget(self.code)

    def _done(self, change: Callable[[], object]) -> bool:
        """Whether the store has taken it; `refused` says why not."""
        self.refused = ""
        try:
            change()
        except OutOfOrder:  # another device of the host's was first
            pass
        except Refusal as refusal:
            self.refused = f"class.refused.{refusal.why}"
        except Unavailable as unavailable:
            self.refused = f"class.unavailable.{unavailable.why}"
        self.just_refused = bool(self.refused)
        return not self.refused
