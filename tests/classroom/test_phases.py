"""One machine of phases: what is out of order cannot be done."""

import pytest

from gradflow.classroom.classroom import Classroom
from gradflow.classroom.phases import MOVES, PHASES, TOLD, OutOfOrder, Progress, moved, possible
from gradflow.classroom.refused import OVER, Refusal
from tests.classroom.klass import Class


def walk(*moves: str, steps: int = 2) -> Progress:
    progress = Progress()
    for move in moves:
        progress = moved(progress, move, steps)
    return progress


def test_a_question_has_two_rounds_and_then_the_next_one_comes():
    twice = walk("begin", "vote", "discuss", "vote_again")
    assert twice == Progress(0, "vote", 2)
    assert "discuss" not in possible(twice, 2)
    assert walk("begin", "vote", "reveal", "run", "explain", "next") == Progress(1, "read", 0)


@pytest.mark.parametrize("phase", PHASES)
def test_nothing_but_its_end_ends_a_class_on_the_last_question_least_of_all_what_leads_on(phase: str):
    leads_on = set(possible(Progress(1, phase, 1), 2)) - {"end"}
    assert "next" not in leads_on
    assert all(moved(Progress(1, phase, 1), move, 2).phase != "ended" for move in leads_on)


@pytest.mark.parametrize("phase", PHASES)
def test_whatever_is_not_possible_is_refused_and_whatever_is_leads_to_a_phase_there_is(phase: str):
    progress = Progress(0, phase, 1)
    for move in MOVES:
        if move in possible(progress, 3):
            assert moved(progress, move, 3).phase in PHASES
        else:
            with pytest.raises(OutOfOrder, match=f"{move} is not possible in the phase {phase}"):
                moved(progress, move, 3)


def test_nothing_leads_back_into_a_vote_once_the_answer_is_out():
    after = {move for phase in TOLD for move in possible(Progress(0, phase, 1), 2)}
    assert after and not after & {"vote", "vote_again", "reset", "discuss"}


def test_a_host_chooses_the_steps_on_show_and_the_next_question_has_all_of_them(klass: Class, classroom: Classroom):
    klass.go("begin", "vote", "reveal", "run")
    assert classroom.rooms.show_steps(klass.code, (10, 40)).steps == klass.room.steps == (10, 40)
    for wrong in ((0, 9), (9, 9), (40, 10), (1, 10**9)):
        with pytest.raises(ValueError, match="allowed are two"):
            classroom.rooms.show_steps(klass.code, wrong)
    assert klass.go("explain").steps == (10, 40)
    assert klass.go("next").steps is None


def test_nobody_new_joins_a_class_that_has_ended_and_who_was_there_is_known(klass: Class, classroom: Classroom):
    klass.join("ann")
    klass.go("end")
    with pytest.raises(Refusal, match=OVER):
        classroom.learners.arrive(klass.code, "bob")
    assert classroom.learners.arrive(klass.code, "ann").id == "ann" and classroom.learners.count(klass.code) == 1


def test_a_vote_that_is_begun_anew_has_the_limit_that_it_had(klass: Class):
    opened, anew = klass.go("begin", "vote", seconds=30).closes_at, klass.go("reset").closes_at
    assert opened and anew and opened < anew < opened + 30
    assert klass.go("discuss", "reset").closes_at
    assert klass.go("discuss", "vote_again", "reset").closes_at is None
