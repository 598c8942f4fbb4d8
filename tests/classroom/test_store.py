"""The store on both databases: what is written is looked at in the same transaction, and goes with its room."""

import time

import pytest
from sqlalchemy import func, select

from gradflow.classroom.answers import ClassAnswers
from gradflow.classroom.classroom import Classroom
from gradflow.classroom.learners import Learners
from gradflow.classroom.phases import OutOfOrder
from gradflow.classroom.refused import Refusal
from gradflow.classroom.rooms import LASTS, WAITS, Rooms
from gradflow.classroom.store.tables import SCHEMA
from tests.classroom.klass import STEPS, Class


def refused(why: str):
    return pytest.raises(Refusal, match=f"^{why}$")


def later(classroom: Classroom, seconds: float) -> Classroom:
    """The same rooms, so many seconds from now."""

    def clock() -> float:
        return time.time() + seconds

    classroom.rooms = Rooms(classroom.database, clock)
    classroom.learners = Learners(classroom.database, clock)
    classroom.answers = ClassAnswers(classroom.database, clock)
    return classroom


def test_a_host_is_known_by_a_secret_of_which_a_hash_is_kept(klass: Class, classroom: Classroom):
    assert classroom.rooms.is_host(klass.code, klass.secret)
    assert not classroom.rooms.is_host(klass.code, klass.secret[:-1])
    with classroom.database.read() as connection:
        kept = [str(row) for table in SCHEMA.sorted_tables for row in connection.execute(select(table))]
    assert kept and not any(klass.secret in row for row in kept)


def test_an_answer_counts_while_the_vote_is_open_and_at_no_other_time(klass: Class):
    klass.join("ann", "bob", "cid")
    klass.go("begin")
    with refused("elsewhere"):
        klass.answer("ann", round_=1)
    klass.go("vote")
    klass.answer("ann")
    klass.go("discuss")
    with refused("closed"):
        klass.answer("bob")
    klass.go("vote_again")
    klass.answer("bob")
    klass.answer("ann", -9.0)
    with refused("elsewhere"):
        klass.answer("cid", round_=1)
    klass.go("reveal")
    with refused("closed"):
        klass.answer("cid")
    assert (klass.count(1), klass.count(2)) == (1, 2)


def test_an_answer_is_for_good_and_saying_it_once_more_changes_nothing(klass: Class):
    klass.join("ann")
    klass.go("begin", "vote")
    klass.answer("ann", -12.0, 3)
    klass.answer("ann", -12.0, 3)
    with refused("answered"):
        klass.answer("ann", -11.0, 3)
    assert klass.count() == 1


def test_nobody_answers_who_has_not_joined_or_was_removed(klass: Class, classroom: Classroom):
    klass.join("ann", "bob")
    klass.go("begin", "vote")
    with refused("removed"):
        klass.answer("eve")
    klass.answer("ann")
    classroom.learners.remove(klass.code, "ann")
    with refused("removed"):
        klass.answer("ann")
    assert (klass.count(), classroom.learners.count(klass.code)) == (0, 1)
    classroom.learners.remove(klass.code, "ann", removed=False)
    assert (klass.count(), classroom.learners.count(klass.code)) == (1, 2)


def test_a_pause_takes_no_answers_and_the_next_phase_ends_it(klass: Class, classroom: Classroom):
    klass.join("ann")
    klass.go("begin", "vote")
    classroom.rooms.set(klass.code, "paused", True)
    with refused("paused"):
        klass.answer("ann")
    assert klass.go("discuss", "vote_again").flags == frozenset()
    klass.answer("ann")


def test_a_vote_ends_by_itself_and_later_for_one_who_has_more_time(klass: Class, classroom: Classroom):
    klass.join("ann", "bob")
    klass.go("begin")
    klass.go("vote", seconds=30)
    classroom.learners.grant(klass.code, "ann", 60)
    later(classroom, 40)
    with refused("closed"):
        klass.answer("bob")
    klass.answer("ann")
    later(classroom, 100)
    klass.join("cid")
    with refused("closed"):
        klass.answer("cid")


def test_a_pause_takes_no_time_from_a_vote(klass: Class, classroom: Classroom):
    klass.join("ann")
    klass.go("begin")
    klass.go("vote", seconds=30)
    classroom.rooms.set(klass.code, "paused", True)
    later(classroom, 60)
    classroom.rooms.set(klass.code, "paused", True)  # by another device of the host
    later(classroom, 100)
    classroom.rooms.set(klass.code, "paused", False)
    klass.answer("ann")
    later(classroom, 140)
    klass.join("bob")
    with refused("closed"):
        klass.answer("bob")


def test_a_round_is_begun_anew_and_the_other_one_stays(klass: Class):
    klass.join("ann")
    klass.go("begin", "vote")
    klass.answer("ann")
    klass.go("discuss", "vote_again")
    klass.answer("ann", -9.0)
    klass.go("reset")
    assert (klass.count(1), klass.count(2), klass.room.progress.round) == (1, 0, 2)


def test_a_version_rises_with_what_pages_show_and_two_devices_press_a_button_once(klass: Class, classroom: Classroom):
    first = klass.go("begin")
    seen = [classroom.rooms.move(klass.code, "next", STEPS, version=first.version) for _ in range(2)]
    assert [each.progress.step for each in seen] == [1, 1]
    with pytest.raises(OutOfOrder):
        klass.go("reveal")
    assert klass.room.version == first.version + 1


def test_everybody_has_a_name_of_their_own_and_keeps_it(klass: Class, classroom: Classroom):
    names = [f"learner{number}" for number in range(30)]
    klass.join(*names, *names)
    there = classroom.learners.of(klass.code)
    assert len(there) == len({each.alias for each in there}) == 30


def test_deleting_a_room_leaves_nothing_of_it_and_all_of_another(klass: Class, classroom: Classroom):
    other = Class(classroom, *classroom.rooms.open("signal"))
    for each in (klass, other):
        each.join("ann")
        each.go("begin", "vote")
        each.answer("ann")
    assert classroom.rooms.delete(klass.code)
    assert not classroom.rooms.delete(klass.code)
    for table in SCHEMA.sorted_tables:
        if table.name != "schema_version":
            column = table.c.code if table.name == "room" else table.c.room
            with classroom.database.read() as connection:
                left = connection.execute(select(column).distinct()).scalars().all()
            assert left == [other.code], table.name


def test_a_room_in_which_no_class_began_is_gone_after_a_day_and_one_of_a_class_stays(classroom: Classroom):
    unbegun, empty, class_, simulated = (
        Class(classroom, *classroom.rooms.open("signal", rehearsal)) for rehearsal in (False, False, False, True)
    )
    for each in (unbegun, class_, simulated):
        each.join("ann")
    for each in (empty, class_, simulated):
        each.go("begin")
    later(classroom, WAITS + 1)
    assert [bool(classroom.rooms.get(each.code)) for each in (unbegun, empty, class_, simulated)] == [
        *(False, False, True, False)
    ]
    assert classroom.rooms.sweep() == 3
    class_.go("vote")
    assert class_.room.expires == class_.room.opened + LASTS


def test_a_room_is_gone_after_thirty_days_and_swept_away(klass: Class, classroom: Classroom):
    klass.join("ann")
    klass.go("begin")
    later(classroom, LASTS + 1)
    assert classroom.rooms.get(klass.code) is None
    with refused("gone"):
        classroom.rooms.move(klass.code, "begin", STEPS)
    assert classroom.rooms.sweep() == 1
    with classroom.database.read() as connection:
        assert connection.execute(select(func.count()).select_from(SCHEMA.tables["event"])).scalar_one() == 0
