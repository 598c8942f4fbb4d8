"""Rate range: drawn curves are read as drawn; real ones agree with runs of one rate and with the sharpness."""

from functools import cache
from typing import Any

import numpy as np
import pytest

import gradflow
from gradflow.comparison.rates import range_of, rates_of
from gradflow.diagnosis.rates.rate_range import RateRange, _read, rate_range
from gradflow.experiment import Experiment
from gradflow.networks import MLP
from gradflow.trace import Trace

RATES = 10.0 ** np.linspace(-5, 2, 701)  # a hundredth of a decade apart
GUESS = 2.3


def read(losses: np.ndarray, steps: int = len(RATES)) -> RateRange:
    return _read(RATES[: len(losses)], losses, GUESS, steps)


def falling(first: float, edge: float, bottom: float = 0.5, top: float = 30.0) -> np.ndarray:
    """Level up to first, down to bottom on a straight line over log rate at edge, and then at once high."""
    log = np.log10(RATES)
    down = np.clip((log - np.log10(first)) / np.log10(edge / first), 0, 1)
    return np.where(edge < RATES, top, GUESS - (GUESS - bottom) * down)


def test_a_fall_and_an_edge_are_found_where_they_are() -> None:
    found = read(falling(0.01, 1.0))
    tenth = 0.01 * 100**0.1  # a tenth of the fall is done there
    assert found.word == "found"
    assert found.first == pytest.approx(tenth, rel=0.05)
    assert found.edge == pytest.approx(1.0, rel=0.05)
    assert found.lowest and 1 / 1.5 < found.lowest <= 1.0  # half a window before, where medians no longer fall
    assert found.suggested == pytest.approx(1 / 3, rel=0.05)


def test_noise_of_the_batches_moves_neither_by_more_than_a_third() -> None:
    noise = np.random.default_rng(0).normal(0, 0.15, len(RATES))
    found = read(falling(0.01, 1.0) + noise)
    assert found.word == "found" and found.first and found.edge
    assert 0.01 < found.first < 0.05 and found.edge == pytest.approx(1.0, rel=1 / 3)


def test_numbers_that_end_are_an_edge() -> None:
    losses = np.append(falling(0.01, 10.0)[:500], [np.inf])
    found = read(losses)
    assert found.word == "found" and found.edge == pytest.approx(RATES[499], rel=0.03)


def test_a_loss_that_holds_to_the_end_has_no_edge() -> None:
    found = read(falling(0.01, 100.0))
    assert (found.word, found.edge) == ("unbroken", None) and found.suggested and found.suggested > 10


@pytest.mark.parametrize("bottom", [2.25, 2.3])
def test_who_only_learns_to_guess_is_given_no_rate(bottom: float) -> None:
    losses = falling(0.01, 1.0, bottom)
    losses[:200] = 2.6  # before the outputs' biases are learned
    found = read(losses)
    assert found.word == "guessing" and found.suggested is found.first is None and found.edge is not None


def test_a_lucky_batch_is_no_learning() -> None:
    losses = np.full(len(RATES), 2.4)
    losses[333] = 0.1
    assert read(losses).word == "guessing"


def test_what_is_never_finite_is_read_too() -> None:
    found = read(np.array([np.nan]))
    assert found.word == "guessing" and found.edge is None
    with pytest.raises(ValueError, match="0 steps"):
        rate_range(gradflow.Trace.empty(Experiment()))


@pytest.mark.slow
def test_the_rates_of_a_range_test_are_those_its_steps_are_made_with() -> None:
    experiment = range_of(
        Experiment(network=MLP(depth=2, width=16), batch_size=32, steps=30, learning_rate=0.3), 1e-3, 10
    )
    rates = rates_of(experiment)
    assert rates[0] == pytest.approx(1e-3) and rates[-1] == 10
    trace = gradflow.train(experiment)
    one = gradflow.train(experiment.replace(schedule="constant", learning_rate=float(rates[0]), steps=1))
    np.testing.assert_allclose(trace.update_norm / trace.raw_norm, rates, rtol=2e-4)  # of sgd, a step is η times it
    assert one.loss[0] == pytest.approx(trace.loss[0], rel=1e-6)


SMALL: dict[str, Any] = {"width": 16, "batch_size": 32, "steps": 200}
NETWORKS = {
    "tanh": SMALL | {"depth": 5, "activation": "tanh"},
    "relu, adam": SMALL | {"depth": 10, "activation": "relu", "initializer": "he_normal", "optimizer": "adam"},
    "residual": SMALL | {"depth": 20, "activation": "relu", "initializer": "he_normal", "connection": "residual",
                         "branch_scale": 0.2},
}  # fmt: skip


@cache
def examined(name: str) -> tuple[Experiment, RateRange]:
    experiment = Experiment().replace(**NETWORKS[name])
    return experiment, rate_range(gradflow.train(range_of(experiment)))


def late(experiment: Experiment, rate: float) -> float:
    """The loss of a run of one rate, infinite where it ended early."""
    trace = gradflow.train(experiment.replace(learning_rate=rate, steps=100))
    return float(np.median(trace.loss[-10:])) if len(trace) == 100 else np.inf


@pytest.mark.slow
@pytest.mark.parametrize("name", NETWORKS)
def test_runs_of_one_rate_learn_with_the_suggested_one_and_break_well_beyond_the_edge(name: str) -> None:
    experiment, found = examined(name)
    assert found.suggested and found.edge and found.first
    at_suggestion = late(experiment, found.suggested)
    assert at_suggestion < 0.6 * GUESS
    assert late(experiment, 4 * found.edge) > GUESS * 0.95
    assert at_suggestion < late(experiment, found.first / 3)  # too small a rate learns, but slowly


def test_a_signal_that_vanishes_is_not_put_down_to_the_rate() -> None:
    experiment = Experiment().replace(**SMALL, depth=20)
    assert rate_range(gradflow.train(range_of(experiment))).word == "guessing"


@pytest.mark.slow
def test_the_edge_of_a_linear_network_is_that_of_its_sharpness() -> None:
    experiment = Experiment(task="linear", optimizer="gd").replace(depth=1, activation="identity", width=16, steps=400)
    rising = range_of(experiment, 1e-3, 10.0)
    found = rate_range(gradflow.train(rising))
    assert found.edge and found.lowest
    at = int(np.searchsorted(rates_of(rising), found.edge)) - 60  # at the minimum, before anything grows
    edge = 2 / sharpness(gradflow.inspect(rising, step=at))
    # Of two layers, it comes down again up to twice that rate (Lewkowycz et al. 2020, arXiv:2003.02218); and what grows
    # has to be seen above the noise of the targets first.
    assert edge < found.edge < 4 * edge


def sharpness(step: Any) -> float:
    """The largest eigenvalue of the Hessian of the mean squared error of (x W + b) v + c, at a minimum:
    2/n times that of the inner products of the samples' gradients."""
    x, v = np.asarray(step.inputs, float), np.asarray(step.weights[1], float)[:, 0]
    h = x @ np.asarray(step.weights[0], float) + step.biases[0]
    kernel = (x @ x.T + 1) * (v @ v) + h @ h.T + 1
    return 2 / len(x) * float(np.linalg.eigvalsh(kernel)[-1])


def test_an_unfinished_range_test_is_read_as_far_as_it_came() -> None:
    trace = gradflow.train(range_of(Experiment().replace(**SMALL | {"steps": 40}, depth=2)))
    part: Trace = trace.rows(slice(0, 15))
    found = rate_range(part)
    assert len(found.rates) == 15
    assert (found.word, found.first, found.lowest, found.edge, found.suggested) == ("rising", None, None, None, None)
