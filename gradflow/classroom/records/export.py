"""Export: all that is kept of a room, to take along. Aliases and random ids; nothing says who anybody is."""

from typing import Any

from sqlalchemy import select

from gradflow.classroom.refused import GONE, Refusal
from gradflow.classroom.room import room_of
from gradflow.classroom.store.database import Database
from gradflow.classroom.store.tables import answer, event, participant, room

FORMAT = 1


def record(database: Database, code: str) -> dict[str, Any]:
    """One value that JSON can say: the room, who was there, every answer, and what was done in which order, so that the
    hour can be told again without the room. Raises Refusal where there is none."""
    with database.read() as connection:
        row = connection.execute(select(room).where(room.c.code == code)).first()
        if row is None:
            raise Refusal(GONE)
        people, answers, events = (
            connection.execute(select(each).where(each.c.room == code).order_by(order)).mappings().all()
            for each, order in ((participant, participant.c.alias), (answer, answer.c.at), (event, event.c.version))
        )
    there = room_of(row)
    progress = {"step": there.progress.step, "phase": there.progress.phase, "round": there.progress.round}
    return {
        "format": FORMAT,
        "room": code,
        "lesson": there.lesson,
        "own": there.own.to_json() if there.own else None,
        "opened": there.opened,
        "expires": there.expires,
        **progress,
        "participants": [_without_room(each) | {"removed": bool(each["removed"])} for each in people],
        "answers": [_without_room(each) for each in answers],
        "events": [_without_room(each) for each in events],
    }


def _without_room(row: Any) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name != "room"}
