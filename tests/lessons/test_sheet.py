"""A teacher's sheet: objectives, a plan that fills the hour, and what is to be expected, measured."""

import re
from itertools import pairwise

import pytest

from gradflow.lessons import LESSONS
from gradflow.lessons.prompt import Estimate
from gradflow.lessons.sheet import HOUR, minutes, plan, sheet, wrong
from gradflow.text import LANGUAGES, Words

SIGNAL = LESSONS["signal"]


@pytest.mark.parametrize("lesson", LESSONS.values(), ids=LESSONS)
def test_the_plan_fills_the_hour_without_a_gap(lesson):
    ends = [tuple(map(int, found)) for found in re.findall(r"\| (\d+)–(\d+) \|", plan(lesson, Words("en")))]
    assert ends[0][0] == 0 and ends[-1][1] == HOUR
    assert all(end == begin for (_, end), (begin, _) in pairwise(ends))
    assert min(minutes(lesson)) >= 4


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_has_every_question_with_what_is_measured_and_every_mistake(language):
    words = Words(language)
    said = sheet(SIGNAL, words)
    assert all(words(f"{asked.key}.question") in said for asked in SIGNAL.asked())
    assert words("lesson.signal.moves.option.alike") in said and words("lesson.signal.moves.feedback.alike") in said
    assert "10⁻¹²" in said and words(f"lessons.vote.{'false'}") in said
    assert not re.search(r"\{\w+\}", re.sub(r"\$[^$]*\$", "", said)) and "](#layer" not in said


def test_a_usual_mistake_is_wrong_and_can_be_said():
    steps = Estimate(reads="cell_half_life", low=0, high=120, within=1.5)
    assert wrong(steps, 14.0, -1) == 11 and wrong(steps, 14.0, 1) == 17
    assert wrong(steps, 2.0, -1) == 0.25 and wrong(steps, 119.0, 1) is None
    decades = Estimate(reads="signal_ratio", low=-20, high=0, within=1.5, decades=True)
    assert wrong(decades, -11.96, -1) == -15 and wrong(decades, -1.0, 1) is None


def test_a_mistaken_curve_is_named_before_it_is_answered():
    said = sheet(LESSONS["signal"], Words("en"))
    assert "- The curve of “Activation function: tanh”: " in said
    assert "- The curve of “Backward signal”: " in sheet(LESSONS["hidden_gradient"], Words("en"))
