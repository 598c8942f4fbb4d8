"""What a session in a room shows and hands in: the store's word counts, not its own."""

from collections.abc import Iterator
from unittest.mock import Mock

import pytest

from gradflow.classroom.answers import ClassAnswers
from gradflow.classroom.classroom import Classroom
from gradflow.classroom.store.database import Unavailable
from gradflow.service.server import Server
from gradflow.ui.session.lessons.room_session import LEARNER, PANE, RoomSession
from tests.classroom.klass import Class


@pytest.fixture
def klass(tmp_path) -> Iterator[Class]:
    classroom = Classroom(f"sqlite:///{tmp_path}/rooms.sqlite")
    yield Class(classroom, *classroom.rooms.open("signal"))
    classroom.close()


def session(klass: Class, server: Server, screen: str = LEARNER, who: str = "ann") -> RoomSession:
    made = RoomSession(
        server=server, classroom=klass.classroom, code=klass.code, screen=screen, learner=who, room=klass.room
    )
    made.come()
    return made


def test_a_session_that_is_made_anew_knows_what_was_answered(klass: Class, server: Server):
    klass.go("begin", "vote")
    first = session(klass, server)
    first.commit(-9, 4)
    assert (first.refused, klass.count()) == ("", 1)
    second = session(klass, server)
    assert second.given == first.given and second.me == first.me


def test_what_cannot_be_an_answer_is_refused_as_in_a_lesson_alone(klass: Class, server: Server):
    klass.go("begin", "vote")
    here = session(klass, server)
    here.commit(99, 4)
    assert (here.refused, here.given) == ("lessons.refused.range", None)


def test_an_answer_to_a_page_of_before_does_not_count_and_says_why(klass: Class, server: Server):
    klass.go("begin", "vote")
    here = session(klass, server)
    klass.go("reveal")
    here.commit(-9, 4)
    for _ in range(2):  # the page that is drawn for it, and whatever is drawn after it in that phase
        assert (here.refused, klass.count()) == ("class.refused.closed", 0)
        here.come()
    klass.go("explain")
    here.come()
    assert here.refused == ""
    klass.go("next")
    here.commit(-9, 4)
    assert here.refused == "class.refused.elsewhere"


def test_each_round_is_answered_and_the_last_one_is_what_is_told(klass: Class, server: Server):
    klass.go("begin", "vote")
    here = session(klass, server)
    here.commit(-9, 4)
    klass.go("discuss", "vote_again")
    here.come()
    assert here.given is None
    here.commit(-12, 5)
    klass.go("reveal")
    here.come()
    assert here.given and here.given.answer == -12


def test_two_devices_of_a_host_move_the_class_once(klass: Class, server: Server):
    desk, phone = session(klass, server, PANE), session(klass, server, PANE)
    for each in (desk, phone):
        each.move("begin")
    assert klass.room.progress.phase == "read"
    desk.come()
    desk.seconds = 60
    desk.move("vote")
    desk.come()
    assert desk.left == pytest.approx(60, abs=5)


def test_a_store_that_fails_is_a_sentence_and_no_answer(klass: Class, server: Server, monkeypatch: pytest.MonkeyPatch):
    klass.go("begin", "vote")
    here = session(klass, server)
    monkeypatch.setattr(ClassAnswers, "give", Mock(side_effect=Unavailable("full")))
    here.commit(-9, 4)
    assert (here.refused, here.given, klass.count()) == ("class.unavailable.full", None, 0)
