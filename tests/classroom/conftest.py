"""The same tests on both databases: a file of SQLite's, and a cluster of PostgreSQL that the first of them starts."""

from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import create_engine, text

from gradflow.classroom.classroom import Classroom
from gradflow.classroom.store.database import database_url
from tests.classroom.klass import Class
from tests.classroom.postgres import cluster


@pytest.fixture(scope="session")
def postgres() -> Iterator[Callable[[], str]]:
    """The URL of a new, empty database at each call."""
    with cluster() as url:
        engine = create_engine(url.format(name="postgres"), isolation_level="AUTOCOMMIT")

        def new() -> str:
            name = f"gradflow_{uuid4().hex}"
            with engine.connect() as connection:
                connection.execute(text(f'CREATE DATABASE "{name}" STRATEGY file_copy'))
            return url.format(name=name)

        yield new
        engine.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return database_url(f"sqlite:///{tmp_path}/rooms.sqlite")
    return database_url(request.getfixturevalue("postgres")())


@pytest.fixture
def classroom(url: str) -> Iterator[Classroom]:
    made = Classroom(url)
    yield made
    made.close()


@pytest.fixture
def klass(classroom: Classroom) -> Class:
    """A class in the lobby of a lesson."""
    return Class(classroom, *classroom.rooms.open("signal"))
