"""Rooms: opened, moved, changed and ended by their host, each in one transaction that sees the room as it is."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select

from gradflow.classroom.codes import hash_of, is_of, new_code, new_secret
from gradflow.classroom.own.asked import OwnLesson
from gradflow.classroom.own.lesson import OWN
from gradflow.classroom.phases import READ, VOTE, Progress, moved
from gradflow.classroom.refused import CROWDED, Refusal
from gradflow.classroom.room import FAVOURITE, FLAGS, PAUSED, REHEARSAL, WALL, Room, locked, log, room_of, write
from gradflow.classroom.store.database import Database
from gradflow.classroom.store.tables import answer, event, participant, room
from gradflow.classroom.wall.arrangement import MOST_PICKED, ORDERS, Arrangement
from gradflow.experiment import described_fields

LASTS = 30 * 86_400.0  # seconds from its opening until a room and all that belongs to it is deleted
WAITS = 86_400.0  # until one is in which no class has begun, or in which one was simulated
MOST = 500  # rooms at once: of the codes that there are, few enough that guessing finds none
LONGEST_VOTE = 3600.0  # seconds
MOST_STEPS = int(described_fields()["steps"].rule.high)


@dataclass(frozen=True)
class Rooms:
    database: Database
    clock: Callable[[], float] = time.time

    def open(self, lesson: str, rehearsal: bool = False, own: OwnLesson | None = None) -> tuple[str, str]:
        """The code of a new room, and the secret of its host, which is known to nobody else from now on. own: checked,
        in the place of a lesson of the course."""
        lesson = lesson if own is None else OWN
        secret, now = new_secret(), self.clock()
        with self.database.write() as connection:
            connection.execute(delete(room).where(room.c.expires < now))
            if connection.execute(select(func.count()).select_from(room)).scalar_one() >= MOST:
                raise Refusal(CROWDED)
            code = new_code()
            while connection.execute(select(room.c.code).where(room.c.code == code)).first():
                code = new_code()
            made = {"code": code, "host_hash": hash_of(secret), "lesson": lesson, "opened": now, "expires": now + WAITS}
            progress, flags = Progress(), [REHEARSAL] if rehearsal else []
            made["own"] = None if own is None else own.to_json()
            made |= {"step": progress.step, "phase": progress.phase, "round": progress.round}
            connection.execute(insert(room).values(made | {"flags": flags, "version": 1, "steps": None, "wall": {}}))
            log(connection, code, 1, now, "open", {"lesson": lesson, "flags": flags})
        return code, secret

    def get(self, code: str) -> Room | None:
        """None for one that there is not, or not any more."""
        with self.database.read() as connection:
            row = connection.execute(select(room).where(room.c.code == code)).first()
        return None if row is None or row.expires < self.clock() else room_of(row)

    def is_host(self, code: str, secret: str) -> bool:
        with self.database.read() as connection:
            kept = connection.execute(select(room.c.host_hash).where(room.c.code == code)).scalar()
        return kept is not None and is_of(secret, kept)

    def move(self, code: str, move: str, steps: int, seconds: float | None = None, version: int | None = None) -> Room:
        """Go on to another phase. steps: how many questions there are. seconds: how long a vote is open; one that is
        begun anew is for as long as it was. version: of the room that the host saw; of two devices that press a button
        one moves the class. Raises OutOfOrder."""
        with self.database.write() as connection:
            before = locked(connection, code, self.clock())
            if version is not None and before.version != version:
                return before
            progress = moved(before.progress, move, steps)
            seconds = _limit(connection, code) if move == "reset" else seconds
            closes = self.clock() + min(seconds, LONGEST_VOTE) if seconds and progress.phase == VOTE else None
            flags = before.flags - {FAVOURITE, WALL} if progress.phase == READ else before.flags
            if move == "reset":
                here = {"room": code, "item": before.item, "round": progress.round}
                connection.execute(delete(answer).where(*(answer.c[name] == value for name, value in here.items())))
            after = replace(before, progress=progress, closes_at=closes, flags=flags - {PAUSED})
            on_show = None if progress.phase == READ else before.steps
            wall = replace(before.wall, picked=()) if progress.phase == READ else before.wall
            after = replace(after, expires=_expires(connection, before), steps=on_show, wall=wall)
            detail = {"step": progress.step, "round": progress.round}
            detail |= {"seconds": seconds} if seconds and progress.phase == VOTE else {}
            return self._write(connection, before, after, move, detail)

    def set(self, code: str, flag: str, on: bool) -> Room:
        """Switch a flag. A vote that ends by itself is open for as much longer as it was paused."""
        if flag not in FLAGS:
            raise ValueError(f"flag is {flag!r}; allowed is {', '.join(FLAGS)}")
        with self.database.write() as connection:
            before = locked(connection, code, self.clock())
            if (flag in before.flags) is on:
                return before  # another device of the host was first
            after = replace(before, flags=before.flags | {flag} if on else before.flags - {flag})
            if flag == PAUSED and before.closes_at is not None and PAUSED in before.flags - after.flags:
                since = _last(connection, code, PAUSED)
                after = replace(after, closes_at=before.closes_at + self.clock() - since)
            return self._write(connection, before, after, flag, {"on": on})

    def show_steps(self, code: str, steps: tuple[int, int] | None) -> Room:
        """Of the run on show, from the first to the last of these; None for all of them."""
        if steps is not None and not 1 <= steps[0] < steps[1] <= MOST_STEPS:
            raise ValueError(f"steps is {steps}; allowed are two, the first below the last, from 1 to {MOST_STEPS}")
        with self.database.write() as connection:
            before = locked(connection, code, self.clock())
            return self._write(connection, before, replace(before, steps=steps), "steps", {"steps": steps})

    def arrange(self, code: str, wall: Arrangement) -> Room:
        """How the networks of the class are on show."""
        if len(wall.picked) > MOST_PICKED or wall.order not in ORDERS:
            raise ValueError(f"{wall} is no arrangement; allowed are {MOST_PICKED} picked, and {', '.join(ORDERS)}")
        with self.database.write() as connection:
            before = locked(connection, code, self.clock())
            detail = {"picked": len(wall.picked), "order": wall.order}
            return self._write(connection, before, replace(before, wall=wall), "arrange", detail)

    def delete(self, code: str) -> bool:
        """The room, and all that belongs to it; whether there was one."""
        with self.database.write() as connection:
            return connection.execute(delete(room).where(room.c.code == code)).rowcount > 0

    def sweep(self) -> int:
        """Delete what has expired; how many rooms that were."""
        with self.database.write() as connection:
            return connection.execute(delete(room).where(room.c.expires < self.clock())).rowcount

    def _write(self, connection: Connection, before: Room, after: Room, name: str, detail: Mapping[str, Any]) -> Room:
        return write(connection, replace(after, version=before.version + 1), self.clock(), name, detail)


def _expires(connection: Connection, before: Room) -> float:
    """Longer once a class is there."""
    anybody = select(participant.c.id).where(participant.c.room == before.code).limit(1)
    is_class = REHEARSAL not in before.flags and connection.execute(anybody).first() is not None
    return before.opened + LASTS if is_class else before.expires


def _limit(connection: Connection, code: str) -> float | None:
    """Seconds that the vote of this round was opened for, None for as long as the host lets it."""
    opened = event.c.name.in_(("vote", "vote_again"))
    asked = select(event.c.detail).where((event.c.room == code) & opened).order_by(event.c.version.desc()).limit(1)
    return connection.execute(asked).scalar_one().get("seconds")


def _last(connection: Connection, code: str, name: str) -> float:
    """When this was done last."""
    asked = select(func.max(event.c.at)).where((event.c.room == code) & (event.c.name == name))
    return connection.execute(asked).scalar_one()
