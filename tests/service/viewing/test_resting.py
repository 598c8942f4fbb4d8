"""Where a run stands still because somebody said so: what a link says, and comes to again."""

import pytest

from gradflow.experiment import Experiment
from gradflow.service.training.runs import Runs
from gradflow.service.viewing.playback import Playback


@pytest.fixture
def runs(counting, machine) -> Runs:
    return Runs(machine, counting())


def ticked(learner: Playback, runs: Runs, seconds: float = 2) -> Playback:
    """After four frames a second for so long."""
    times = iter(range(10_000))
    learner.clock = lambda: 100 + 0.25 * next(times)
    for _ in range(int(4 * seconds)):
        learner.tick(runs, seconds=1)
    return learner


def test_one_that_is_led_to_a_step_makes_it_and_stands_there(runs):
    learner = Playback(Experiment(steps=30))
    learner.come_to(20)
    assert learner.waiting and learner.rests_at == 20
    ticked(learner, runs)
    assert (learner.step, learner.waiting, learner.rests_at) == (20, False, 20)
    learner.come_to(10)
    assert (learner.step, learner.waiting, learner.rests_at) == (10, False, 10)


def test_it_rests_where_somebody_said_so_and_not_where_the_run_ended(runs):
    learner = ticked(Playback(Experiment(steps=10)), runs)
    assert not learner.playing and learner.rests_at is None
    learner.go(4)
    assert learner.rests_at == 4
    learner.play()
    assert learner.rests_at is None
    learner.pause()
    assert learner.rests_at == learner.step
    learner.restart()
    assert learner.rests_at is None


def test_one_that_is_kept_within_some_steps_begins_at_the_first_and_rests_at_the_last(runs):
    learner, seen = Playback(Experiment(steps=30)), set()
    times = iter(range(10_000))
    learner.clock = lambda: 100 + 0.05 * next(times)
    for _ in range(100):
        learner.tick(runs, seconds=1)
        learner.keep_within(8, 20)
        seen.add(learner.step)
    assert (learner.step, learner.playing) == (20, False) and len(seen & set(range(8, 21))) > 5
    assert [step for step in seen if step > 20] == []
    learner.go(3)
    learner.keep_within(8, 20)
    assert ticked(learner, runs).step == 8
    learner.restart()
    learner.keep_within(8, 20)
    assert 8 <= ticked(learner, runs, 0.5).step <= 20
