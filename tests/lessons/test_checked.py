"""What a browser sends as an answer is checked before it counts."""

import pytest

from gradflow.lessons import LESSONS
from gradflow.lessons.checked import NoAnswer, checked

ASKED = {asked.key.removeprefix("lesson.signal."): asked for asked in LESSONS["signal"].asked()}
CURVE = [-12.0] * 9 + [0]


@pytest.mark.parametrize(("key", "answer"), [("amount", -12), ("shape", CURVE), ("moves", "still")])
def test_an_answer_is_kept(key, answer):
    kept, sure = checked(ASKED[key], answer, 3)
    assert (list(kept) if isinstance(kept, tuple) else kept, sure) == (answer, 3)


@pytest.mark.parametrize(
    ("key", "answer", "sure", "why"),
    [
        ("amount", None, 3, "answer"),
        ("amount", -31, 3, "range"),
        ("amount", float("nan"), 3, "range"),
        ("amount", True, 3, "answer"),
        ("amount", -12.5, 3, "range"),
        ("amount", -12, None, "sure"),
        ("amount", -12, 6, "sure"),
        ("moves", "elsewhere", 3, "answer"),
        ("shape", CURVE[1:], 3, "handles"),
        ("shape", "0" * 10, 3, "handles"),
        ("shape", [-12.0] * 8 + [float("inf"), 0], 3, "heights"),
        ("shape", [-99.0] * 9 + [0], 3, "heights"),
        ("shape", [-12.0] * 10, 3, "heights"),
    ],
)
def test_what_is_no_answer_is_refused_by_name(key, answer, sure, why):
    with pytest.raises(NoAnswer) as refused:
        checked(ASKED[key], answer, sure)
    assert refused.value.why == why
