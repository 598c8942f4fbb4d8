import pytest

from gradflow.service.viewing.audience import GONE_AFTER, SPREAD, TRAINING_OF_MACHINE, Audience


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def audience(clock) -> Audience:
    return Audience(clock, cores=2)


def watch(audience: Audience, learners: int) -> None:
    for learner in range(learners):
        audience.saw(str(learner))


@pytest.mark.parametrize(
    ("learners", "interval"), [(1, 0.25), (52, 0.25), (53, 0.33), (104, 0.33), (105, 0.39), (157, 0.64), (261, 1.0)]
)
def test_more_learners_fewer_frames(learners, interval, audience):
    watch(audience, learners)
    watch(audience, learners)
    assert len(audience) == learners
    assert audience.interval_for("a newcomer") == interval
    assert audience.slowed is (interval > 0.25)


def test_who_is_gone_does_not_count(audience, clock):
    watch(audience, 100)
    clock.now = GONE_AFTER + 0.1
    assert len(audience) == 0
    assert not audience.slowed
    audience.saw("back")
    assert audience._watching.keys() == {"back"}  # nothing is kept of the others


def test_who_waits_long_for_a_frame_is_not_gone(audience, clock):
    audience.saw("slow", interval=8.0)
    clock.now = 8.1
    assert len(audience) == 1


def test_pages_move_to_another_interval_one_after_the_other(audience, clock):
    watch(audience, 53)
    moved = []
    for clock.now in (0.01, SPREAD / 2, SPREAD):
        watch(audience, 53)
        moved.append(sum(audience.interval_for(str(learner)) == 0.33 for learner in range(53)))
    assert moved[0] <= 2 < moved[1] < 53 == moved[2]


def test_one_who_comes_and_goes_moves_nobody(audience, clock):
    watch(audience, 53)
    for clock.now in range(1, 20):
        watch(audience, 52 + int(clock.now) % 2)
        assert audience.interval_for("a newcomer") == 0.33
    clock.now += GONE_AFTER + 0.1
    watch(audience, 40)
    assert audience.interval_for("a newcomer") == 0.25


@pytest.mark.parametrize(("seconds_per_step", "interval"), [(0.0, 0.25), (0.1, 0.25), (0.11, 0.5), (0.8, 2.0)])
def test_slow_steps_fewer_frames(seconds_per_step, interval, audience):
    assert audience.interval_for("a learner", seconds_per_step) == interval


@pytest.mark.parametrize("learners", [1, 40, 200])
def test_all_training_together_has_its_part_of_the_machine(learners, audience):
    watch(audience, learners)
    assert learners * audience.share(interval=1.0) == pytest.approx(2 * TRAINING_OF_MACHINE)


def test_who_watches_a_grid_is_no_laboratory(audience):
    audience.saw("one")
    audience.saw("other", grid=True)
    assert (len(audience), audience.laboratories) == (2, 1)
    assert audience.share(1.0) == TRAINING_OF_MACHINE * 2
    audience.saw("one", grid=True)  # the same learner went from one page to the other
    assert audience.laboratories == 0
