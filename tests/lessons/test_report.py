"""A learner's report: what was predicted beside what is measured, own words as they were written."""

import pytest

from gradflow.lessons import LESSONS
from gradflow.lessons.memory import LearnerMemory
from gradflow.lessons.report import report
from gradflow.text import LANGUAGES, Words

EN, SIGNAL = Words("en"), LESSONS["signal"]


def answered(**answers: object) -> LearnerMemory:
    memory = LearnerMemory()
    for name, answer in answers.items():
        memory.give(f"lesson.signal.{name}", answer, 4)  # type: ignore[arg-type]
    return memory


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_prediction_stands_beside_what_is_measured_and_the_run_that_says_so(language):
    words = Words(language)
    said = report(SIGNAL, answered(amount=-2.0, moves="still"), words)
    assert words("report.answer", answer="10⁻²", sure=words("lessons.sure.4")) in said and "10⁻¹²" in said
    assert words("lesson.signal.moves.option.still") in said
    assert words("lessons.right") in said and words("lessons.not_so") in said


def test_what_was_not_answered_is_left_out():
    assert EN("lesson.signal.moves.question") not in report(SIGNAL, answered(amount=-2.0), EN)


def test_a_drawing_and_a_vote_are_in_it():
    drawing = (*range(-9, 0), 0)
    said = report(SIGNAL, answered(shape=tuple(map(float, drawing)), saturation="true"), EN)
    assert EN("lesson.signal.shape.question") in said and EN("lesson.signal.saturation.statement") in said
    assert EN("lessons.vote.false") in said


def test_own_words_are_text_whatever_stands_in_them():
    memory = answered(amount=-2.0)
    memory.explain("lesson.signal.amount", "<b>shares</b>\n# multiply $x$")
    said = report(SIGNAL, memory, EN)
    assert "<b>" not in said and r"\<b\>shares" in said and "\n# multiply" not in said


@pytest.mark.parametrize("answer", ["an option of before", (1.0, 2.0), float("nan")])
def test_an_answer_of_another_edition_is_left_out(answer):
    said = report(SIGNAL, answered(amount=answer, shape=answer, moves=answer), EN)
    assert EN("lesson.signal.amount.question") not in said
