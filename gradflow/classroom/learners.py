"""Learners: who has come into a room, under which name, and what their host has granted or taken from them."""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from sqlalchemy import Row, func, insert, select, update

from gradflow.classroom.codes import new_alias
from gradflow.classroom.phases import ENDED
from gradflow.classroom.refused import CROWDED, OVER, Refusal
from gradflow.classroom.room import Room, locked, write
from gradflow.classroom.store.database import Database
from gradflow.classroom.store.tables import participant

MOST = 1000  # of one room
MORE_TIME = 60.0  # seconds that a host grants at once
MOST_TIME = 3600.0


@dataclass(frozen=True)
class Learner:
    """alias: "quality.animal", keys of words. extra_time: seconds beside the others'."""

    id: str
    alias: str
    extra_time: float = 0.0
    removed: bool = False


def late(room: Room, people: Iterable[Learner], now: float) -> tuple[int, float]:
    """How many of these have a vote's extra time still, and seconds until the last of them has none any more."""
    left = [room.left(each.extra_time, now) or 0.0 for each in people if each.extra_time and not each.removed]
    return sum(each > 0 for each in left), max([0.0, *left])


@dataclass(frozen=True)
class Learners:
    database: Database
    clock: Callable[[], float] = time.time

    def arrive(self, code: str, learner: str) -> Learner:
        """Somebody comes, at whatever phase, or is back. Raises Refusal where the room is gone or has no
        place left, and for somebody new where the class has ended."""
        if (known := self.get(code, learner)) is not None:
            return known
        with self.database.write() as connection:
            room = locked(connection, code, self.clock())  # two tabs of one browser come one after the other
            rows = connection.execute(select(participant).where(participant.c.room == code)).all()
            if (row := next((each for each in rows if each.id == learner), None)) is not None:
                return _learner(row)
            if room.progress.phase == ENDED:
                raise Refusal(OVER)
            if len(rows) >= MOST:
                raise Refusal(CROWDED)
            made = Learner(learner, new_alias({each.alias for each in rows}))
            said = {"id": made.id, "room": code, "alias": made.alias, "extra_time": 0.0, "removed": 0}
            connection.execute(insert(participant).values(said))
            return made

    def get(self, code: str, learner: str) -> Learner | None:
        here = (participant.c.room == code) & (participant.c.id == learner)
        with self.database.read() as connection:
            row = connection.execute(select(participant).where(here)).first()
        return None if row is None else _learner(row)

    def of(self, code: str) -> list[Learner]:
        """All of them, by their aliases."""
        with self.database.read() as connection:
            rows = connection.execute(select(participant).where(participant.c.room == code)).all()
        return sorted(map(_learner, rows), key=lambda each: each.alias)

    def count(self, code: str) -> int:
        """Those who may answer."""
        here = (participant.c.room == code) & (participant.c.removed == 0)
        with self.database.read() as connection:
            return connection.execute(select(func.count()).select_from(participant).where(here)).scalar_one()

    def grant(self, code: str, learner: str, seconds: float = MORE_TIME) -> None:
        """More time for one, in every vote of this room that ends by itself."""
        more = func.coalesce(participant.c.extra_time, 0) + seconds
        self._change(code, learner, "extra_time", {"extra_time": more}, {"seconds": seconds})

    def remove(self, code: str, learner: str, removed: bool = True) -> None:
        """Who is removed answers no more, until admitted again; what was answered stays, and does not count."""
        self._change(code, learner, "remove" if removed else "admit", {"removed": int(removed)}, {})

    def _change(self, code: str, learner: str, name: str, values: dict[str, object], detail: dict[str, object]) -> None:
        here = (participant.c.room == code) & (participant.c.id == learner)
        with self.database.write() as connection:
            before = locked(connection, code, self.clock())
            connection.execute(update(participant).where(here).values(values))
            tame = here & (participant.c.extra_time > MOST_TIME)
            connection.execute(update(participant).where(tame).values(extra_time=MOST_TIME))
            after = replace(before, version=before.version + 1)
            write(connection, after, self.clock(), name, {"participant": learner, **detail})


def _learner(row: Row) -> Learner:
    return Learner(row.id, row.alias, row.extra_time, bool(row.removed))
