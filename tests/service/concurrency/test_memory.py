"""Whether there is room for one more."""

import math

import pytest

from gradflow.engine.core.workspace import MOST_BYTES
from gradflow.service.concurrency.memory import GROWN, LOOKED, RELIEVED, RESERVED, MemoryBudget, resident, system_limit


class Place:
    """A process with so many bytes, on a machine of 100; relieved: how often it was told to let go."""

    def __init__(self, gives: int = 0) -> None:
        self.now, self.used, self.gives, self.relieved = 0.0, 10, gives, 0
        self.memory = MemoryBudget(100, lambda: self.used, self.relieve, lambda: self.now)

    def relieve(self) -> None:
        self.relieved += 1
        self.used -= self.gives

    def asked(self, used: int) -> bool:
        self.now, self.used = self.now + LOOKED, used
        return self.memory.has_room()


@pytest.fixture
def place() -> Place:
    return Place()


def test_there_is_room_up_to_a_part_of_the_limit(place):
    assert place.asked(50) and not place.relieved
    assert not place.asked(51)


def test_what_has_begun_has_its_buffers_reserved():
    assert MemoryBudget(4 * 2**30).most == 4 * 2**30 - RESERVED
    assert RESERVED > MOST_BYTES  # of all workspaces together


def test_those_that_begin_at_once_are_counted_before_they_have_grown(place):
    assert [place.memory.has_room(15) for _ in range(3)] == [True, True, False]  # ten are used, fifty may be
    place.now += GROWN
    assert place.memory.has_room(15)


def test_where_there_is_none_what_nobody_looks_at_is_let_go_now_and_then(place):
    for _ in range(int(2 * RELIEVED / LOOKED)):
        assert not place.asked(99)
    assert place.relieved == 2


def test_what_was_let_go_makes_room():
    place = Place(gives=80)
    assert not place.asked(99)
    place.now += LOOKED
    assert place.memory.has_room()


def test_it_does_not_look_at_every_question(place):
    assert place.asked(10)
    place.used = 99
    assert place.memory.has_room()


def test_a_process_has_some_memory_and_a_machine_a_limit():
    assert 10 * 2**20 < resident() < system_limit() < math.inf
    assert MemoryBudget().has_room() or resident() > MemoryBudget().most


@pytest.mark.parametrize(
    ("files", "limit"),
    [
        ({"system.slice/gradflow.service/memory.max": "2147483648\n", "system.slice/memory.max": "max\n"}, 2**31),
        ({"system.slice/gradflow.service/memory.max": "max\n", "system.slice/memory.max": "1000\n"}, 1000),
        ({"memory.max": "3000\n"}, 3000),  # a container sees its own group as the root
        ({"memory/memory.limit_in_bytes": "4000\n"}, 4000),  # the first version
    ],
)
def test_the_limit_is_that_of_the_service_or_of_what_it_is_in(files, limit, tmp_path):
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    (tmp_path / "own").write_text("0::/system.slice/gradflow.service\n")
    assert system_limit(tmp_path, tmp_path / "own") == limit
