"""What a learner has on the page of learning rates, without a page around it."""

import time

import pytest

from gradflow.comparison.axes import Refused
from gradflow.comparison.rates import opening_rates, range_of, validation_grid
from gradflow.experiment import Experiment
from gradflow.networks import mlp, rnn
from gradflow.text import LANGUAGES, Words
from gradflow.ui.grid.rates import RangeAndFolds, is_search
from gradflow.ui.session.rates_session import RatesSession

BASE = Experiment(steps=20, batch_size=32).replace(depth=3, width=16, activation="tanh")
GRID = validation_grid(BASE, 2, {"learning_rate": [0.1, 1.0]})


@pytest.fixture
def session(server) -> RatesSession:
    return RatesSession(server, "rates", opening_rates, GRID, "")


def test_folds_are_chosen_as_a_field_and_the_grid_has_them_all(session: RatesSession) -> None:
    session.choose(folds=3)
    assert session.values == {"learning_rate": (0.1, 1.0), "fold": (1, 2, 3)} and session.grid.base.folds == 3
    session.choose(depth=4)
    assert session.folds == 3 and session.grid.base.values()["depth"] == 4


def test_other_rates_keep_the_folds(session: RatesSession) -> None:
    session.compare(session.values | {"learning_rate": (0.2, 0.4, 0.8)})
    assert session.rates == (0.2, 0.4, 0.8) and session.folds == 2


def test_fewer_steps_than_a_look_are_refused(session: RatesSession) -> None:
    session.choose(steps=10)
    assert session.grid == GRID and isinstance(session.refused, Refused)
    assert all(Words(lang)(f"grid.refused.{session.refused.why}", **session.refused.numbers) for lang in LANGUAGES)


def test_the_range_test_is_of_all_data_and_opens_as_the_run_beyond_the_last(session: RatesSession) -> None:
    assert session.run_at(len(GRID)) == range_of(BASE)
    assert session.run_at(0) == GRID.cells[0] and session.run_at(0).fold == 1


def test_taken_along_are_the_network_without_folds_and_its_laboratory_s_rate_before_one_is_found(
    session: RatesSession,
) -> None:
    session.take_along()
    assert session.opening is not None and session.opening < session.places
    assert session.run_at(session.opening) == BASE


@pytest.mark.parametrize("family", [mlp.FAMILY, rnn.FAMILY], ids=["mlp", "rnn"])
def test_what_the_page_opens_with_is_a_search_and_its_link_too(family) -> None:
    grid = opening_rates(family)
    assert is_search(grid) and is_search(type(grid).from_query(grid.to_query())) and grid.base.family is family
    assert not is_search(validation_grid(BASE, 2, {"learning_rate": [0.1]}))
    assert not is_search(validation_grid(BASE, 2, {"optimizer": ["sgd", "adam"]}))


@pytest.mark.slow
def test_a_frame_has_both_pictures_and_both_readings_once_all_is_done(session: RatesSession) -> None:
    view, words, end = RangeAndFolds(), Words("en"), time.monotonic() + 60
    first = view.frame(session, session.look(), words, 0.5)
    assert first.readings["range_said"] == words("rates.range.waiting") and "folds" in first.pictures
    while not session.finished and time.monotonic() < end:
        view.advance(session, 2.0)
        time.sleep(0.02)
    frame = view.frame(session, session.look(), words, 0.5)
    assert set(frame.pictures) == {placed.name for placed in view.placed(session, words)} == {"range", "folds"}
    assert set(frame.readings) == {placed.reading for placed in view.placed(session, words)}
    assert frame.readings["range_said"] == frame.pictures["range"].label != words("rates.range.waiting")
    assert frame.readings["folds_said"] == frame.pictures["folds"].label and "η" in frame.readings["folds_said"]
