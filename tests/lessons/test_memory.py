"""What a browser keeps comes back as it was, and nothing else is believed."""

import json

import pytest

from gradflow.lessons import LESSONS
from gradflow.lessons.memory import LONGEST_WORDS, Given, LearnerMemory, remembered

KEY = "lesson.signal.amount"


@pytest.fixture
def memory() -> LearnerMemory:
    memory = LearnerMemory(at={"signal": 3}, done={"signal"}, repaired={"symmetric"})
    memory.give(KEY, -6.0, 4)
    memory.give("lesson.signal.shape", (-12.0, -6.0, 0.0), 2)
    memory.give("lesson.signal.moves", "still", 5)
    memory.explain(KEY, "  They multiply. ")
    memory.mark(KEY, "signal", "compounding", right=False)
    return memory


def test_it_comes_back_as_it_was(memory):
    again = remembered(json.loads(json.dumps(memory.to_json())))
    assert again == memory
    assert again.answers[KEY] == Given(-6.0, 4, False, "They multiply.")


@pytest.mark.parametrize(
    "said",
    [
        *(None, [], "x", {}, {"v": 2}, {"v": 1, "at": 3, "answers": [1], "missed": "x", "done": 7}),
        {
            "v": 1,
            "answers": {"k": ["a", 9, None, None], "l": [[float("nan")] * 3, 1, None, None], "m": ["a" * 500, 1, 1]},
        },
        {"v": 1, "answers": {"k": [10**400, 1, None, None], "l": [[0.0, 10**400], 1, None, None]}},
        {"v": 1, "at": {"signal": -1}, "missed": {"signal/x": 10**9}},
    ],
)
def test_what_is_none_of_ours_is_left_out(said):
    assert remembered(said) == LearnerMemory()


def test_words_have_a_length(memory):
    memory.explain(KEY, "x" * 10_000)
    assert len(memory.answers[KEY].words) == LONGEST_WORDS


def test_a_miss_is_marked_once_and_comes_back_as_an_item_of_its_topic(memory):
    memory.mark(KEY, "signal", "compounding", right=True)
    assert memory.missed == {"signal/compounding": 1}
    assert {item.topic for _, item in memory.due(LESSONS)} == {"compounding"}


def test_an_item_answered_right_pays_it_back(memory):
    memory.give("lesson.signal.halves#again", -6.0, 3)
    memory.mark("lesson.signal.halves#again", "signal", "compounding", right=True, item=True)
    assert memory.missed == {} and list(memory.due(LESSONS)) == []


def test_a_lesson_begun_again_forgets_its_answers_and_owes_what_it_owed(memory):
    memory.forget("signal")
    assert memory.answers == {} and memory.at == {} and memory.missed == {"signal/compounding": 1}


def test_what_was_done_before_the_browser_spoke_is_not_lost(memory):
    newer = LearnerMemory(at={"signal": 4, "weights": 1}, repaired={"dead"})
    both = memory.besides(newer)
    assert both.at == {"signal": 4, "weights": 1} and both.repaired == {"symmetric", "dead"}
    assert both.answers == memory.answers and both.done == {"signal"}
