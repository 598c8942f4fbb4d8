"""Questions of a teacher's own: what may be asked, as it is kept, told and taken along, on both databases."""

import csv
import io
import json
import math
from dataclasses import replace

import pytest

from gradflow.casebook.running import trained
from gradflow.classroom.classroom import Classroom
from gradflow.classroom.own.asked import OwnLesson, OwnQuestion, Unfit, checked_own, own_of
from gradflow.classroom.own.lesson import lesson_of_own, words_of_own
from gradflow.classroom.questions import questions
from gradflow.classroom.records.export import record
from gradflow.classroom.records.retold import NoRecord, NotThere, retold
from gradflow.classroom.records.table import table
from gradflow.classroom.rehearsal import rehearse, rehearse_wall
from gradflow.experiment import Experiment
from gradflow.lessons import LESSONS
from gradflow.lessons.bank import right_mark, traces_of
from gradflow.text import Words
from gradflow.trace import Trace
from tests.classroom.own import DECIDED, LESSON, SAID

EN = Words("en")


@pytest.mark.parametrize(
    ("why", "question"),
    [
        *(("text", replace(SAID, text=text)) for text in ("", "?" * 301, "a\x00b", " a")),
        *(
            ("options", replace(SAID, options=said))
            for said in (("a",), ("a", "a"), tuple("abcdefg"), ("a", "b" * 121))
        ),
        ("why", replace(SAID, why="w" * 601)),
        ("formula", replace(SAID, text="what is $x^2^3$?")),
        *(("right", replace(SAID, right=right)) for right in (3, -1)),
        *(("right", replace(DECIDED, reads=reads)) for reads in ("reach", "nothing")),
        *(("at", replace(DECIDED, at=at)) for at in (-1, 300)),
        *(("bounds", replace(DECIDED, bounds=said)) for said in ((), (1.0, 1.0), (2.0, 1.0), (1.0, math.inf))),
    ],
)
def test_what_cannot_be_asked_is_refused_with_its_reason(why: str, question: OwnQuestion):
    with pytest.raises(Unfit) as unfit:
        checked_own(OwnLesson("", (DECIDED, question)))
    assert (unfit.value.why, unfit.value.question) == (why, 2)
    assert EN(f"class.own.refused.{why}")


@pytest.mark.parametrize(
    ("why", "own"),
    [
        *(("experiment", replace(LESSON, link=link)) for link in ("depth=0", "task=own-table", "depth=3&" * 600)),
        *(("count", replace(LESSON, questions=said)) for said in ((), (SAID,) * 13)),
    ],
)
def test_so_is_a_room_that_cannot_be_opened(why: str, own: OwnLesson):
    with pytest.raises(Unfit, match=why):
        checked_own(own)


def test_a_store_keeps_it_as_it_was_asked_and_no_lesson_has_its_name():
    assert own_of(json.loads(json.dumps(checked_own(LESSON).to_json()))) == LESSON
    assert lesson_of_own(LESSON).name not in LESSONS


def test_the_teacher_or_the_run_says_which_is_right():
    """The default network's signal is below 1e-6 at the start."""
    said, decided = (each.asked for each in questions("own", LESSON))
    assert said and decided
    assert right_mark(said, *traces_of(said, trained))[0] == "b"
    answer, mark = right_mark(decided, *traces_of(decided, trained))
    assert answer == "a" and mark.right and mark.measured is not None and mark.measured < -6


def test_of_a_teacher_s_words_only_formulas_are_more_than_text():
    words = words_of_own(LESSON, EN)
    assert words("lesson.own.question_1.question") == r"Which \*one\* is $x^2$?"
    assert words("lesson.own.question_1.option.a") == r"\[this\]\(https\://example\.org\)"
    assert words.along("time")("lesson.own.question_1.answer") == r"For $y$\."
    assert words_of_own(None, EN) == EN


def test_a_class_votes_on_them_and_the_hour_is_told_from_its_record(classroom: Classroom):
    code, secret = classroom.rooms.open("", rehearsal=True, own=LESSON)
    assert classroom.rooms.is_host(code, secret)

    def go(*moves: str) -> None:
        for move in moves:
            classroom.rooms.move(code, move, 2)

    def room():
        found = classroom.rooms.get(code)
        assert found
        return found

    assert room().own == LESSON
    go("begin", "vote")
    assert rehearse(room(), classroom.learners, classroom.answers) >= 24  # of forty, a tenth of whom are absent
    go("discuss", "vote_again")
    classroom.learners.arrive(code, "ann")
    classroom.answers.give(code, "ann", room().item, 2, "b", 3)
    go("reveal")
    assert rehearse_wall(room(), classroom.learners, classroom.networks) == 40
    go("explain", "next", "vote")
    classroom.answers.give(code, "ann", room().item, 1, "c", 3)
    go("reveal", "explain", "end")
    assert room().progress.phase == "ended"
    kept = json.loads(json.dumps(record(classroom.database, code)))
    assert of_ann(table(kept, EN, trained)) == [
        ["Which *one* is $x^2$?", "B. that $y$", "fairly", "True"],
        ["How large?", "C. large", "fairly", "False"],
    ]
    assert [right for *_, right in of_ann(table(kept, EN, never))] == ["", ""]
    assert classroom.rooms.delete(code)
    told = retold(kept, EN, trained)
    assert r"## Which \*one\* is $x^2$?" in told and "**Right**: B. that $y$." in told
    assert "**Measured**: A. tiny" in told and EN("class.too_few", fewest=5) in told
    for broken in ({"lesson": "signal"}, {"own": None}, {"own": kept["own"] | {"link": "depth=0"}}):
        with pytest.raises(NoRecord):
            retold(kept | broken, EN, trained)
    told = retold(kept, EN, never)
    assert "**Measured**" not in told and EN("class.retold.unmeasured") in told


def of_ann(text: str) -> list[list[str]]:
    """Her answers in words."""
    rows = [each for each in csv.DictReader(io.StringIO(text)) if each["participant"] == "ann" and each["question"]]
    return [[row[name] for name in ("question", "answer", "sure", "right")] for row in rows]


def never(experiment: Experiment, steps: int) -> Trace:
    raise NotThere
