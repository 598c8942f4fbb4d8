import pytest

from gradflow.service.audience import CALM, CORES, GONE_AFTER, INTERVALS, MOST_RARE, Audience


class Clock:
    """Time that passes when told to."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.mark.parametrize(("learners", "interval"), [(1, 0.25), (30, 0.25), (31, 0.5), (80, 0.5), (81, 1.0), (300, 1.0)])
def test_more_learners_fewer_frames(learners, interval):
    audience = Audience()
    for learner in range(learners):
        audience.saw(str(learner))
        audience.saw(str(learner))
    assert len(audience) == learners
    assert audience.interval == interval


def test_who_is_gone_does_not_count():
    now = 0.0
    audience = Audience(clock=lambda: now)
    for learner in range(100):
        audience.saw(str(learner))
    now = GONE_AFTER + 0.1
    assert len(audience) == 0
    assert audience.interval == 0.25
    audience.saw("back")
    assert audience._seen.keys() == {"back"}  # nothing is kept of the others


@pytest.mark.parametrize(("seconds_per_step", "interval"), [(0.0, 0.25), (0.1, 0.25), (0.11, 0.5), (0.8, 2.0)])
def test_slow_steps_fewer_frames(seconds_per_step, interval):
    assert Audience().interval_for(seconds_per_step) == interval


def test_a_crowded_server_has_fewer_frames_and_a_calm_one_has_them_back():
    clock = Clock()
    audience = Audience(clock)
    usual = audience.interval
    for _ in range(2):
        clock.now += 1.0
        audience.worked(3 * CORES)
    assert audience.interval == 4 * usual and audience.slowed
    for _ in range(2 * CALM):
        clock.now += 1.0
        audience.worked(0.1)
    assert audience.interval == usual and not audience.slowed


def test_frames_never_stop():
    clock = Clock()
    audience = Audience(clock)
    for _ in range(50):
        clock.now += 1.0
        audience.worked(100.0)
    assert audience.interval == MOST_RARE * INTERVALS[0][1]
