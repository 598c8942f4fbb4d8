"""Many at once: votes while the vote ends, and pages that ask whether there is something new."""

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from sqlalchemy import select, update

from gradflow.classroom.classroom import Classroom
from gradflow.classroom.refused import Refusal
from gradflow.classroom.store import database
from gradflow.classroom.store.tables import room
from gradflow.classroom.upkeep import keep_up
from tests.classroom.klass import Class


def test_votes_and_the_end_of_a_vote_at_once_lose_nothing_and_take_nothing_too_late(klass: Class, classroom: Classroom):
    """Every answer that was acknowledged is there, and was there when the vote ended."""
    names = [f"learner{number}" for number in range(16)]
    klass.join(*names)
    klass.go("begin", "vote")
    taken, counted, reasons = [], [], set()

    def give(name: str) -> None:
        try:
            klass.answer(name, round_=1)
            taken.append(name)
        except Refusal as refusal:
            reasons.add(refusal.why)

    def end() -> None:
        klass.go("reveal")
        counted.append(klass.count())

    threads = [threading.Thread(target=give, args=(name,)) for name in names]
    threads.insert(8, threading.Thread(target=end))
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert len(taken) == klass.count() == counted[0]
    assert reasons <= {"closed"}


def test_a_pulse_counts_who_is_there_and_has_answered_and_asks_the_database_once_a_second(
    klass: Class, classroom: Classroom
):
    now = [100.0]
    pulses = replace(classroom.pulses, clock=lambda: now[0])
    klass.join("ann", "bob")
    klass.go("begin", "vote")
    klass.answer("ann")
    first = pulses.get(klass.code)
    assert first and (first.answered, first.present, first.version) == (1, 2, klass.room.version)
    klass.answer("bob")
    assert pulses.get(klass.code) == first
    now[0] += 1
    assert getattr(pulses.get(klass.code), "answered", 0) == 2
    assert pulses.get("ZZZZZZ") is None


def test_what_has_expired_goes_while_the_server_runs_and_a_store_that_nobody_asked_for_is_not_made(
    klass: Class, classroom: Classroom, tmp_path
):
    ended, (other, _) = threading.Event(), classroom.rooms.open("signal")
    with classroom.database.write() as connection:
        connection.execute(update(room).where(room.c.code == klass.code).values(expires=1.0))
    unasked = Classroom(f"sqlite:///{tmp_path}/none/rooms.sqlite")
    threads = [keep_up(each, ended, every=0.01) for each in (classroom, unasked)]
    while len(_codes(classroom)) == 2:
        ended.wait(0.01)
    ended.set()
    for each in threads:
        each.join()
    assert _codes(classroom) == [other] and not (tmp_path / "none").exists()


def _codes(classroom: Classroom) -> list[str]:
    with classroom.database.read() as connection:
        return list(connection.execute(select(room.c.code)).scalars())


def test_many_who_write_at_once_wait_for_their_turn_however_short_the_database_s_patience_is(
    tmp_path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(database, "PATIENCE", 0.0)  # SQLite's own: who meets another writer is refused at once
    classroom = Classroom(f"sqlite:///{tmp_path}/rooms.sqlite")
    code, _ = classroom.rooms.open("signal")
    with ThreadPoolExecutor(24) as pool:
        came = list(pool.map(lambda number: classroom.learners.arrive(code, f"learner{number}"), range(48)))
    assert len({each.alias for each in came}) == classroom.learners.count(code) == 48
    classroom.close()
