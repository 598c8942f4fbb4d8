"""Room: one as it is at a version, read from its row and written back with the event that changed it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from gradflow.classroom.own.asked import OwnLesson, own_of
from gradflow.classroom.phases import Progress
from gradflow.classroom.questions import item_of, lesson_of, question, questions
from gradflow.classroom.refused import GONE, Refusal
from gradflow.classroom.store.tables import event, room
from gradflow.classroom.wall.arrangement import AT_FIRST, Arrangement
from gradflow.lessons import Lesson
from gradflow.lessons.way import ASK, Station

PAUSED, LOCKED, FAVOURITE, WALL, REHEARSAL = FLAGS = ("paused", "locked", "favourite", "wall", "rehearsal")


@dataclass(frozen=True)
class Room:
    """A room as it is at a version. closes_at: when its vote ends by itself, None for never. flags: those that are on:
    paused, no answers are taken; locked, a run's controls are the teacher's; favourite, the run on show is that in
    which the class's favourite answer would be right; wall, the networks of the class are on show; rehearsal, a class
    is simulated. steps: from which to which one the run is on show, None for all. own: what is asked, where the teacher
    has written it; None in a lesson of the course. wall: how the networks are on show."""

    code: str
    lesson: str
    progress: Progress
    closes_at: float | None = None
    flags: frozenset[str] = frozenset()
    version: int = 1
    opened: float = 0.0
    expires: float = field(default=0.0, compare=False)
    steps: tuple[int, int] | None = None
    own: OwnLesson | None = None
    wall: Arrangement = AT_FIRST

    def left(self, extra_time: float, now: float) -> float | None:
        """Seconds that the vote is still open for a learner, less than 0 after its end; None where the host ends it."""
        return None if self.closes_at is None else self.closes_at + extra_time - now

    @property
    def subject(self) -> Lesson | None:
        """The lesson that it is about; None of one that there is not any more."""
        return lesson_of(self.lesson, self.own)

    @property
    def questions(self) -> tuple[Station, ...]:
        return questions(self.lesson, self.own)

    @property
    def question(self) -> Station | None:
        """The one on show."""
        return question(self.lesson, self.progress.step, self.own)

    @property
    def homework(self) -> int:
        """From which question on they are homework, the items at the end of a lesson of the course; how many questions
        there are where none is."""
        stations = self.questions
        items = (n for n, each in enumerate(stations) if self.own is None and each.kind == ASK and not each.exercise)
        return next(items, len(stations))

    @property
    def item(self) -> str:
        """The key under which answers to it are kept."""
        return item_of(self.lesson, self.progress.step, self.own)


def write(connection: Connection, after: Room, now: float, name: str, detail: Mapping[str, Any]) -> Room:
    """The room as it is from now on, and the event that made it so."""
    progress = {"step": after.progress.step, "phase": after.progress.phase, "round": after.progress.round}
    rest = {"closes_at": after.closes_at, "flags": sorted(after.flags), "version": after.version}
    rest |= {"expires": after.expires, "steps": after.steps, "wall": after.wall.to_json()}
    connection.execute(update(room).where(room.c.code == after.code).values(progress | rest))
    log(connection, after.code, after.version, now, name, detail)
    return after


def log(connection: Connection, code: str, version: int, now: float, name: str, detail: Mapping[str, Any]) -> None:
    connection.execute(insert(event).values(room=code, version=version, at=now, name=name, detail=dict(detail)))


def locked(connection: Connection, code: str, now: float, shared: bool = False) -> Room:
    """The room, which stays as it is until the transaction ends. shared: others that only look at it do not wait."""
    row = connection.execute(select(room).where(room.c.code == code).with_for_update(read=shared)).first()
    if row is None or row.expires < now:
        raise Refusal(GONE)
    return room_of(row)


def room_of(row: Row[Any]) -> Room:
    progress = Progress(row.step, row.phase, row.round)
    flags, steps = frozenset(row.flags), tuple(row.steps) if row.steps else None
    times, own = (row.opened, row.expires), own_of(row.own)
    wall = Arrangement.from_json(row.wall)
    return Room(row.code, row.lesson, progress, row.closes_at, flags, row.version, *times, steps, own, wall)
