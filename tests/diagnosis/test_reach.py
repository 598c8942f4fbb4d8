"""How far back the gradient of one answer gets; the verdict over time."""

import dataclasses
from typing import Any

import numpy as np
import pytest

import gradflow
from gradflow.diagnosis import diagnose
from gradflow.diagnosis.memory import memory_of
from gradflow.diagnosis.reach import let_back, reach, reaches
from gradflow.engine.train import train
from gradflow.experiment import Experiment, default_of
from gradflow.networks import RNN
from tests.diagnosis.traces import profile, trace_of

TIMES = 10
LSTM, GRU = {"cell": "lstm"}, {"cell": "gru"}
RNN_DEFAULT = default_of(RNN)


def experiment(task: str = "recall", **fields: Any) -> Experiment:
    return RNN_DEFAULT.replace(task=task, **fields)


def trace(task: str = "recall", steps: int = 1, fields: dict[str, Any] | None = None, **columns: Any) -> Any:
    """A recurrent trace, healthy and unanswered but for what is named."""
    blank = ("cell_gradient_rms", "answered", "last_answer_rms", "last_answer_cell_rms")
    unmeasured = {"accuracy": 1 / 8} | {name: np.full(TIMES, np.nan) for name in blank}
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


EVERY = {"loss_at": "every"}


@pytest.mark.parametrize("fields", [EVERY, EVERY | {"window": 5}])
def test_where_every_answer_counts_the_reach_of_one_is_not_known_before_a_look(fields: dict[str, Any]) -> None:
    memory = memory_of(trace(fields=fields), 0)
    assert (memory.reach, memory.cell_reach, memory.farthest, memory.several) == (None, None, None, True)


def test_where_every_answer_counts_the_last_one_alone_is_judged() -> None:
    """All together look as if they had come all the way: each time step receives its own."""
    found = diagnose(trace(fields=EVERY, signal_rms=profile(0), last_answer_rms=profile(-8.5)))
    assert (found.signal, found.decades) == ("vanishing", pytest.approx(-8.5))
    assert found.memory is not None
    assert (found.memory.reach, found.memory.arrives) == (2, pytest.approx(-8.5))


def test_the_latest_look_at_the_last_answer_counts() -> None:
    looks = np.full((5, TIMES), np.nan)
    looks[0], looks[3] = profile(0), profile(-8.5)
    rows = trace(steps=5, fields=EVERY, last_answer_rms=looks)
    assert reaches(rows).tolist() == [9, 9, 9, 2, 2]
    assert [diagnose(rows, step).signal for step in range(5)] == ["passes"] * 3 + ["vanishing"] * 2
    assert reach(rows, 2) == 9 and reach(rows) == 2


def test_the_signal_of_a_tanh_network_that_answers_at_every_time_step() -> None:
    """Float64: -19.8 decades from the last loss alone (`spectral_radius` 0.5)."""
    fields = {"cell": "tanh", "sequence_length": 60, "spectral_radius": 0.5, "steps": 1}
    one, every = (diagnose(train(experiment(**fields, loss_at=at))) for at in ("last", "every"))
    assert one.decades is not None and one.decades < -15
    assert (every.signal, every.decades, every.memory.reach) == ("vanishing", one.decades, one.memory.reach)  # type: ignore[union-attr]


def test_no_reach_goes_past_a_cut() -> None:
    assert reach(trace("copy", fields={"window": 4}, last_answer_rms=np.ones(TIMES))) == 1  # cuts before steps 5 and 9
    later = trace("recall", steps=3, signal_rms=np.ones((3, TIMES)))
    later = dataclasses.replace(later, experiment=later.experiment.replace(steps=3).with_change(2, window=4))
    assert [reach(later, step) for step in range(3)] == reaches(later).tolist() == [9, 9, 1]


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


@pytest.mark.parametrize(
    ("decades", "word"),
    [(-6, "vanishing"), (-2.5, "borderline"), (0.3, "passes"), (2.5, "borderline"), (7, "exploding")],
)
def test_the_verdict_over_time_is_the_verdict_over_layers(decades: float, word: str) -> None:
    diagnosis = diagnose(trace(signal_rms=profile(decades)))
    assert (diagnosis.signal, diagnosis.axis) == (word, "time")
    assert diagnosis.law is None


def test_a_signal_cut_off_is_not_called_dead() -> None:
    signal = np.where(np.arange(TIMES) < 6, 0.0, 1.0)
    assert diagnose(trace(signal_rms=signal)).signal.reason == "dead_signal"
    cut = diagnose(trace(signal_rms=signal, fields={"window": 3}))
    assert (cut.signal, cut.kind) == ("blocked", "truncated") and cut.verdict.numbers == {"layer": 7, "window": 3}


def test_a_real_window_lets_the_last_answer_back_to_the_last_cut() -> None:
    one = train(experiment(sequence_length=30, window=8, steps=1))
    diagnosis = diagnose(one)
    assert diagnosis.signal == "blocked" and diagnosis.verdict.numbers["layer"] == 25
    assert np.flatnonzero(one.signal_rms[0]).tolist() == [24, 25, 26, 27, 28, 29]
    assert diagnosis.memory is not None and diagnosis.memory.limit == 30 - 25 == let_back(30, 8)


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
    ("parallel", {}, {"signal_rms": profile(-8), "activation_cosine": 0.9999}),
    ("symmetric", {"initializer": "constant", "recurrent_initializer": "constant"}, {}),
    ("symmetric", {"initializer": "constant", "recurrent_initializer": "identity"}, {}),
]


@pytest.mark.parametrize(("code", "fields", "columns"), REMARKS)
def test_remarks_over_time(code: str, fields: dict[str, Any], columns: dict[str, Any]) -> None:
    assert code in [finding.code for finding in diagnose(trace(fields=fields, **columns)).remarks]


def test_a_gru_that_has_solved_its_task_needs_no_consolation() -> None:
    solved = trace(fields=GRU, signal_rms=profile(-8), answered=np.ones(TIMES))
    assert "gated_learns" not in [finding.code for finding in diagnose(solved).remarks]


@pytest.mark.parametrize("fields", [{"initializer": "constant"}, {"recurrent_initializer": "identity"}])
def test_units_that_one_of_two_matrices_tells_apart_are_no_clones(fields: dict[str, Any]) -> None:
    assert "symmetric" not in [finding.code for finding in diagnose(trace(fields=fields)).remarks]


@pytest.mark.slow
@pytest.mark.parametrize("recurrent", ["constant", "identity"])
def test_units_that_start_alike_stay_alike(recurrent: str) -> None:
    e = experiment(initializer="constant", recurrent_initializer=recurrent, sequence_length=8, steps=20)
    states = gradflow.inspect(e, 19).states
    assert np.ptp(states, axis=-1).max() < 1e-5 < 0.01 < np.ptp(states, axis=-2).max()
