"""A range test and a cross-validation in words: the numbers found, and every case has its sentence."""

from dataclasses import replace

import numpy as np
import pytest

from gradflow.comparison.rates import validation_grid
from gradflow.diagnosis.outcome import Outcome
from gradflow.diagnosis.rates.rate_range import RateRange
from gradflow.diagnosis.rates.validation import validated
from gradflow.experiment import Experiment
from gradflow.reading.comparison.rates import range_reading, validation_reading
from gradflow.text import LANGUAGES, Words

ONE = np.array([1e-5, 100.0])
FOUND = RateRange("found", 0.0123, 0.7, 1.26, 0.42, 2.3, ONE, ONE, ONE)
GRID = validation_grid(Experiment(steps=20), 2, {"learning_rate": [0.01, 0.1, 1.0]})
OUTCOME = Outcome("passes", "learning", 20, 0.0, 0.0, 0.0, 0.0, None, 1.0, 0.5, 1.0, 0.75)


def outcomes(*losses: float) -> dict[int, Outcome]:
    return {place: replace(OUTCOME, held_out_loss=loss) for place, loss in enumerate(losses)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_was_found_is_said_in_numbers(language: str) -> None:
    said = range_reading(FOUND, Words(language))
    assert all(number in said for number in ("0.012", "0.7", "1.3", "0.42"))
    unbroken = range_reading(replace(FOUND, word="unbroken", edge=None), Words(language))
    assert "100" in unbroken and "1.3" not in unbroken
    guessing = replace(FOUND, word="guessing", first=None, lowest=None, suggested=None)
    assert "2.3" in range_reading(guessing, Words(language)) and "1.3" in range_reading(guessing, Words(language))
    assert "100" not in range_reading(guessing, Words(language))  # a second limit, which the first contradicts
    assert "1.3" not in range_reading(replace(guessing, edge=None), Words(language))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("learning", ["learning", "at_chance"])
def test_where_folds_learn_the_one_run_has_no_say(learning: str, language: str) -> None:
    guessing, words = replace(FOUND, word="guessing", first=None, lowest=None, suggested=None), Words(language)
    folds = {place: replace(found, learning=learning) for place, found in outcomes(0.9, 1.0).items()}
    said = range_reading(guessing, words, validated(GRID, folds))
    assert (said == words("rates.range.outdone", guess="2.3")) == (learning == "learning")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_best_what_is_as_good_and_what_broke_are_named(language: str) -> None:
    words = Words(language)
    found = outcomes(0.9, 1.0, 0.4, 0.5, 0.3, 0.6)
    said = validation_reading(validated(GRID, found), "digits", 2, words)
    assert said.index("η = 0.1") and "0.45" in said and "75%" in said and "η = 0.01" not in said
    found[4] = replace(found[4], first_non_finite=3)
    said = validation_reading(validated(GRID, found), "digits", 2, words)
    assert words("rates.folds.broke_at", value="η = 1", broke=words("rates.folds.broke_of", broken=1, folds=2)) in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_yet_and_nothing_left_are_different(language: str) -> None:
    words = Words(language)
    broken = {place: replace(OUTCOME, first_non_finite=1) for place in range(len(GRID))}
    waiting = words("rates.folds.waiting", done=0, count=3, folds=2)
    assert validation_reading(validated(GRID, {}), "digits", 2, words) == waiting
    assert validation_reading(validated(GRID, broken), "digits", 2, words) == words("rates.folds.all_broken")


def test_other_fields_are_named_by_their_labels() -> None:
    grid = validation_grid(Experiment(steps=20), 2, {"optimizer": ["sgd", "adam"]})
    said = validation_reading(validated(grid, outcomes(0.9, 1.0, 0.4, 0.5)), "digits", 2, Words("en"))
    assert "Optimizer: Adam" in said


def test_of_drawn_data_it_is_said_that_a_fold_is_a_draw() -> None:
    words = Words("en")
    said = validation_reading(validated(GRID, outcomes(0.9, 1.0, 0.4, 0.5, 0.3, 0.6)), "recall", 2, words)
    assert said.endswith(words("rates.folds.drawn")) and "75%" in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_while_it_trains_none_is_called_best(language: str) -> None:
    """The first value to have its folds was called best beside others ten times as good."""
    words = Words(language)
    partly = validation_reading(validated(GRID, outcomes(0.9, 1.0, 0.4)), "digits", 2, words)
    assert partly == words("rates.folds.waiting", done=1, count=3, folds=2)


@pytest.mark.parametrize("language", LANGUAGES)
def test_where_no_value_learns_none_is_called_best(language: str) -> None:
    found = {place: replace(each, learning="at_chance") for place, each in outcomes(*[2.31] * 6).items()}
    said = validation_reading(validated(GRID, found), "digits", 2, Words(language))
    assert said.startswith({"en": "No value learns", "zh": "没有一个值学到东西"}[language]) and "75%" in said
