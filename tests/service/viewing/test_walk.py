"""The walk's clock: two places a second, faster where the network is deep, and never past the end."""

import pytest

from gradflow.service.viewing.walk import LONGEST, PACE, Walk
from tests.service.viewing.test_playback import Clock


@pytest.fixture
def clock():
    return Clock()


def after(walk: Walk, clock: Clock, seconds: float, last: int, end: int | None = None) -> int:
    """Its place after four ticks a second for so long."""
    for _ in range(int(seconds * 4)):
        clock.now += 0.25
        walk.tick(last, last if end is None else end)
    return walk.position


def started(clock: Clock) -> Walk:
    walk = Walk(clock=clock)
    walk.start()
    walk.tick(41, 41)
    return walk


def test_two_places_a_second(clock):
    assert after(started(clock), clock, 10, last=41) == 10 * PACE


@pytest.mark.parametrize("depth", [1, 20, 100])
def test_a_walk_arrives_in_time_and_stands(clock, depth):
    walk, end = started(clock), 2 * depth + 1
    assert after(walk, clock, LONGEST + 1, last=end) == end
    assert not walk.moving


def test_it_stops_where_the_numbers_do(clock):
    walk = started(clock)
    assert after(walk, clock, 20, last=7, end=41) == 7
    assert not walk.moving


def test_a_pause_is_not_owed(clock):
    walk = started(clock)
    before = after(walk, clock, 3, last=41)
    walk.pause()
    assert after(walk, clock, 5, last=41) == before
    walk.play()
    assert after(walk, clock, 0.25, last=41) == before


def test_a_place_chosen_twice_is_chosen_once(clock):
    walk = started(clock)
    walk.go(5)
    walk.go(5)
    assert after(walk, clock, 3, last=41) == 5 and not walk.moving


def test_in_a_shallower_network_it_stands_at_the_end(clock):
    walk = started(clock)
    walk.go(30)
    walk.tick(9, 9)
    assert walk.position == 9
