"""A simulated class answers as a class may, and only where it was asked for."""

import random

import pytest

from gradflow.classroom.classroom import Classroom
from gradflow.classroom.questions import questions
from gradflow.classroom.rehearsal import answer_of, rehearse
from gradflow.lessons import LESSONS
from gradflow.lessons.checked import checked
from tests.classroom.klass import STEPS, Class


@pytest.mark.parametrize("lesson", LESSONS)
def test_every_simulated_answer_is_one_that_a_learner_could_give(lesson: str):
    chance, votes = random.Random(0), LESSONS[lesson].misconception.rule.answers
    for asked in questions(lesson):
        said = answer_of(asked.asked, votes, chance)
        if asked.asked is None:
            assert said in votes
        else:
            answer = list(said) if isinstance(said, tuple) else said
            assert checked(asked.asked, answer, 3)[0] == said


def test_most_of_forty_answer_once_and_nobody_in_a_room_of_people(tmp_path):
    classroom = Classroom(f"sqlite:///{tmp_path}/rooms.sqlite")
    for rehearsal in (True, False):
        klass = Class(classroom, *classroom.rooms.open("signal", rehearsal))
        klass.go("begin", "vote")
        first = rehearse(klass.room, classroom.learners, classroom.answers)
        assert rehearse(klass.room, classroom.learners, classroom.answers) == 0 if not rehearsal else 24 <= first <= 40
        assert klass.count() == first
    classroom.close()
    assert len(questions("signal")) == STEPS


def test_each_room_is_rehearsed_with_the_same_class(tmp_path):
    classroom = Classroom(f"sqlite:///{tmp_path}/rooms.sqlite")
    given = []
    for _ in range(2):
        klass = Class(classroom, *classroom.rooms.open("signal", True))
        klass.go("begin", "vote")
        rehearse(klass.room, classroom.learners, classroom.answers)
        given.append(sorted(each.answer for each in classroom.answers.of_class(klass.code, klass.room.item, 1)))
    classroom.close()
    assert given[0] == given[1] and len(set(given[0])) > 1
