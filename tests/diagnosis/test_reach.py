"""How far back the gradient gets and the network remembers; the verdict over time."""

from typing import Any

import numpy as np
import pytest

from gradflow.diagnosis import diagnose
from gradflow.diagnosis.reach import asked_lag, asked_lags, memory_of, reach, reaches, solved_lag, solved_lags
from gradflow.engine.train import train
from gradflow.experiment import Experiment, default_of
from gradflow.networks import RNN
from gradflow.tasks.sequences import SEQUENCES
from tests.diagnosis.traces import profile, trace_of

TIMES = 10
LSTM, GRU = {"cell": "lstm"}, {"cell": "gru"}
RNN_DEFAULT = default_of(RNN)


def experiment(task: str = "recall", **fields: Any) -> Experiment:
    return RNN_DEFAULT.replace(task=task, **fields)


def trace(task: str = "recall", steps: int = 1, fields: dict[str, Any] | None = None, **columns: Any) -> Any:
    """A recurrent trace, healthy and unanswered but for what is named."""
    unmeasured = {"accuracy": 1 / 8, "cell_gradient_rms": np.full(TIMES, np.nan), "answered": np.full(TIMES, np.nan)}
    return trace_of(experiment(task, **(fields or {})), steps, **(unmeasured | columns))


# A signal that falls by the factor f a time step is at 1 % after 2/-log10 f of them.
@pytest.mark.parametrize(("decades", "expected"), [(0, 9), (-1.9, 9), (-4.6, 3), (-8.5, 2), (-30, 0), (5, 9)])
def test_reach_counts_time_steps_above_one_percent(decades: float, expected: int) -> None:
    assert reach(trace(signal_rms=profile(decades))) == expected


def test_what_arrives_far_back_has_come_all_the_way_however_faint_between() -> None:
    """The profile of a trained LSTM is a valley whose floor crosses one percent from step to step."""
    signal = np.ones(TIMES)
    for floor in (0.02, 0.005, 0.0):
        signal[3:7] = floor
        assert reach(trace(signal_rms=signal)) == TIMES - 1


@pytest.mark.parametrize("fields", [{"loss_at": "every"}, {"loss_at": "every", "window": 5}])
def test_where_every_answer_counts_the_reach_of_one_is_not_known(fields: dict[str, Any]) -> None:
    memory = memory_of(trace(fields=fields), 0)
    assert (memory.reach, memory.cell_reach, memory.farthest, memory.all_along) == (None, None, None, True)


def test_no_reach_goes_past_a_cut() -> None:
    assert reach(trace("copy", fields={"window": 3})) == 2


def test_the_signal_at_the_time_step_that_is_asked_for_is_told() -> None:
    assert memory_of(trace(signal_rms=profile(-4.5)), 0).arrives == pytest.approx(-4.5)
    both = trace(fields=LSTM, signal_rms=profile(-4.5), cell_gradient_rms=profile(-0.3))
    assert memory_of(both, 0).arrives == pytest.approx(-0.3)


def test_the_better_of_two_ways_decides() -> None:
    found = diagnose(trace(fields=LSTM, signal_rms=profile(-6), cell_gradient_rms=profile(-0.4))).signal
    assert (found, found.numbers["way"]) == ("passes", "c")
    found = diagnose(trace(fields=LSTM, signal_rms=profile(-6), cell_gradient_rms=profile(-9))).signal
    assert (found, found.numbers["way"]) == ("vanishing", "h")


@pytest.mark.parametrize("last", [0.0, np.nan, np.inf])
def test_without_a_signal_at_the_end_there_is_no_reach(last: float) -> None:
    signal = np.ones(TIMES)
    signal[-1] = last
    assert reach(trace(signal_rms=signal)) is None


def test_reach_of_every_step() -> None:
    rows = np.stack([profile(decades) for decades in (0, -4.6, -8.5)])
    assert reaches(trace(steps=3, signal_rms=rows)).tolist() == [9, 3, 2]


def test_a_scaled_orthogonal_matrix_reaches_as_far_as_its_powers_say() -> None:
    fields = {"cell": "linear", "recurrent_initializer": "orthogonal", "sequence_length": 100, "steps": 1}
    for radius in (0.9, 0.95):
        found = reach(train(experiment(**fields, spectral_radius=radius)))
        assert found == int(np.log(0.01) / np.log(radius))


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
    lags = SEQUENCES["copy"].lag(40)
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


@pytest.mark.parametrize(
    ("decades", "word"),
    [(-6, "vanishing"), (-2.5, "borderline"), (0.3, "passes"), (2.5, "borderline"), (7, "exploding")],
)
def test_the_verdict_over_time_is_the_verdict_over_layers(decades: float, word: str) -> None:
    diagnosis = diagnose(trace(signal_rms=profile(decades)))
    assert (diagnosis.signal, diagnosis.axis) == (word, "time")
    assert diagnosis.spread is None and diagnosis.law is None


def test_a_signal_cut_off_is_not_called_dead() -> None:
    signal = np.where(np.arange(TIMES) < 6, 0.0, 1.0)
    assert diagnose(trace(signal_rms=signal)).signal.reason == "dead_signal"
    cut = diagnose(trace(signal_rms=signal, fields={"window": 3}))
    assert (cut.signal, cut.kind) == ("blocked", "truncated") and cut.verdict.numbers == {"layer": 7, "window": 3}


def test_a_real_window_is_seen() -> None:
    diagnosis = diagnose(train(experiment(sequence_length=30, window=8, steps=1)))
    assert diagnosis.signal == "blocked" and diagnosis.verdict.numbers["layer"] == 25


def test_a_window_cuts_also_where_every_answer_counts() -> None:
    found = diagnose(trace(fields={"loss_at": "every", "window": 5})).signal
    assert (found, found.reason, found.numbers["limit"]) == ("blocked", "truncated_every", 4)


REMARKS = [
    ("carry_open", LSTM, {"signal_rms": profile(-8), "cell_gradient_rms": profile(-0.3)}),
    ("gated_learns", GRU, {"signal_rms": profile(-8)}),
    ("gated_learns", LSTM, {"signal_rms": profile(-8), "cell_gradient_rms": profile(-7)}),
    ("gate_shut", GRU, {"opening_2": np.full(TIMES, 0.03), "opening_1": np.full(TIMES, 0.5)}),
    ("gate_open", LSTM, {f"opening_{n}": np.full(TIMES, share) for n, share in ((1, 0.5), (2, 0.97), (3, 0.5))}),
    ("update_unstable", {}, {"update_ratio": np.full(TIMES, 0.5)}),
    ("saturated", {}, {"saturated_fraction": np.full(TIMES, 0.8)}),
]


@pytest.mark.parametrize(("code", "fields", "columns"), REMARKS)
def test_remarks_over_time(code: str, fields: dict[str, Any], columns: dict[str, Any]) -> None:
    assert code in [finding.code for finding in diagnose(trace(fields=fields, **columns)).remarks]


def test_a_gru_that_has_solved_its_task_needs_no_consolation() -> None:
    solved = trace(fields=GRU, signal_rms=profile(-8), answered=np.ones(TIMES))
    assert "gated_learns" not in [finding.code for finding in diagnose(solved).remarks]
