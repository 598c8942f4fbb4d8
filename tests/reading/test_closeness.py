"""Whether another seed could have given another word, by the spread that theory gives."""

import numpy as np
import pytest

from gradflow.diagnosis import diagnose
from gradflow.reading import remarks, rule
from gradflow.reading.closeness import shattered, spread_of, too_close
from gradflow.text import LANGUAGES, Words
from gradflow.theory.prediction import Prediction
from tests.diagnosis.traces import profile, trace_of

SPREAD = 0.3
PREDICTION = Prediction(np.zeros(20), "reason.recursion", np.linspace(SPREAD, 0, 20))


@pytest.mark.parametrize(
    ("decades", "close"),
    [(-2.5, True), (-2.7, True), (2.2, True), (-3.5, True), (-3.7, False), (0, False), (1.3, False)],
)
def test_within_two_deviations_of_a_threshold_it_is_too_close_to_call(decades: float, close: bool) -> None:
    found = diagnose(trace_of(signal_rms=profile(decades)))
    assert too_close(found, PREDICTION) == close
    for language in LANGUAGES:
        words = Words(language)
        numbers = {"decades": f"{decades:+.1f}".replace("-", "−"), "spread": "0.3"}
        assert (words("remark.too_close", **numbers) in remarks(found, PREDICTION, words)) == close
        assert words("rule.spread", spread="0.3") in rule(found, PREDICTION, words)


def test_where_theory_does_not_speak_nobody_says_how_close_it_is() -> None:
    found = diagnose(trace_of(signal_rms=profile(-2.9)))
    for silent in (None, Prediction(None, "reason.tied")):
        assert spread_of(found, silent) is None and not too_close(found, silent)


@pytest.mark.parametrize(("alike", "decades", "said"), [(0.02, 0, True), (0.3, 0, False), (0.02, -8, False)])
def test_a_signal_that_passes_and_says_something_else_of_each_example_is_no_promise(alike, decades, said) -> None:
    found = diagnose(trace_of(signal_rms=profile(decades), loss=2.3, accuracy=0.1, held_out_accuracy=0.1))
    prediction = Prediction(np.zeros(10), "reason.recursion", alike=np.linspace(alike, 1, 10))
    assert (shattered(found, prediction) is not None) == said
    for language in LANGUAGES:
        words = Words(language)
        assert (words("remark.shattered", alike="0.02") in remarks(found, prediction, words)) == said


def test_of_a_network_that_learns_all_the_same_nobody_says_it() -> None:
    prediction = Prediction(np.zeros(10), "reason.recursion", alike=np.full(10, 0.02))
    learned = diagnose(trace_of(steps=60, loss=np.geomspace(2.3, 0.01, 60), accuracy=np.linspace(0.1, 1, 60)))
    assert learned.learning in ("learning", "learned") and shattered(learned, prediction) is None


def test_of_a_run_that_has_overflowed_no_threshold_decided() -> None:
    ended = diagnose(trace_of(steps=2, signal_rms=profile(-2.5), loss=np.array([1.0, np.inf])))
    assert ended.signal == "overflow" and not too_close(ended, PREDICTION)
