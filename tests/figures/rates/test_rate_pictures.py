"""The range test and the cross-validation as pictures: what is marked is what was found, and so says the table."""

from dataclasses import replace

import numpy as np
import pytest

from gradflow.comparison.rates import HIGH, validation_grid
from gradflow.diagnosis.outcome import Outcome
from gradflow.diagnosis.rates.rate_range import RateRange
from gradflow.diagnosis.rates.validation import validated
from gradflow.experiment import Experiment
from gradflow.figures.rates.range_test import range_test, rate_axis
from gradflow.figures.rates.validation import validation
from gradflow.reading.comparison.rates import range_reading, validation_reading
from gradflow.text import LANGUAGES, Words
from tests.figures.received import received

EN = Words("en")
RATES = 10.0 ** np.linspace(-5, 2, 300)
LOSSES = np.where(RATES > 1, 90.0, 2.3 - 0.3 * np.log10(RATES / 1e-5).clip(0, 5))
FOUND = RateRange("found", 1e-3, 0.9, 1.0, 0.33, 2.3, RATES, LOSSES, LOSSES)
GUESSING = RateRange("guessing", None, None, 9.0, None, 2.3, RATES, LOSSES, LOSSES)
RISING = RateRange("rising", None, None, None, None, 2.3, RATES[:9], LOSSES[:9], LOSSES[:9])
UNBROKEN = replace(FOUND, word="unbroken", edge=None)
ENDED = replace(FOUND, rates=RATES[:5], losses=np.append(LOSSES[:4], np.inf), smoothed=np.append(LOSSES[:4], np.inf))
GRID = validation_grid(Experiment(steps=20), 3, {"learning_rate": [0.01, 0.1, 1.0, 10.0]})
OUTCOME = Outcome("passes", "learning", 20, 0.0, 0.0, 0.0, 0.0, None, 1.0, 0.5, 1.0, 0.5)
HELD_OUT = [0.9, 0.8, 1.0, 0.4, 0.5, 0.45, 0.3, 0.2, 0.7, 0.6, 0.6, 0.6]


def rows(broken: bool = True, times: float = 1.0, **others: str) -> list:
    """times: factor of the losses."""
    losses = dict(enumerate(times * np.array(HELD_OUT)))
    found = {at: replace(OUTCOME, held_out_loss=loss, held_out_accuracy=0.9, **others) for at, loss in losses.items()}
    return validated(GRID, found | ({11: replace(OUTCOME, first_non_finite=3, loss=np.nan)} if broken else {}))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("found", [FOUND, GUESSING, UNBROKEN, ENDED, RISING], ids=lambda found: found.word)
def test_every_range_test_is_drawn_with_its_sentence_and_its_numbers(found: RateRange, language: str) -> None:
    words = Words(language)
    figure = range_test(found, HIGH, 7, range_reading(found, words), words)
    drawn = received(figure)
    assert figure.label == range_reading(found, words) and figure.table
    table = drawn["table"]["columns"]
    assert len(table[0]["values"]) == min(len(found.rates), len(table[0]["values"])) > 0
    lines = [shape["x0"] for shape in drawn["layout"]["shapes"] if shape["type"] == "line"]
    assert lines == [rate for rate in (found.edge, found.suggested) if rate]
    assert len(drawn["layout"]["annotations"]) == len(lines)
    shaded = [(shape["x0"], shape["x1"]) for shape in drawn["layout"]["shapes"] if shape["type"] == "rect"]
    assert shaded == ([(found.first, found.lowest)] if found.first else [])


def test_a_click_on_the_line_opens_its_run() -> None:
    figure = range_test(FOUND, HIGH, 7, "", EN)
    (picked,) = figure.picks
    assert set(figure.traces[picked]["customdata"]) == {7}


def test_what_breaks_goes_on_above_the_picture_and_the_table_has_it() -> None:
    drawn = received(range_test(FOUND, HIGH, 7, "", EN))
    assert drawn["layout"]["yaxis"]["range"][1] < 10 < max(drawn["table"]["columns"][1]["values"])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("broken", [False, True])
def test_folds_are_drawn_with_their_range_the_best_and_what_broke(broken: bool, language: str) -> None:
    words = Words(language)
    said = validation_reading(rows(broken), "digits", 3, words)
    figure = validation(rows(broken), True, said, words)
    drawn = received(figure)
    bars = np.array(drawn["data"][0]["y"] if "data" in drawn else figure.traces[0]["y"], float).reshape(-1, 3)
    np.testing.assert_allclose(bars[:3, :2], [[0.8, 1.0], [0.4, 0.5], [0.2, 0.7]], rtol=1e-6)
    named = [trace["name"] for trace in figure.traces if "name" in trace]
    assert (words("rates.folds.broke") in named) == broken and words("rates.folds.best_mark") in named
    best = next(trace for trace in figure.traces if trace.get("name") == words("rates.folds.best_mark"))
    medians = next(trace for trace in figure.traces if trace.get("name") == words("rates.folds.held_out"))["y"]
    assert np.isnan(medians).tolist() == [False, False, False, broken]  # two folds of three held there
    assert best["x"].tolist() == [1.0] and best["y"].tolist() == pytest.approx([0.3])
    assert figure.table and next(iter(figure.table.columns)) == words("field.learning_rate.label")


@pytest.mark.parametrize(("times", "kind"), [(1.0, "linear"), (0.001, "log")])
def test_a_rate_with_broken_folds_is_a_cross_within_the_picture(times: float, kind: str) -> None:
    figure = validation(rows(times=times), True, "", EN)
    (cross,) = [trace for trace in figure.traces if trace.get("name") == EN("rates.folds.broke")]
    axis = figure.layout["yaxis"]
    at = np.log10(cross["y"]) if axis["type"] == "log" else cross["y"]
    assert axis["range"][0] < at < axis["range"][1] and axis["type"] == kind
    assert cross["x"].tolist() == [10.0] and cross["text"] == ["1 of 3 folds broke"]


def test_where_no_rate_learns_none_is_ringed_and_the_loss_of_guessing_is_drawn() -> None:
    named = [trace.get("name") for trace in validation(rows(learning="at_chance"), True, "", EN).traces]
    assert EN("rates.folds.best_mark") not in named and EN("rates.range.guess") in named


def test_a_point_opens_the_first_fold_of_its_rate() -> None:
    figure = validation(rows(), True, "", EN)
    assert figure.traces[figure.picks[0]]["customdata"].tolist() == [0, 3, 6, 9]


def test_before_a_fold_is_done_there_is_a_picture_too() -> None:
    figure = validation(validated(GRID, {}), True, "", EN)
    assert received(figure) and figure.table


@pytest.mark.parametrize("language", LANGUAGES)
def test_where_one_points_the_rate_is_named_in_plain_text(language):
    said = rate_axis(1e-4, 1.0, Words(language))["unifiedhovertitle"]["text"]
    assert said.endswith("%{x:.3~g}") and not set("*`$") & set(said)
