"""How far back a network remembers, and what is asked of it."""

import numpy as np
import pytest

from gradflow.diagnosis.memory import asked_lag, asked_lags, memory_of, solved_lag, solved_lags
from gradflow.tasks.sequences import SEQUENCES
from tests.diagnosis.test_reach import TIMES, experiment, trace


@pytest.mark.parametrize("name", SEQUENCES)
def test_an_answer_asks_for_nothing_before_the_first_time_step(name: str) -> None:
    e = experiment(name, sequence_length=30)
    lags = asked_lags(e)
    assert lags.shape == (e.network.depth,)
    assert (lags >= 0).all() and (lags <= np.arange(e.network.depth)).all()
    assert 0 < asked_lag(e) <= e.network.depth - 1


def test_what_lies_further_back_than_the_lag_does_not_change_the_answer() -> None:
    """Copying: all symbols are as long ago. Recalling and latching: the first time step alone decides."""
    drawn = SEQUENCES["copy"].draw(np.random.default_rng(0), 5, 40, False)
    lag = SEQUENCES["copy"].lag
    assert lag is not None
    lags = lag(40)
    for time in np.flatnonzero(lags):
        read = drawn.inputs[:, time - lags[time], :8].argmax(axis=-1)
        assert (drawn.targets[:, time].argmax(axis=-1) == read).all()
    drawn = SEQUENCES["recall"].draw(np.random.default_rng(0), 5, 40, False)
    assert (drawn.targets.argmax(axis=-1) == drawn.inputs[:, :1, :8].argmax(axis=-1)).all()
    drawn = SEQUENCES["latch"].draw(np.random.default_rng(0), 50, 40, False)
    assert (drawn.targets == drawn.inputs[:, :1]).all() and set(drawn.targets.ravel()) == {-1, 1}
    assert (drawn.inputs[:, 1:] == -1).all()


@pytest.mark.parametrize("name", [name for name, task in SEQUENCES.items() if task.objective == "classification"])
def test_guessing_is_right_as_often_as_the_record_says(name: str) -> None:
    task, length = SEQUENCES[name], experiment(name, sequence_length=30).network.depth
    targets = task.draw(np.random.default_rng(0), 4000, length, False).targets[:, task.asked(length) > 0]
    assert targets.mean(axis=(0, 1)).max() == pytest.approx(task.guessed, abs=0.03)


def answers(right_until: int, right: float = 1.0) -> np.ndarray:
    return np.where(np.arange(TIMES) <= right_until, right, 1 / 8)


@pytest.mark.parametrize(("answered", "expected"), [(answers(4), 4), (answers(9), 9), (answers(9, 0.7), 0)])
def test_solved_lag_is_the_longest_delay_with_right_answers(answered: np.ndarray, expected: int) -> None:
    assert solved_lag(trace(answered=answered)) == expected


def test_solved_lag_stays_until_the_next_look() -> None:
    rows = np.full((5, TIMES), np.nan)
    rows[1], rows[3] = answers(2), answers(7)
    found = solved_lags(trace(steps=5, answered=rows))
    assert np.isnan(found[0]) and found[1:].tolist() == [2, 2, 7, 7]
    assert solved_lag(trace(steps=5, answered=rows), 0) is None


def test_one_of_two_numbers_is_no_solution_of_adding() -> None:
    """It explains half of the variance of their sum."""
    assert solved_lag(trace("adding", answered=np.full(TIMES, 0.5))) == 0
    assert solved_lag(trace("adding", answered=np.full(TIMES, 0.9))) == TIMES - 1


@pytest.mark.parametrize(("right", "level"), [(1 / 8, "guessing"), (0.5, "partly"), (0.99, "solved")])
def test_level_of_the_answers_that_count(right: float, level: str) -> None:
    memory = memory_of(trace(answered=np.append(np.ones(TIMES - 1), right)), 0)
    assert memory is not None and memory.level == level


def test_before_the_first_look_the_batch_says_how_well_it_answers() -> None:
    memory = memory_of(trace(accuracy=0.9), 0)
    assert memory is not None and memory.level == "solved" and memory.solved is None
    memory = memory_of(trace(accuracy=0.9, fields={"loss_at": "every"}), 0)
    assert memory is not None and memory.level == "unknown"
