import pytest

from gradflow.experiment import Experiment
from gradflow.service.training.runs import Runs
from gradflow.service.viewing.playback import FIRST_FRAME, Playback


class Clock:
    """Time that passes when told to."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def playback(clock):
    """playback(steps=…, pace=…): a learner who opens such a run."""
    return lambda steps=300, pace=20: Playback(Experiment(steps=steps), pace=pace, clock=clock)


@pytest.fixture
def frames(counting, clock, machine):
    """frames(learner, seconds): the step it shows after four ticks a second for so long."""
    runs = Runs(machine, counting())

    def show(playback: Playback, seconds: float) -> int:
        for _ in range(int(seconds * 4)):
            clock.now += 0.25
            playback.tick(runs, seconds=0.1)
        return playback.step

    return show


@pytest.mark.parametrize("pace", [1, 10, 200])
def test_keeps_the_pace(frames, playback, pace):
    learner = playback(steps=20_000, pace=pace)
    assert frames(learner, 0.25) == FIRST_FRAME
    assert frames(learner, 10) == pytest.approx(FIRST_FRAME + 10 * pace, abs=1)


def test_pause_stands_still_and_goes_on(frames, playback):
    learner = playback()
    before = frames(learner, 2)
    learner.pause()
    assert frames(learner, 3) == before
    assert not learner.waiting
    learner.play()
    assert before < frames(learner, 1) <= before + 20


def test_paused_before_its_first_frame_it_still_comes_to_that_one(frames, playback):
    learner = playback()
    learner.pause()
    assert frames(learner, 1) == learner.rests_at == FIRST_FRAME


def test_pause_owes_nothing_that_is_still_being_trained(counting, playback, clock, machine):
    learner, runs = playback(), Runs(machine, counting())
    for _ in range(8):
        clock.now += 0.25
        learner.tick(runs, seconds=0.1, share=0.0 if learner.step else 0.1)
    before = learner.step
    learner.pause()
    learner.tick(runs, seconds=10)
    assert (learner.step, learner.waiting) == (before, False)


def test_one_step_is_one_step(frames, playback):
    learner = playback()
    before = frames(learner, 1)
    for i in (1, 2, 3):
        learner.one_step()
        assert frames(learner, 0.25) == before + i
        assert not learner.playing


def test_the_step_that_a_single_step_led_to_is_known(frames, playback):
    learner = playback()
    before = frames(learner, 1)
    assert learner.single == 0
    learner.one_step()
    assert frames(learner, 0.25) == learner.single == before + 1
    learner.play()
    assert frames(learner, 1) > learner.single


@pytest.mark.parametrize("playing", [True, False])
def test_three_clicks_are_three_steps_however_fast(frames, playback, playing):
    learner = playback()
    shown = frames(learner, 1)
    if not playing:
        learner.pause()
    for _ in range(3):
        learner.one_step()
    assert frames(learner, 0.25) == shown + 3


def test_restart_shows_the_same_run_again(frames, playback):
    learner = playback()
    frames(learner, 3)
    learner.restart()
    assert frames(learner, 0.25) == FIRST_FRAME


def test_ends_with_the_run(frames, playback):
    learner = playback(steps=30)
    assert frames(learner, 5) == 30
    assert not learner.playing
    assert not learner.waiting
    learner.one_step()
    assert frames(learner, 0.25) == 30
    assert not learner.waiting


def test_learners_do_not_disturb_each_other(counting, clock, playback, machine):
    runs = Runs(machine, counting())
    fast, slow = playback(pace=100), playback(pace=2)
    for _ in range(8):
        clock.now += 0.25
        fast.tick(runs, 0.1)
        slow.tick(runs, 0.1)
    slow.restart()
    slow.tick(runs, 0.1)
    assert fast.step > 100
    assert slow.step == FIRST_FRAME
    assert len(runs) == 1


def test_a_tab_that_slept_does_not_leap(frames, clock, playback):
    learner = playback()
    before = frames(learner, 1)
    clock.now += 3600
    assert frames(learner, 0.25) <= before + 20


def test_steps_the_machine_cannot_make_are_not_owed(counting, clock, playback, machine):
    runs = Runs(machine, counting(compiled=False))
    learner = playback(pace=1000)
    for _ in range(3):
        clock.now += 0.25
        learner.tick(runs, 0.0)
    assert learner.step <= 8
    assert learner.waiting


def test_a_change_goes_on_from_the_step_on_show(counting, playback, machine):
    runs, learner = Runs(machine, counting()), playback()
    learner.tick(runs, seconds=1)
    step = learner.step
    learner.change(runs, normalization="batch")
    assert learner.experiment == Experiment().with_change(step, normalization="batch")
    assert len(learner.tick(runs, seconds=1)) == step


def test_a_change_after_the_last_step_makes_the_run_longer(counting, playback, clock, machine):
    runs, learner = Runs(machine, counting()), playback(steps=8, pace=100)
    for _ in range(4):
        clock.now += 0.25
        learner.tick(runs, seconds=1)
    assert learner.ended(runs) and learner.can_change(runs)
    learner.change(runs, activation="relu")
    assert (learner.experiment.steps, learner.playing, learner.step) == (16, True, 8)


def test_a_run_without_steps_has_nothing_to_go_on_from(counting, playback, machine):
    assert not playback().can_change(Runs(machine, counting()))


def test_going_back_shows_what_was_recorded_and_playing_goes_on_from_there(counting, playback, clock, machine):
    runs, learner = Runs(machine, counting()), playback(pace=100)
    for _ in range(4):
        clock.now += 0.25
        learner.tick(runs, seconds=1)
    far = learner.step
    learner.go(3)
    assert len(learner.tick(runs, seconds=1)) == 3 and not learner.waiting
    learner.play()
    clock.now += 0.25
    learner.tick(runs, seconds=1)
    assert 3 <= learner.step < far


def test_nobody_goes_to_a_step_that_was_not_seen(frames, playback):
    learner = playback()
    seen = frames(learner, 1)
    learner.go(seen + 100)
    assert (frames(learner, 0.25), learner.playing) == (seen, False)
