"""Networks for the wall: one a learner, the last one, once the answer is out; no answers, and nobody's by name."""

import pytest

from gradflow.classroom.classroom import Classroom
from gradflow.classroom.questions import item_of
from gradflow.classroom.refused import Refusal
from gradflow.classroom.rehearsal import rehearse_wall
from gradflow.classroom.wall.arrangement import AT_FIRST, MOST_PICKED, Arrangement
from gradflow.classroom.wall.networks import LARGEST, MOST_VISITS, STEPS, small
from gradflow.experiment import Experiment, default_of
from gradflow.networks import FAMILIES
from tests.classroom.klass import Class

SIZES = ("depth", "width", "hidden_size", "sequence_length", "batch_size")
TANH = Experiment().replace(activation="tanh")
ITEM = item_of("signal", 0)


def test_each_learner_has_one_on_the_wall_and_equal_ones_are_one_map(klass: Class, classroom: Classroom):
    hand_in = classroom.networks.hand_in
    klass.join("ann", "bob", "cid")
    klass.go("begin", "vote")
    with pytest.raises(Refusal, match=r"^closed$"):
        hand_in(klass.code, "ann", TANH)
    klass.go("reveal", "run")
    hand_in(klass.code, "ann", Experiment())
    for who in ("ann", "bob", "cid"):
        hand_in(klass.code, who, TANH)
    assert classroom.networks.of_class(klass.code, ITEM) == [(small(TANH), 3)]
    classroom.learners.remove(klass.code, "cid")
    with pytest.raises(Refusal, match=r"^removed$"):
        hand_in(klass.code, "cid", TANH)
    assert classroom.networks.of_class(klass.code, ITEM) == [(small(TANH), 2)]
    assert klass.count() == 0


def test_what_the_teacher_picks_is_kept_until_the_next_question(klass: Class, classroom: Classroom):
    klass.go("begin", "vote", "reveal", "run")
    assert klass.room.wall == AT_FIRST
    arranged = Arrangement((small(TANH).to_query(),), "arrives")
    version = klass.room.version
    classroom.rooms.arrange(klass.code, arranged)
    assert (klass.room.wall, klass.room.version) == (arranged, version + 1)
    klass.go("explain", "next")
    assert klass.room.wall == Arrangement((), "arrives")
    for wrong in (Arrangement(("depth=3",) * (MOST_PICKED + 1)), Arrangement(order="names")):
        with pytest.raises(ValueError, match="allowed"):
            classroom.rooms.arrange(klass.code, wrong)


def test_a_pulse_tells_that_one_was_handed_in(klass: Class, classroom: Classroom):
    klass.join("ann")
    klass.go("begin", "vote", "reveal")
    assert getattr(classroom.pulses.get(klass.code), "handed_in", None) == 0.0
    classroom.networks.hand_in(klass.code, "ann", TANH)
    classroom.pulses.forget(klass.code)
    assert getattr(classroom.pulses.get(klass.code), "handed_in", 0.0) > 0


def test_what_is_on_a_wall_is_small_enough_to_be_one_of_many():
    huge = Experiment().replace(depth=100, width=256, steps=2000)
    values = small(huge).values()
    assert (values["depth"], values["width"], values["steps"]) == (LARGEST["depth"], LARGEST["width"], STEPS)


@pytest.mark.parametrize("family", FAMILIES.values(), ids=str)
def test_of_each_family_no_step_on_a_wall_visits_more_units_than_a_wall_can_bear(family):
    described = default_of(family.config).described()
    largest = {name: field.rule.high for name in SIZES if (field := described.get(name))}  # type: ignore[union-attr]
    network = small(default_of(family.config).replace(**largest))
    assert network.family.work(network.network) * network.batch_size <= MOST_VISITS


def test_a_simulated_class_fills_a_wall(tmp_path):
    classroom = Classroom(f"sqlite:///{tmp_path}/rooms.sqlite")
    klass = Class(classroom, *classroom.rooms.open("gates", rehearsal=True))
    for move in ("begin", "vote", "reveal"):
        classroom.rooms.move(klass.code, move, 14)
    assert rehearse_wall(klass.room, classroom.learners, classroom.networks, count=8) == 8
    assert sum(count for _, count in classroom.networks.of_class(klass.code, item_of("gates", 0))) == 8
    classroom.close()
