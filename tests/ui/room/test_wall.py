"""The wall's maps: which numbers stand below them, and how far a learner's own network goes."""

from dataclasses import replace

from gradflow.classroom.wall.networks import LARGEST
from gradflow.diagnosis.outcome import Outcome
from gradflow.ui.room.wall.shown import _facts
from gradflow.ui.session.lessons.room_session import LEARNER
from tests.classroom.klass import Class
from tests.ui.room.sides import EN, ZH, until_told

OUTCOME = Outcome("", "", 100, None, None, -8.4, None, None, 2.3, 0.1, 2.3, 0.09)


def test_a_map_says_its_accuracy_where_there_is_one_and_a_loss_only_where_there_is_none() -> None:
    assert _facts(OUTCOME, EN) == "−8.4 decades · accuracy 9%"
    assert _facts(replace(OUTCOME, held_out_accuracy=None), EN) == "−8.4 decades"  # not looked at yet
    assert "2.3" in _facts(replace(OUTCOME, accuracy=None, held_out_accuracy=None), ZH)


def test_a_slider_goes_as_far_as_a_network_on_the_wall(klass: Class, side) -> None:
    klass.go("begin", *["next"] * 6, "vote", "reveal", "run")
    learner = side(LEARNER)
    until_told(learner, EN)
    [depth] = [each for each in learner.slider if each.label == EN("field.depth.label")]
    assert depth.max == LARGEST["depth"]
