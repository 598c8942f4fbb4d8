"""How a learner answers without a browser: what the second round begins from, and what one is told of one's answer."""

import re

import pytest

from gradflow.ui.session.lessons.room_session import LEARNER
from tests.classroom.klass import STEPS, Class
from tests.ui.app import App
from tests.ui.room.sides import EN, ZH, press, said, session_of, until_told


def commit(app: App, number: int) -> None:
    app.number_input[0].set_value(number)
    app.radio[0].set_value(4)
    press(app, "lessons.commit")


def test_a_second_round_begins_from_the_first_answer_and_asks_anew_how_sure_one_is(klass: Class, side) -> None:
    klass.go("begin", "vote")
    app = side(LEARNER)
    commit(app, -8)
    klass.go("discuss", "vote_again")
    app.run()
    assert (app.number_input[0].value, app.radio[0].value) == (-8, None)
    assert EN("class.vote.first", answer="10⁻⁸") in said(app) and klass.count(2) == 0


def test_one_s_own_answer_counts_at_once(klass: Class, side) -> None:
    klass.go("begin", "vote")
    app = side(LEARNER)
    before = klass.classroom.pulses.get(klass.code)
    commit(app, -8)
    after = klass.classroom.pulses.get(klass.code)
    assert before and after and (before.answered, after.answered) == (0, 1)


def test_a_choice_has_letters_and_what_was_measured_stands_apart_with_its_value(klass: Class, side) -> None:
    klass.go("begin", *["next"] * 6, "vote")
    app = side(LEARNER)
    assert [each[:3] for each in app.radio[0].options] == ["A. ", "B. ", "C. "]
    klass.go("reveal")
    until_told(app, EN)
    assert re.search(r"<span>C\. [^<]* <b>measured: \d", said(app))


@pytest.mark.parametrize("words", [EN, ZH])
def test_who_did_not_answer_in_time_is_told_so(klass: Class, side, words) -> None:
    klass.go("begin", "vote", "discuss")
    shown = said(side(LEARNER, words.language))
    assert words("class.vote.none") in shown and words("class.discuss.how") not in shown


@pytest.mark.parametrize("words", [EN, ZH])
def test_when_time_is_up_who_has_committed_nothing_is_told_what_counts(klass: Class, side, words) -> None:
    klass.go("begin", "vote", seconds=0.01)
    app = side(LEARNER, words.language)
    assert words("class.vote.over") in said(app) and words("class.vote.none") in said(app)
    klass.classroom.rooms.move(klass.code, "reset", STEPS)
    klass.classroom.learners.grant(klass.code, "ann", 60)
    klass.answer("ann", -8.0)
    klass.classroom.learners.grant(klass.code, "ann", -60)
    klass.go("discuss")
    klass.go("vote_again", seconds=0.01)
    first = words("class.vote.earlier", answer="10⁻⁸")
    assert first in said(app.run())
    klass.go("reveal")
    until_told(app, words)
    assert first in said(app)


def test_a_second_round_goes_on_from_the_draft_of_the_first_where_nothing_was_committed(klass: Class, side) -> None:
    klass.go("begin", "vote")
    app = side(LEARNER)
    first = session_of(app).draft
    klass.go("discuss", "vote_again")
    assert session_of(app.run()).draft == first
