"""Pulses: a database that does not answer is asked once a second a room, and keeps the askers of no other room."""

import threading

import pytest

from gradflow.classroom.classroom import Classroom
from gradflow.classroom.pulses import Pulses
from gradflow.classroom.room import Room
from gradflow.classroom.store.database import Unavailable


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


class Rooms:
    """Of a store that fails, or, of the slow room, waits until it is let go."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.begun, self.let_go = threading.Event(), threading.Event()

    def get(self, code: str) -> Room | None:
        self.asked.append(code)
        if code == "SLOW":
            self.begun.set()
            self.let_go.wait(10)
            return None
        raise Unavailable("lost")


def pulses(classroom: Classroom) -> tuple[Pulses, Rooms, Clock]:
    rooms, clock = Rooms(), Clock()
    return Pulses(rooms, classroom.learners, classroom.answers, classroom.networks, clock), rooms, clock  # type: ignore[arg-type]


@pytest.fixture
def classroom(tmp_path) -> Classroom:
    return Classroom(f"sqlite:///{tmp_path}/rooms.sqlite")


def test_a_store_that_fails_is_asked_once_a_second(classroom: Classroom):
    asking, rooms, clock = pulses(classroom)
    for now in (0.0, 0.2, 0.9, 1.1, 1.3):
        clock.now = now
        with pytest.raises(Unavailable, match=r"^lost$"):
            asking.get("LOST")
    assert rooms.asked == ["LOST"] * 2


def test_a_room_whose_store_is_slow_keeps_nobody_in_another(classroom: Classroom):
    asking, rooms, _ = pulses(classroom)
    slow = threading.Thread(target=asking.get, args=("SLOW",))
    slow.start()
    assert rooms.begun.wait(10)
    with pytest.raises(Unavailable):
        asking.get("LOST")
    assert slow.is_alive()
    rooms.let_go.set()
    slow.join()
