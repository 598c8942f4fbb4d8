"""Every case is decided by its runs as it states, over seeds and with a margin; the others say what is right."""

from collections import Counter
from collections.abc import Callable
from functools import cache

import pytest

import gradflow
from gradflow.casebook import COLLECTIONS, TOPICS, Case, settled
from gradflow.casebook.running import steps_read, trained
from gradflow.experiment import Experiment
from gradflow.text import LANGUAGES, texts
from gradflow.trace import Trace

CASES = gradflow.cases()
RUN = [case for case in CASES if case.rule]
SEEDS = range(3)
AT_LEAST = {"articles": 135, "published": 16, "asked": 18}


@cache
def _farthest() -> dict[Experiment, int]:
    """How far any case reads each run, so that all share one."""
    farthest: dict[Experiment, int] = {}
    for case in (case.with_seed(seed) for case in RUN for seed in SEEDS):
        assert case.rule
        for experiment, steps in zip(case.experiments, steps_read(case.experiments, case.rule), strict=True):
            farthest[experiment] = max(steps, farthest.get(experiment, 0))
    return farthest


def shared(experiment: Experiment, steps: int) -> Trace:
    return trained(experiment, _farthest()[experiment]).rows(slice(0, steps))


def settled_answer(case: Case, train: Callable[[Experiment, int], Trace] = shared) -> str:
    assert case.rule
    return settled(case.rule, [case.with_seed(seed).traces(train) for seed in SEEDS])


@pytest.mark.slow
@pytest.mark.parametrize("case", RUN, ids=lambda case: case.id)
def test_its_runs_say_what_it_states_over_seeds_and_with_a_margin(case: Case) -> None:
    seeds = [case.measured(case.with_seed(seed).traces(shared)) for seed in SEEDS]
    assert settled_answer(case) == case.key, f"measured is {seeds}"


@pytest.mark.slow
@pytest.mark.parametrize("case", RUN, ids=lambda case: case.id)
def test_any_other_key_would_be_found(case: Case) -> None:
    assert case.rule and case.key in case.rule.answers
    others = set(case.rule.answers) - {case.key}
    assert others and settled_answer(case) not in others


def test_each_is_of_a_collection_and_of_a_topic_says_where_it_comes_from_and_has_links() -> None:
    for case in CASES:
        assert case.collection in COLLECTIONS and case.topic in TOPICS and case.source, case.id
        assert bool(case.experiments) == bool(case.rule), case.id
        assert all(Experiment.from_query(each.to_query()) == each for each in case.experiments), case.id


def test_no_two_have_the_same_name_and_there_are_enough_of_each_collection() -> None:
    assert [name for name, count in Counter(case.id for case in CASES).items() if count > 1] == []
    counted = Counter(case.collection for case in CASES)
    assert all(counted[name] >= least for name, least in AT_LEAST.items()), counted


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_has_a_statement_and_says_what_is_right(language: str) -> None:
    found = {key for key in texts(language) if key.startswith("case.")}
    assert found == {f"case.{case.id}.{part}" for case in CASES for part in ("statement", "correct")}
    ends = {"en": (".", "?"), "zh": ("。", "？")}[language]
    assert [case.id for case in CASES if not case.correct(language).endswith(ends[0])] == []
    assert [case.id for case in CASES if not case.statement(language).endswith(ends)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_answer_topic_and_quantity_has_words(language: str) -> None:
    found = set(texts(language))
    answers = {answer for case in CASES for answer in (*(case.rule.answers if case.rule else ()), case.key)}
    quantities = {bound.reading.quantity for case in RUN if case.rule for bound in case.rule.bounds}
    wanted = {f"cases.answer.{answer}" for answer in answers} | {f"cases.quantity.{name}" for name in quantities}
    wanted |= {f"cases.topics.{topic}" for topic in TOPICS} | {f"cases.collections.{name}" for name in COLLECTIONS}
    assert wanted - found == set()


def test_a_paper_states_a_number_for_each_bound() -> None:
    published = [case for case in RUN if case.collection == "published" and case.rule]
    assert published and all(case.rule and len(case.stated) == len(case.rule.bounds) for case in published)
