"""The test before and after: each pair is one idea of two networks, decided by runs, and what was gained is counted."""

import pytest

from gradflow.casebook.running import trained
from gradflow.lessons import LESSONS
from gradflow.lessons.exam import FORMS, PAIRS, Score, score, scores
from gradflow.lessons.exam.pair import AFTER, BEFORE, UNKNOWN
from gradflow.lessons.exam.pairs import TOPICS
from gradflow.lessons.mark import fitting
from gradflow.lessons.memory import LearnerMemory
from gradflow.lessons.readings import reading
from gradflow.text import LANGUAGES, Words, texts

SEEDS = (0, 1, 2)
BOTH = pytest.mark.parametrize("pair", PAIRS.values(), ids=PAIRS)


@pytest.mark.slow
@BOTH
def test_a_pair_has_the_same_options_and_another_answer_in_each_form_with_room(pair):
    options, right = pair.prompt.options, []
    for form in FORMS:
        runs = [trained(pair.experiment(form).replace(seed=seed), pair.prompt.at + 1) for seed in SEEDS]
        values = [reading(pair.prompt, run) for run in runs]
        edges = [edge for each in options for edge in (each.low, each.high)]
        assert min(abs(value - edge) for value in values for edge in edges) >= max(values) - min(values), values
        found = {fitting(options, value) for value in values}
        assert len(found) == 1 and "" not in found
        right += found
    assert right[0] != right[1]


@BOTH
def test_a_pair_is_taught_scored_and_has_words(pair):
    assert pair.lesson in LESSONS and pair.topic in TOPICS
    wanted = {*map(pair.key, FORMS), f"exam.{pair.name}.answer"}
    wanted |= {f"exam.{pair.name}.option.{option.name}" for option in pair.prompt.options}
    for language in LANGUAGES:
        assert {key for key in texts(language) if key.startswith(f"exam.{pair.name}.")} == wanted
        assert not {"{", "}"} & set("".join(pair.question(form, Words(language)) for form in FORMS))


def sit(memory: LearnerMemory, form: str, answers: dict[str, str]) -> None:
    """Who answers nothing does not know."""
    for name in PAIRS:
        score.commit(memory, form, answers.get(name))


def sat(before: int, after: int) -> LearnerMemory:
    """A memory in which so many answers of each form are right."""
    memory = LearnerMemory()
    for form, right in ((BEFORE, before), (AFTER, after)):
        sit(memory, form, {})
        for number, pair in enumerate(PAIRS.values()):
            memory.settle(pair.key(form), number < right)
    return memory


def test_the_gain_is_the_part_of_what_was_missing_by_topic_and_of_all():
    count = len(PAIRS)
    found = scores(sat(3, count))
    assert found[""] == Score(3, count, count) and found[""].gain == 1.0
    assert sum(each.count for topic, each in found.items() if topic) == count
    assert found["layers"].gain is None  # all three of it were known
    assert scores(sat(3, 3))[""].gain == 0.0
    assert Score(4, 10, 13).gain == pytest.approx(2 / 3) and Score(5, 4, 13).gain == pytest.approx(-1 / 8)


def test_there_is_no_gain_before_both_were_taken():
    memory = LearnerMemory()
    assert scores(memory)[""] == Score(None, None, len(PAIRS))
    sit(memory, BEFORE, {})
    assert scores(memory)[""].before == 0 and scores(memory)[""].gain is None


def test_one_question_after_the_other_and_what_is_no_option_is_not_known():
    memory, names = LearnerMemory(), list(PAIRS)
    for answer in ("fades", "<b>", None):
        assert score.open_pair(memory, BEFORE) is PAIRS[names[len(memory.answers)]]
        score.commit(memory, BEFORE, answer)
    said = [memory.answers[PAIRS[name].key(BEFORE)].answer for name in names[:3]]
    assert said == ["fades", UNKNOWN, UNKNOWN] and not score.taken(memory, BEFORE)
    sit(memory, BEFORE, {})
    score.commit(memory, BEFORE, "level")  # to no question
    assert score.taken(memory, BEFORE) and memory.answers["exam.power.before"].answer == "fades"
    assert len(memory.answers) == len(names)


@pytest.mark.slow
def test_runs_mark_it_and_owe_nothing():
    memory = LearnerMemory()
    sit(memory, BEFORE, {"power": "fades", "relu": "grows"})
    experiments, steps = score.needed([BEFORE])
    first = [trained(each, 1) for each in experiments]  # what is read later is not known then
    score.mark(memory, BEFORE, first)
    assert memory.answers["exam.power.before"].right and not memory.answers["exam.relu.before"].right
    assert memory.missed == {} and len(steps) == len(PAIRS)
    score.forget(memory)
    assert memory.answers == {}
