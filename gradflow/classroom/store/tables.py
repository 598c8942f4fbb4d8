"""Tables: what is kept of a class. How a database comes to have them, `migrations` says; times are seconds since 1970,
UTC."""

import json
from typing import Any

from sqlalchemy import Column, Dialect, Float, ForeignKey, Integer, MetaData, PrimaryKeyConstraint, Table, Text
from sqlalchemy.types import TypeDecorator

SCHEMA = MetaData()


class Json(TypeDecorator[Any]):
    """A value as JSON in a column of text, alike in both databases."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        return json.loads(value)


def _of_room(**more: Any) -> Column[str]:
    return Column("room", Text, ForeignKey("room.code", ondelete="CASCADE"), nullable=False, **more)


# What version the tables are at, and the secret with which this database's cookies are signed, by whatever process.
schema_version = Table(
    "schema_version", SCHEMA, Column("version", Integer, nullable=False), Column("secret", Text, nullable=False)
)

# phase, round: of `phases`. closes_at: when a vote ends by itself, or NULL. version: rises with whatever pages show.
# steps: the first and the last of the run on show, or null for all.
# wall: how the networks of the class are on show; {} for as at first.
# own: the experiment and the questions of a teacher's own, or null where the lesson is one of the course.
room = Table(
    "room",
    SCHEMA,
    Column("code", Text, primary_key=True),
    Column("host_hash", Text, nullable=False),
    Column("lesson", Text, nullable=False),
    Column("step", Integer, nullable=False),
    Column("phase", Text, nullable=False),
    Column("round", Integer, nullable=False),
    Column("closes_at", Float),
    Column("flags", Json, nullable=False),
    Column("version", Integer, nullable=False),
    Column("opened", Float, nullable=False),
    Column("expires", Float, nullable=False),
    Column("steps", Json, nullable=False),
    Column("own", Json, nullable=False),
    Column("wall", Json, nullable=False),
)

# extra_time: seconds beside the others'. removed: 1 for who may not answer any more.
participant = Table(
    "participant",
    SCHEMA,
    Column("id", Text, nullable=False),
    _of_room(),
    Column("alias", Text, nullable=False),
    Column("extra_time", Float, nullable=False),
    Column("removed", Integer, nullable=False),
    PrimaryKeyConstraint("room", "id"),
)

answer = Table(
    "answer",
    SCHEMA,
    _of_room(),
    Column("participant", Text, nullable=False),
    Column("item", Text, nullable=False),
    Column("round", Integer, nullable=False),
    Column("value", Json, nullable=False),
    Column("confidence", Integer, nullable=False),
    Column("at", Float, nullable=False),
    PrimaryKeyConstraint("room", "participant", "item", "round"),
)

# Append only: what was done in a room, under the version that it gave rise to.
event = Table(
    "event",
    SCHEMA,
    _of_room(),
    Column("version", Integer, nullable=False),
    Column("at", Float, nullable=False),
    Column("name", Text, nullable=False),
    Column("detail", Json, nullable=False),
    PrimaryKeyConstraint("room", "version"),
)
