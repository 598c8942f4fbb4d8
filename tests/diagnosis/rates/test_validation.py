"""Validation: folds are put together by their combination, and a broken fold is no part of a range."""

from dataclasses import replace

import pytest

from gradflow.comparison.rates import validation_grid
from gradflow.diagnosis.outcome import Outcome
from gradflow.diagnosis.rates.validation import as_good, best_of, lowest_of, validated
from gradflow.experiment import Experiment

GRID = validation_grid(Experiment(steps=20), 3, {"learning_rate": [0.01, 0.1, 1.0]})
OUTCOME = Outcome("passes", "learning", 20, 0.0, 0.0, 0.0, 0.0, None, 1.0, 0.5, 1.0, 0.5)
LOSSES = [0.9, 0.8, 1.0, 0.4, 0.5, 0.45, 0.3, 0.2, 5.0]  # a rate's three folds after the other's


def outcomes(losses: list[float] = LOSSES) -> dict[int, Outcome]:
    return {place: replace(OUTCOME, held_out_loss=loss) for place, loss in enumerate(losses)}


def test_a_row_has_the_median_and_the_ends_of_its_folds() -> None:
    rows = validated(GRID, outcomes())
    assert [dict(row.values) for row in rows] == [{"learning_rate": rate} for rate in (0.01, 0.1, 1.0)]
    assert rows[0].places == (0, 1, 2) and rows[0].loss
    assert (rows[0].loss.median, rows[0].loss.low, rows[0].loss.high) == (0.9, 0.8, 1.0)


def test_the_best_has_the_lowest_median_and_all_its_folds_finite() -> None:
    found = outcomes()
    best = best_of(validated(GRID, found))
    assert best and best.values["learning_rate"] == 1.0
    found[8] = replace(found[8], first_non_finite=7)
    rows = validated(GRID, found)
    best = best_of(rows)
    assert best and best.values["learning_rate"] == 0.1 and rows[2].broken == 1
    assert rows[2].loss and rows[2].loss.high == 0.3  # the broken fold's last look counts for nothing


def test_the_folds_do_not_tell_apart_what_lies_within_the_range_of_the_best() -> None:
    rows = validated(GRID, outcomes([0.9, 0.8, 1.0, 0.45, 0.5, 0.48, 0.3, 0.4, 0.49]))
    best = best_of(rows)
    assert best and [row.values["learning_rate"] for row in as_good(rows, best)] == [0.1, 1.0]


def test_none_is_best_before_all_have_ended() -> None:
    found = outcomes()
    del found[7]
    rows = validated(GRID, found)
    assert rows[2].done == 2 and best_of(rows) is None and lowest_of(rows) is rows[1]
    assert lowest_of(validated(GRID, {})) is None


@pytest.mark.parametrize("word", ["too_early", "at_chance", "diverging"])
def test_none_is_best_where_none_learns(word: str) -> None:
    found = {place: replace(each, learning=word) for place, each in outcomes().items()}
    rows = validated(GRID, found)
    assert best_of(rows) is None and lowest_of(rows) is rows[2] and rows[2].guess == pytest.approx(2.30, abs=0.02)
    found |= {place: replace(found[place], learning="learning") for place in (0, 2)}
    rows = validated(GRID, found)
    assert best_of(rows) is rows[0]  # two of three folds learn there


@pytest.mark.parametrize(
    ("steps", "folds", "axes", "named"),
    [
        (19, 3, {"learning_rate": [0.1]}, "steps = 19"),
        (20, 1, {"learning_rate": [0.1]}, "folds = 1"),
        (20, 11, {"learning_rate": [0.1]}, "folds = 11"),
        (20, 3, {}, "axes = none"),
        (20, 3, {"fold": [1, 2]}, "fold and folds"),
        (20, 3, {"learning_rate": [1e9]}, "learning_rate"),
    ],
)
def test_what_cannot_be_validated_is_said(steps: int, folds: int, axes: dict, named: str) -> None:
    with pytest.raises(ValueError, match=named):
        validation_grid(Experiment(steps=steps), folds, axes)
