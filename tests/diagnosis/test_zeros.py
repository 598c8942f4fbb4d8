"""A signal of exactly 0: final only where it is known to stay, and never where skips pass by."""

from typing import Any

import numpy as np
import pytest

from gradflow.diagnosis import diagnose
from gradflow.experiment import Experiment
from gradflow.reading import headline
from gradflow.text import Words
from tests.diagnosis.test_reach import TIMES
from tests.diagnosis.test_reach import trace as of_time
from tests.diagnosis.traces import DEPTH, profile, trace_of

SKIPS = Experiment().replace(connection="residual", activation="relu")


def test_skips_pass_by_a_dead_layer_and_a_silent_one() -> None:
    shares, signal = np.zeros(DEPTH), np.ones(DEPTH)
    shares[6], signal[6] = 1.0, 0.0
    diagnosis = diagnose(trace_of(SKIPS, dead_fraction=shares, signal_rms=signal))
    assert (diagnosis.signal, diagnosis.kind) == ("passes", "healthy")
    assert {"dead_inside", "silent_inside"} <= {finding.code for finding in diagnosis.remarks}


def test_a_zero_that_other_batches_do_not_have_is_none_of_the_network() -> None:
    signal = np.ones((12, DEPTH))
    signal[11, 3] = signal[9, 3] = 0
    diagnosis = diagnose(trace_of(steps=12, signal_rms=signal))
    assert diagnosis.signal == "passes" and diagnosis.remarks[0].code == "silent_batch"
    assert dict(diagnosis.remarks[0].numbers) == {"layer": 4, "heard": 8, "of": 10}


def test_a_zero_that_stays_for_ten_steps_blocks() -> None:
    signal = np.ones((12, DEPTH))
    signal[2:, 3] = 0
    trace = trace_of(steps=12, signal_rms=signal)
    assert [str(diagnose(trace, step).signal) for step in (10, 11)] == ["passes", "blocked"]


ZEROS = Experiment().replace(initializer="zeros")
FEW = Experiment().replace(batch_size=1)


@pytest.mark.parametrize(
    ("experiment", "columns", "word"),
    [
        (ZEROS, {}, "vanishing"),  # the output's weights move, and a signal comes down with them
        (ZEROS, {"activation_rms": np.zeros(DEPTH)}, "blocked"),  # not even the output's weights move
        (FEW, {}, "vanishing"),  # one sample; another may get through
        (Experiment(), {}, "blocked"),
    ],
)
def test_a_zero_is_final_only_where_it_is_known_to_stay(
    experiment: Experiment, columns: dict[str, Any], word: str
) -> None:
    found = diagnose(trace_of(experiment, signal_rms=np.zeros(DEPTH), **columns)).signal
    assert (found, found.reason) == (word, {"vanishing": "silent_now", "blocked": "dead_signal"}[word])


def test_a_front_of_zeros_that_moves_down_is_not_final() -> None:
    signal = np.tril(np.ones((14, 14)))[:, ::-1]
    assert diagnose(trace_of(ZEROS, steps=14, signal_rms=signal), 12).signal.reason == "silent_now"


def test_slopes_too_small_for_float32_are_told_from_true_zeros() -> None:
    """tanh' is below 10⁻³⁸ from z = 44 on; float64 knows better. A relu below its corner is truly flat."""
    nothing: dict[str, Any] = {"signal_rms": np.zeros(DEPTH)}
    nothing |= {"dead_fraction": np.ones(DEPTH), "saturated_fraction": np.ones(DEPTH)}
    found, dead = (diagnose(trace_of(Experiment().replace(activation=name), **nothing)) for name in ("tanh", "relu"))
    assert (found.signal, found.signal.reason, found.kind) == ("underflow", "flat_signal", "underflow")
    assert (dead.signal, dead.signal.reason, dead.kind) == ("blocked", "dead_signal", "dead")
    assert "float32 can hold" in headline(found, None, Words("en")) and "存不下" in headline(found, None, Words("zh"))
    assert [each.remarks[0].code for each in (found, dead)] == ["flat_units", "dead_units"]


def test_an_underflow_of_few_batches_is_judged_by_the_others() -> None:
    signal = np.tile(np.logspace(-37, 0, DEPTH), (12, 1))
    signal[[4, 9, 11], 0] = 0
    assert diagnose(trace_of(steps=12, signal_rms=signal)).signal == "vanishing"
    signal[5:, 0] = 0
    assert diagnose(trace_of(steps=12, signal_rms=signal)).signal == "underflow"


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_verdict_taken_from_another_batch_says_from_which(language: str) -> None:
    """Or the sentence says 14 000 times, and the picture shows nothing."""
    signal = np.ones((12, DEPTH)) * 2.0 ** -np.arange(DEPTH)
    signal[10:, 3] = 0
    words, found = Words(language), diagnose(trace_of(steps=12, signal_rms=signal))
    said = words("headline.seen_at", sentence="", seen_at="9")
    assert found.signal == "borderline" and said in headline(found, None, words)
    assert said not in headline(diagnose(trace_of(steps=12, signal_rms=signal), 9), None, words)


def test_a_look_at_the_last_answer_that_underflowed_is_judged_by_the_look_before() -> None:
    """Looks are 20 steps apart: the step of a look is not found by counting back from now. It was said of sixty time
    steps that there was only one."""
    alone = np.full((41, TIMES), np.nan)
    alone[[0, 20, 40]] = profile(-6)
    alone[40, 2] = 0
    found = diagnose(of_time(steps=41, fields={"loss_at": "every"}, last_answer_rms=alone))
    assert found.signal == "vanishing" and found.signal.numbers["seen_at"] == 20
    said = headline(found, None, Words("en"))
    assert "at step 20" in said and "single time step" not in said


@pytest.mark.parametrize(("task", "word"), [("recall", "blocked"), ("sine", "passes")])
def test_a_cut_beyond_what_the_task_needs_blocks_nothing(task: str, word: str) -> None:
    """The sine needs two time steps; it was called blocked at 92 % of the variance."""
    signal = np.append(np.zeros(5), np.ones(5))
    assert diagnose(of_time(task, fields={"window": 5}, signal_rms=signal)).signal == word
