"""The verdict on the signal, one fact a line; and the traps that a naive verdict falls into."""

from typing import Any

import numpy as np
import pytest

from gradflow.diagnosis import Diagnosis, diagnose
from gradflow.experiment import Experiment
from gradflow.trace import Trace
from tests.diagnosis.traces import DEPTH, profile, trace_of

nan, inf = np.nan, np.inf

VERDICTS = [
    (profile(-3.1), "vanishing"),
    (profile(-2.9), "borderline"),
    (profile(-2.1), "borderline"),
    (profile(-1.9), "passes"),
    (profile(0), "passes"),
    (profile(1.9), "passes"),
    (profile(2.1), "borderline"),
    (profile(2.9), "borderline"),
    (profile(3.1), "exploding"),
    (profile(-37), "vanishing"),
    (profile(-3.1, depth=2), "vanishing"),
    (np.ones(1), "passes"),
    (np.full(1, 1e-35), "passes"),
    (np.zeros(1), "blocked"),
    (np.zeros(DEPTH), "blocked"),
    (np.array([0, 0, 1e-32, 1e-20, 1]), "underflow"),
    (np.array([0, 0, 1e-20, 1e-10, 1]), "blocked"),
    (np.array([1, 0, 0, 1, 1]), "blocked"),
    (np.array([nan, nan, 1, 1, 1]), "overflow"),
    (np.array([inf, 1, 1, 1, 1]), "overflow"),
]


OLD_WORDS = {"passes": "healthy", "blocked": "dead", "overflow": "exploded"}


@pytest.mark.parametrize(("signal", "word"), VERDICTS)
def test_the_signal_decides(signal: np.ndarray, word: str) -> None:
    found = diagnose(trace_of(signal_rms=signal))
    assert (found.signal, found.kind) == (word, OLD_WORDS.get(word, word))


@pytest.mark.parametrize("decades", [-8.0, -1.0, 0.0, 1.0, 8.0])
@pytest.mark.parametrize("weights", [-8.0, 0.0, 8.0])
def test_the_weight_gradient_never_decides(decades: float, weights: float) -> None:
    """Trap 1 of theory.md: weight gradients can be flat while the signal is lost, and the reverse."""
    judged = diagnose(trace_of(signal_rms=profile(decades), weight_gradient_rms=profile(weights)))
    assert judged.kind == diagnose(trace_of(signal_rms=profile(decades))).kind


@pytest.mark.parametrize("dead", [0.9, 1.0])
def test_a_layer_of_dead_units_is_a_remark_where_the_signal_passes(dead: float) -> None:
    shares = np.zeros(DEPTH)
    shares[6] = dead
    diagnosis = diagnose(trace_of(Experiment().replace(activation="relu"), dead_fraction=shares))
    (remark,) = diagnosis.remarks
    assert (diagnosis.signal, remark.code, remark.numbers["layer"]) == ("passes", "dead_units", 7)
    assert diagnosis.kind == "dead"  # the old word


def test_the_dead_units_of_a_healthy_deep_network_are_no_verdict() -> None:
    """Trap 8: 46 % of layer 50 is off for 64 samples in a perfectly healthy ReLU network."""
    assert diagnose(trace_of(dead_fraction=np.linspace(0, 0.46, DEPTH))).findings[1:] == ()


def test_underflow_comes_before_dead_units() -> None:
    signal = np.array([0, 1e-36, 1e-20, 1])
    assert diagnose(trace_of(signal_rms=signal, dead_fraction=np.ones(4))).kind == "underflow"


def test_underflow_tells_the_slope_it_could_see() -> None:
    verdict = diagnose(trace_of(signal_rms=np.array([0, 0, 1e-34, 1e-17, 1]))).verdict
    assert verdict.numbers["layer"] == 2
    assert verdict.numbers["slope"] == pytest.approx(-17.0, rel=1e-5)


def test_no_signal_because_all_is_fitted_is_no_block() -> None:
    diagnosis = diagnose(trace_of(signal_rms=np.zeros(DEPTH), loss=0.0))
    assert (diagnosis.signal, diagnosis.verdict.code) == ("passes", "fitted")


EXPLOSIONS = [
    ({"activation_rms": np.array([1, inf, nan])}, 2, "activation"),
    ({"loss": nan}, 4, "loss"),
    ({"signal_rms": np.array([nan, inf, 1])}, 2, "signal"),
    ({"weight_gradient_rms": np.array([1, 1, nan])}, 3, "weight_gradient"),
    ({"update_norm": inf}, 4, "update"),
]


def broken(columns: dict[str, Any]) -> Trace:
    """Three layers, healthy but for these columns."""
    healthy: dict[str, Any] = {"signal_rms": np.ones(3)}
    return trace_of(**(healthy | columns))


@pytest.mark.parametrize(("columns", "layer", "where"), EXPLOSIONS)
def test_an_explosion_names_step_layer_and_place(columns: dict[str, Any], layer: int, where: str) -> None:
    verdict = diagnose(broken(columns)).verdict
    assert [verdict.numbers[name] for name in ("step", "layer", "where")] == [0, layer, where]


def exploding_run() -> Diagnosis:
    signal = np.stack([profile(0), profile(5), np.full(DEPTH, nan)])
    return diagnose(trace_of(steps=3, signal_rms=signal))


def test_the_numbers_of_an_explosion_are_those_of_the_step_before() -> None:
    assert exploding_run().decades == pytest.approx(5)


def test_an_explosion_stands_at_its_own_step() -> None:
    found = exploding_run()
    assert (found.signal, found.learning, found.kind, found.step) == ("overflow", "ended", "exploded", 2)


def test_earlier_steps_of_an_exploded_run_have_their_own_verdict() -> None:
    signal = np.stack([profile(0), profile(5), np.full(DEPTH, nan)])
    trace = trace_of(steps=3, signal_rms=signal)
    assert [diagnose(trace, step).signal for step in (0, 1, 2, -1)] == ["passes", "exploding", "overflow", "overflow"]


def test_one_layer_has_no_ratio() -> None:
    diagnosis = diagnose(trace_of(signal_rms=np.ones(1)))
    assert (diagnosis.decades, diagnosis.slope, diagnosis.ratio, diagnosis.law) == (None, None, None, None)


def test_the_numbers_behind_a_verdict() -> None:
    diagnosis = diagnose(
        trace_of(signal_rms=profile(-9), activation_rms=profile(3.5), weight_gradient_rms=profile(-5.5))
    )
    measured = (diagnosis.decades, diagnosis.slope, diagnosis.forward_decades, diagnosis.weight_gradient_decades)
    assert measured == pytest.approx((-9, -1, -3.5, -5.5), abs=1e-5)
    assert (diagnosis.first, diagnosis.last, diagnosis.ratio) == pytest.approx((1e-9, 1, 1e-9), rel=1e-4)


LAWS = [
    (profile(-6), "exponential"),
    (profile(6), "exponential"),
    (np.arange(1, DEPTH + 1) ** 3.0, "power"),
    (np.arange(1, DEPTH + 1) ** 0.5, "power"),  # half a decade, plainly so
    (profile(-0.5), "exponential"),
    (profile(-0.2), None),
    (profile(-0.5) * np.tile([1.0, 1.6], DEPTH // 2), None),  # neither
    (profile(-6, depth=4), None),
]


@pytest.mark.parametrize(("signal", "law"), LAWS)
def test_which_law_fits(signal: np.ndarray, law: str | None) -> None:
    assert diagnose(trace_of(signal_rms=signal)).law == law


def test_a_trace_without_steps_has_no_diagnosis() -> None:
    with pytest.raises(ValueError, match="no steps"):
        diagnose(trace_of(steps=0))


@pytest.mark.parametrize("step", [1, -2])
def test_a_step_that_is_not_there(step: int) -> None:
    with pytest.raises(IndexError):
        diagnose(trace_of(), step)


def test_the_experiment_is_read_as_it_stood_at_the_step() -> None:
    """Branches multiplied by 0 from step 1 on: zero weight gradients are by design only from there."""
    e = Experiment().replace(depth=DEPTH).with_change(step=1, connection="residual", branch_scale=0.0)
    weights = np.append(1.0, np.zeros(DEPTH - 1))
    trace = trace_of(e, steps=2, weight_gradient_rms=weights)
    codes = [[finding.code for finding in diagnose(trace, step).remarks] for step in (0, 1)]
    assert ["zero_branch_fixed" in found for found in codes] == [False, True]
