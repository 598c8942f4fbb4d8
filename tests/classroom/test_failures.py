"""What goes wrong with a database is one clear sentence, and what was acknowledged is still there."""

import shutil
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from gradflow.classroom.classroom import Classroom
from gradflow.classroom.store import database
from gradflow.classroom.store.database import Database, Unavailable, database_url
from gradflow.text import LANGUAGES, texts
from tests.classroom.klass import STEPS, Class

BEGUN = """
import sys
from gradflow.classroom.classroom import Classroom
from tests.classroom.klass import Class
klass = Class(Classroom(sys.argv[1]), sys.argv[2], "")
for number in range(10_000):
    klass.join(f"learner{number}")
    klass.answer(f"learner{number}", round_=1)
    print(number, flush=True)
"""


def test_a_file_that_another_program_holds_is_busy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(database, "PATIENCE", 0.05)
    classroom = Classroom(f"sqlite:///{tmp_path}/rooms.sqlite")
    code, _ = classroom.rooms.open("signal")
    other = sqlite3.connect(tmp_path / "rooms.sqlite", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(Unavailable, match=r"^busy$"):
        classroom.rooms.move(code, "begin", STEPS)
    assert classroom.rooms.get(code)
    other.close()
    assert classroom.rooms.move(code, "begin", STEPS).version == 2
    classroom.close()


def test_a_full_disk_takes_no_more_and_keeps_what_it_has(tmp_path: Path):
    classroom = Classroom(f"sqlite:///{tmp_path}/rooms.sqlite")
    klass = Class(classroom, *classroom.rooms.open("signal"))
    klass.go("begin", "vote")
    with classroom.database.read() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages + 1}")
    known = 0

    def fill() -> None:
        nonlocal known
        for number in range(1000):
            klass.join(f"learner{number}" * 20)
            known += 1

    with pytest.raises(Unavailable, match=r"^full$"):
        fill()
    assert 0 < known == len(classroom.learners.of(klass.code))
    classroom.close()


def test_a_place_that_cannot_be_written_is_said_and_nothing_is_raised_at_the_start(tmp_path: Path):
    (tmp_path / "file").write_text("")
    rooms = Classroom(f"sqlite:///{tmp_path}/file/rooms.sqlite").rooms
    with pytest.raises(Unavailable, match=r"^lost$"):
        rooms.get("ABCDEF")


def test_a_server_that_is_gone_is_lost_and_comes_back_without_a_restart(postgres):
    url = database_url(postgres())
    classroom = Classroom(url)
    klass = Class(classroom, *classroom.rooms.open("signal"))
    klass.go("begin", "vote")
    klass.join("ann")
    other = create_engine(url)
    with other.connect() as connection:
        others = "datname = current_database() AND pid <> pg_backend_pid()"
        connection.execute(text(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {others}"))
    other.dispose()
    klass.answer("ann")
    assert klass.count() == 1
    classroom.close()
    missing = Database(url.replace("gradflow-pg-", "gradflow-none-"))
    with pytest.raises(Unavailable, match=r"^lost$"), missing.read():
        pass


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no kill -9 here")
def test_a_killed_server_has_lost_no_answer_that_it_acknowledged(url: str):
    classroom = Classroom(url)
    klass = Class(classroom, *classroom.rooms.open("signal"))
    klass.go("begin", "vote")
    with subprocess.Popen([sys.executable, "-c", BEGUN, url, klass.code], stdout=subprocess.PIPE) as server:
        assert server.stdout
        said = [server.stdout.readline() for _ in range(12)]
        server.kill()
        said += server.stdout.readlines()
    assert klass.count() >= max(int(line) for line in said if line.endswith(b"\n")) + 1 >= 12
    assert klass.go("reset").progress.round == 1
    classroom.close()


def test_every_failure_has_its_sentence():
    whys = [database.FULL, database.BUSY, database.LOST, database.NEWER]
    assert {f"class.unavailable.{why}" for why in whys} <= set.intersection(*(set(texts(each)) for each in LANGUAGES))


@pytest.mark.parametrize("said", ["nonsense", "mysql://host/name", "sqlite://", "postgresql://host"])
def test_what_is_no_database_of_ours_is_refused_in_one_sentence_without_its_password(said: str):
    with pytest.raises(ValueError, match=r"GRADFLOW_DATABASE is .*; allowed is sqlite:"):
        database_url(said)


def test_without_a_word_rooms_are_in_a_file_of_this_user_s(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.delenv("GRADFLOW_DATABASE", raising=False)
    monkeypatch.setenv("STATE_DIRECTORY", "")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    assert database_url() == f"sqlite:///{tmp_path}/gradflow/rooms.sqlite"
    Classroom(database_url()).rooms.sweep()
    assert (tmp_path / "gradflow" / "rooms.sqlite").exists()
    shutil.rmtree(tmp_path / "gradflow")
