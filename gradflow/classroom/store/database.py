"""The database of a class: a file of SQLite's, or PostgreSQL by its URL. What fails there is one of a few things that
a page can say in a sentence; what was acknowledged stays."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, IntegrityError
from sqlalchemy.exc import TimeoutError as NoConnection

from gradflow.classroom.store.migrations import NewerSchema, migrate

VARIABLE = "GRADFLOW_DATABASE"
PATIENCE = 5.0  # seconds that a write waits for other programs
TURN = 15.0  # and for others of this process: a lecture hall that comes at once to a busy machine
SQLITE, POSTGRESQL = "sqlite", "postgresql"
ALLOWED = "sqlite:////path/to/file, or postgresql://user@host/name"
FULL, BUSY, LOST, NEWER = "full", "busy", "lost", "newer"
# How a database says what is wrong: PostgreSQL by a code, SQLite in words; whatever is none of these is LOST.
SIGNS = {
    FULL: ("53100", "database or disk is full"),
    BUSY: ("55P03", "40P01", "57014", "database is locked", "database table is locked"),
}


class Unavailable(RuntimeError):
    """why: the key of its sentence under `class.unavailable`: full, busy, lost, newer."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def database_url(said: str = "") -> str:
    """What was said on the command line, else in the environment, else a file where this machine keeps such things.

    Raises ValueError for what is no database of the two kinds."""
    said = said or os.environ.get(VARIABLE, "")
    if not said:
        return f"sqlite:///{_own_file()}"
    try:
        url = make_url(said)
    except ArgumentError:
        raise ValueError(f"{VARIABLE} is no URL of a database; allowed is {ALLOWED}") from None
    if url.get_backend_name() not in (SQLITE, POSTGRESQL) or not url.database:
        raise ValueError(f"{VARIABLE} is of {url.drivername!r}; allowed is {ALLOWED}")
    if url.get_backend_name() == POSTGRESQL:
        url = url.set(drivername="postgresql+psycopg")
    return url.render_as_string(hide_password=False)


class Database:
    """Opened, and brought to the tables of today, when it is first asked for something. url: of `database_url`."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._opening, self._writing = threading.Lock(), threading.Lock()
        self._engine: Engine | None = None
        self._secret = ""

    @property
    def secret(self) -> str:
        """With which the cookies of all who share this database are signed."""
        self._opened()
        return self._secret

    @property
    def is_there(self) -> bool:
        """Whether there is something to open: a file that was made once, or a server."""
        url = make_url(self._url)
        return url.get_backend_name() == POSTGRESQL or Path(url.database or "").is_file()

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A transaction that others' writes to the same rows wait for. Raises Unavailable; then nothing is written."""
        with _failures(), self._turn(), self._opened().begin() as connection:
            yield connection

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Raises Unavailable."""
        with _failures(), self._opened().connect() as connection, connection.execution_options(reads=True).begin():
            yield connection

    def close(self) -> None:
        if self._engine is not None:
            self._engine.dispose()

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """In SQLite one writes at a time, and who waits there looks again now and then, and may miss each turn of many:
        so those of this process wait here, and for the others in the database."""
        alone = make_url(self._url).get_backend_name() == SQLITE
        if alone and not self._writing.acquire(timeout=TURN):
            raise Unavailable(BUSY)
        try:
            yield
        finally:
            if alone:
                self._writing.release()

    def _opened(self) -> Engine:
        with self._opening:
            if self._engine is None:
                with _failures():
                    self._secret, self._engine = _prepared(self._url)
            return self._engine


def _prepared(url: str) -> tuple[str, Engine]:
    """The secret of the cookies, and an engine whose database has the tables of today."""
    engine = _engine(url)
    try:
        with engine.begin() as connection:
            return migrate(connection), engine
    except BaseException:
        engine.dispose()
        raise


def _engine(url: str) -> Engine:
    if make_url(url).get_backend_name() == POSTGRESQL:
        milliseconds = round(1000 * PATIENCE)
        settings = f"-c lock_timeout={milliseconds} -c statement_timeout={2 * milliseconds}"
        said = {"connect_timeout": round(PATIENCE), "options": settings}
        return create_engine(url, connect_args=said, pool_pre_ping=True, pool_timeout=PATIENCE)
    file = make_url(url).database
    if file:
        Path(file).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url, connect_args={"timeout": PATIENCE}, pool_timeout=PATIENCE)
    event.listen(engine, "connect", _set_up)
    event.listen(engine, "begin", _begin)
    return engine


def _set_up(connection: Any, _: Any) -> None:
    """Readers and one writer side by side, and what is acknowledged is on the disk."""
    connection.isolation_level = None  # transactions are begun below, not by Python
    for setting in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {setting}")


def _begin(connection: Connection) -> None:
    """A write takes its turn at once, so that what it has read stands until it has written."""
    reads = connection.get_execution_options().get("reads")
    connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")


@contextmanager
def _failures() -> Iterator[None]:
    try:
        yield
    except IntegrityError:
        raise
    except DBAPIError as error:
        raise Unavailable(_why(error)) from error
    except (NoConnection, OSError) as error:
        raise Unavailable(LOST) from error
    except NewerSchema as error:
        raise Unavailable(NEWER) from error


def _why(error: DBAPIError) -> str:
    said = (getattr(error.orig, "sqlstate", None) or "", str(error.orig))
    return next((why for why, signs in SIGNS.items() if said[0] in signs or any(s in said[1] for s in signs)), LOST)


def _own_file() -> Path:
    """Where systemd says, or where a user's programs keep what lasts."""
    folder = os.environ.get("STATE_DIRECTORY", "").partition(":")[0]
    if folder:
        return Path(folder) / "rooms.sqlite"
    state = os.environ.get("XDG_STATE_HOME") or os.environ.get("LOCALAPPDATA") or Path.home() / ".local" / "state"
    return Path(state) / "gradflow" / "rooms.sqlite"
