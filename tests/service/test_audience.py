import pytest

from gradflow.service.audience import GONE_AFTER, Audience


@pytest.mark.parametrize(("learners", "interval"), [(1, 0.25), (12, 0.25), (13, 0.5), (45, 0.5), (46, 1.0), (300, 1.0)])
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
