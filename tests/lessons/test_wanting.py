"""What a lesson lacks has a sentence, so that writing one is data and words."""

from dataclasses import replace

import pytest

from gradflow.lessons import LESSONS, lacks
from gradflow.lessons.lesson import Contrast
from gradflow.lessons.wanting import is_filled, unknown_marks

WHOLE = LESSONS["signal"]
FIRST = WHOLE.exercises[0]


def with_first(**changes):
    return replace(WHOLE, exercises=(replace(FIRST, **changes), *WHOLE.exercises[1:]))


@pytest.mark.parametrize(
    ("lesson", "said"),
    [
        (replace(WHOLE, minutes=40), "minutes is 40"),
        (replace(WHOLE, exercises=WHOLE.exercises[1:]), "4 exercises: at least 5"),
        (replace(WHOLE, exercises=WHOLE.exercises[3:] * 2), "ask for a number or a drawing"),
        (with_first(contrast=Contrast({"depth": 9, "gain": 2.0}, FIRST.prompt)), "is to change one field"),
        (with_first(hints=4), "4 hints, allowed is 1 to 3"),
        (replace(WHOLE, items=WHOLE.items[:1]), "1 items: at least 2"),
        (replace(WHOLE, items=WHOLE.items[:2]), "no item has the topic starved"),
        (replace(WHOLE, misconception=replace(WHOLE.misconception, trials=())), "meets 0 runs"),
        (with_first(prompt=replace(FIRST.prompt, reads="luck")), "reads luck"),
        (with_first(prompt=replace(FIRST.prompt, at=300)), "is read at step 300 of 300"),
        (with_first(prompt=replace(FIRST.prompt, beside=True)), "only a contrast has one"),
        (with_first(name="other"), "lesson.signal.other.title has no words in zh"),
        (replace(WHOLE, goals=2), "lesson.signal.goal_3 is in en, and nobody says it"),
    ],
)
def test_it_is_named(lesson, said):
    assert any(said in each for each in lacks(lesson)), lacks(lesson)


def test_numbers_are_put_into_answers_and_feedback_only():
    assert is_filled("lesson.signal.amount.answer") and is_filled("lesson.signal.amount.contrast.feedback.low")
    assert not is_filled("lesson.signal.amount.why") and not is_filled("lesson.signal.amount.question")


def test_a_mark_of_nothing_is_named():
    known = "[a](#layer-3) [b](#map-signal) [c](#factor-slopes) [d](https://example.org)"
    assert unknown_marks(known) == []
    assert unknown_marks("[a](#layer-x) [b](#map-luck) [c](#slopes)") == ["#layer-x", "#map-luck", "#slopes"]
