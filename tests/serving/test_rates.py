"""How often something may happen."""

import pytest

from gradflow.serving import rates
from gradflow.serving.rates import Bucket, Buckets, Rate


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def test_so_many_at_once_and_then_one_after_the_other(clock):
    bucket = Bucket(Rate(3, every=2.0), clock)
    assert [bucket.take() for _ in range(4)] == [0, 0, 0, 2.0]
    clock.now = 1.5
    assert bucket.take() == 0.5
    clock.now = 2.0
    assert [bucket.take(), bucket.take()] == [0, 2.0]


def test_a_long_silence_gives_no_more_than_so_many(clock):
    bucket = Bucket(Rate(2, every=1.0), clock)
    clock.now = 1000.0
    assert [bucket.take() for _ in range(3)] == [0, 0, 1.0]


def test_each_has_its_own_and_who_has_no_bounds_has_none(clock):
    buckets = Buckets(Rate(1, every=1.0), clock)
    assert [buckets.take("a"), buckets.take("b"), buckets.take("a")] == [0, 0, 1.0]
    assert [buckets.take(None) for _ in range(5)] == [0] * 5


def test_who_has_everything_left_is_forgotten(clock):
    buckets = Buckets(Rate(2, every=1.0), clock)
    for name in ("a", "b", "b"):
        buckets.take(name)
    clock.now = 1.0
    buckets.take("c")
    assert list(buckets._buckets) == ["b", "c"]


def test_no_more_of_them_are_remembered_than_is_said(clock, monkeypatch):
    monkeypatch.setattr(rates, "MOST_KEPT", 3)
    buckets = Buckets(Rate(1, every=1.0), clock)
    for number in range(10):
        buckets.take(str(number))
    assert list(buckets._buckets) == ["7", "8", "9"]
