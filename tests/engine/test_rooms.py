import threading
import time

import pytest

from gradflow.engine import layered, rooms
from gradflow.engine.shapes import Shape, shape_of
from gradflow.experiment import Experiment


@pytest.fixture
def shapes(monkeypatch) -> list[Shape]:
    """Of one size, of which two fit."""
    found = [shape_of(Experiment(batch_size=8, task=task).replace(width=8)) for task in ("moons", "digits", "curve")]
    monkeypatch.setattr(rooms, "_waiting", type(rooms._waiting)())
    monkeypatch.setattr(rooms, "MOST_BYTES", 2.5 * max(map(rooms._nbytes, found)))
    return found


def borrow(shape: Shape) -> layered.Room:
    with rooms.lent(shape) as (room, give_back):
        give_back(room)
    return room


def test_a_room_is_lent_again(shapes):
    assert borrow(shapes[0]) is borrow(shapes[0])


def test_the_least_recently_lent_goes_first(shapes):
    kept = {shape: borrow(shape) for shape in shapes}
    assert borrow(shapes[1]) is kept[shapes[1]]
    assert borrow(shapes[2]) is kept[shapes[2]]
    assert borrow(shapes[0]) is not kept[shapes[0]]


def test_a_room_that_a_failed_chunk_used_up_is_not_lent_again(shapes):
    with pytest.raises(ZeroDivisionError), rooms.lent(shapes[0]):
        1 / 0  # noqa: B018
    assert rooms._lent == 0
    assert not any(rooms._waiting.values())


def test_what_does_not_fit_beside_the_others_waits_for_them(shapes, monkeypatch):
    monkeypatch.setattr(rooms, "MOST_BYTES", 1)
    second = threading.Thread(target=borrow, args=(shapes[1],))
    with rooms.lent(shapes[0]):
        second.start()
        time.sleep(0.05)
        assert second.is_alive()
    second.join(10)
    assert not second.is_alive()
