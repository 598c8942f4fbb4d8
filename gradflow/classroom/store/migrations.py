"""Migrations: how a database comes to have the tables of today, from none or from those of any earlier version.

What has been written here stays as it is: a version is one entry, in the SQL that both databases speak.
"""

import secrets

from sqlalchemy import Connection, text

FIRST = (
    "CREATE TABLE room (code TEXT PRIMARY KEY, host_hash TEXT NOT NULL, lesson TEXT NOT NULL, step INTEGER NOT NULL,"
    " phase TEXT NOT NULL, round INTEGER NOT NULL, closes_at DOUBLE PRECISION, flags TEXT NOT NULL,"
    " version INTEGER NOT NULL, opened DOUBLE PRECISION NOT NULL, expires DOUBLE PRECISION NOT NULL)",
    "CREATE TABLE participant (id TEXT NOT NULL, room TEXT NOT NULL REFERENCES room (code) ON DELETE CASCADE,"
    " alias TEXT NOT NULL, extra_time DOUBLE PRECISION NOT NULL, PRIMARY KEY (room, id))",
    "CREATE TABLE answer (room TEXT NOT NULL REFERENCES room (code) ON DELETE CASCADE, participant TEXT NOT NULL,"
    " item TEXT NOT NULL, round INTEGER NOT NULL, value TEXT NOT NULL, confidence INTEGER NOT NULL,"
    " at DOUBLE PRECISION NOT NULL, PRIMARY KEY (room, participant, item, round))",
    "CREATE TABLE event (room TEXT NOT NULL REFERENCES room (code) ON DELETE CASCADE, version INTEGER NOT NULL,"
    " at DOUBLE PRECISION NOT NULL, name TEXT NOT NULL, detail TEXT NOT NULL, PRIMARY KEY (room, version))",
)
REMOVAL = ("ALTER TABLE participant ADD COLUMN removed INTEGER NOT NULL DEFAULT 0",)
STEPS = ("ALTER TABLE room ADD COLUMN steps TEXT NOT NULL DEFAULT 'null'",)
OWN = ("ALTER TABLE room ADD COLUMN own TEXT NOT NULL DEFAULT 'null'",)
WALL = ("ALTER TABLE room ADD COLUMN wall TEXT NOT NULL DEFAULT '{}'",)
VERSIONS = (FIRST, REMOVAL, STEPS, OWN, WALL)  # the statements that lead to version 1, 2, …
TURN = 711_210_917  # a number of ours by which PostgreSQL lets one process migrate at a time


class NewerSchema(ValueError):
    """The tables are those of a gradflow that came after this one."""


def migrate(connection: Connection, to: int = len(VERSIONS)) -> str:
    """Bring the tables to this version, inside the transaction of the connection; returns the cookies' secret."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:turn)"), {"turn": TURN})
    connection.execute(
        text("CREATE TABLE IF NOT EXISTS schema_version (version INTEGER NOT NULL, secret TEXT NOT NULL)")
    )
    known = connection.execute(text("SELECT version, secret FROM schema_version")).first()
    version, secret = known or (0, secrets.token_hex(32))
    if version > len(VERSIONS):
        raise NewerSchema(f"the database is of version {version}, and this gradflow knows {len(VERSIONS)}")
    if known is None:
        connection.execute(text("INSERT INTO schema_version VALUES (0, :secret)"), {"secret": secret})
    for statement in (each for statements in VERSIONS[version:to] for each in statements):
        connection.execute(text(statement))
    if version < to:
        connection.execute(text("UPDATE schema_version SET version = :version"), {"version": to})
    return str(secret)
