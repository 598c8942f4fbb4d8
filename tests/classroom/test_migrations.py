"""A database of any earlier version becomes one of today, with what is in it."""

import pytest
from sqlalchemy import create_engine, inspect, text

from gradflow.classroom.classroom import Classroom
from gradflow.classroom.store.database import Database, Unavailable
from gradflow.classroom.store.migrations import VERSIONS, migrate
from gradflow.classroom.store.tables import SCHEMA
from gradflow.classroom.wall.arrangement import AT_FIRST

ROOM = (
    "INSERT INTO room VALUES ('ABCDEF', 'hash', 'signal', 0, 'lobby', 0, NULL, '[]', 1, 0, 9e9)",
    "INSERT INTO participant (id, room, alias, extra_time) VALUES ('ann', 'ABCDEF', 'calm.owl', 0)",
)


def test_what_a_database_of_the_first_version_holds_is_there_after_it_was_opened_today(url: str):
    engine = create_engine(url)
    with engine.begin() as connection:
        secret = migrate(connection, to=1)
        for statement in ROOM:
            connection.execute(text(statement))
    engine.dispose()
    classroom = Classroom(url)
    (learner,) = classroom.learners.of("ABCDEF")
    assert (learner.alias, learner.removed) == ("calm.owl", False)
    room = classroom.rooms.get("ABCDEF")
    assert room and room.steps is None and room.wall == AT_FIRST
    assert classroom.database.secret == secret
    classroom.close()


def test_the_tables_are_those_that_the_code_knows(url: str):
    engine = create_engine(url)
    with engine.begin() as connection:
        migrate(connection)
        found = inspect(connection)
        assert set(found.get_table_names()) == set(SCHEMA.tables)
        for name, table in SCHEMA.tables.items():
            columns = {column["name"]: column["nullable"] for column in found.get_columns(name)}
            ours = {column.name: column.nullable for column in table.columns}
            primary = found.get_pk_constraint(name)["constrained_columns"]
            assert ours | dict.fromkeys(primary, False) == columns | dict.fromkeys(primary, False)
            assert primary == [column.name for column in table.primary_key]
    engine.dispose()


def test_a_database_of_a_newer_gradflow_is_left_alone(url: str):
    engine = create_engine(url)
    with engine.begin() as connection:
        migrate(connection)
        connection.execute(text(f"UPDATE schema_version SET version = {len(VERSIONS) + 1}"))
    engine.dispose()
    with pytest.raises(Unavailable, match="newer"), Database(url).read():
        pass
