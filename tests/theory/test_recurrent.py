"""Predictions over time against the first step of real networks, and against closed forms."""

from typing import Any

import numpy as np
import pytest

from gradflow.engine.train import train
from gradflow.experiment import Experiment, default_of
from gradflow.networks import RNN
from gradflow.parts.initializers import INITIALIZERS
from gradflow.tasks.sequences import SEQUENCES
from gradflow.text import LANGUAGES, Words
from gradflow.theory.predict import Prediction, decades_per_layer, explain, explain_seeds

pytestmark = pytest.mark.slow

SLOPE_TOLERANCE = 0.03  # decades a time step, as for layers
SEEDS = range(3)
AT_THE_END = [name for name, task in SEQUENCES.items() if task.asked(20).sum() == 1]
DRAWN = [name for name, record in INITIALIZERS.items() if record.variance is not None and not record.uses_scale]
SMALL = {"initializer": "normal", "recurrent_initializer": "normal", "init_scale": 1e-4}


def experiment(**fields: Any) -> Experiment:
    return default_of(RNN).replace(**({"steps": 1, "sequence_length": 60, "initializer": "glorot_uniform"} | fields))


def measured(e: Experiment, quantity: str = "signal_rms") -> np.ndarray:
    row = getattr(train(e), quantity)[0].astype(float)
    with np.errstate(divide="ignore"):
        return np.log10(row / row[-1])


def profile_of(e: Experiment) -> np.ndarray:
    profile = explain(e).profile
    assert profile is not None and profile.shape == (e.network.depth,) and profile[-1] == 0
    return profile


# theory.md 2.8: ρ^100 of a linear cell with ρ times an orthogonal matrix
@pytest.mark.parametrize(
    ("radius", "total"), [(0.9, 2.65614e-5), (0.99, 0.366032), (1.0, 1.0), (1.01, 2.704814), (1.1, 1.378061e4)]
)
def test_a_linear_cell_multiplies_by_the_radius_of_an_orthogonal_matrix(radius: float, total: float) -> None:
    e = experiment(cell="linear", recurrent_initializer="orthogonal", spectral_radius=radius)
    e = e.replace(sequence_length=101)
    assert 10 ** profile_of(e)[0] == pytest.approx(total, rel=1e-4)
    assert measured(e) == pytest.approx(profile_of(e), abs=1e-3)
    assert explain(e).spread == pytest.approx(0, abs=1e-5)  # float32's rounding


@pytest.mark.parametrize("radius", [0.0, 0.95, 1.05])
@pytest.mark.parametrize("initializer", [*DRAWN, "identity"])
def test_a_linear_cell_follows_the_powers_of_its_own_matrix(initializer: str, radius: float) -> None:
    for seed in SEEDS:
        e = experiment(cell="linear", recurrent_initializer=initializer, spectral_radius=radius, seed=seed)
        spread = explain(e).spread
        assert spread is not None
        assert (np.abs(measured(e) - profile_of(e)) <= 3 * spread + 1e-3).all()


@pytest.mark.parametrize("initializer", DRAWN)
def test_of_a_relu_cell_theory_says_that_it_does_not_know(initializer: str) -> None:
    """Which units stay on is a matter of the seed: a state that is kept does not average over its slopes."""
    prediction = explain(experiment(cell="relu", recurrent_initializer=initializer))
    assert prediction.profile is None and prediction.reason == "reason.time_kept"


@pytest.mark.parametrize("initializer", DRAWN)
@pytest.mark.parametrize("cell", ["tanh", "sigmoid"])
def test_mean_field_agrees_with_real_networks(cell: str, initializer: str) -> None:
    found = []
    for seed in SEEDS:
        e = experiment(cell=cell, recurrent_initializer=initializer, seed=seed).replace(sequence_length=40)
        found.append(decades_per_layer(measured(e) - profile_of(e)))
    assert np.median(np.array(found, float)) == pytest.approx(0, abs=SLOPE_TOLERANCE)


@pytest.mark.parametrize("task", AT_THE_END)
def test_mean_field_agrees_on_every_task_that_asks_at_the_end(task: str) -> None:
    e = experiment(task=task, recurrent_initializer="orthogonal")
    assert decades_per_layer(measured(e) - profile_of(e)) == pytest.approx(0, abs=SLOPE_TOLERANCE)


def test_a_sigmoid_cell_with_an_orthogonal_matrix_keeps_less_than_a_quarter() -> None:
    """theory.md 2.8: 0.236 a time step, 0.25 at most."""
    profile = profile_of(experiment(cell="sigmoid", recurrent_initializer="orthogonal"))
    assert 10 ** decades_per_layer(profile) == pytest.approx(0.236, abs=0.005)  # type: ignore[operator]


# theory.md 2.8: σ(b)^100 along the path that a gate carries
@pytest.mark.parametrize(
    ("bias", "total"), [(-1, 9.242e-58), (0, 7.888e-31), (1, 2.484e-14), (2, 3.073e-6), (3, 7.760e-3), (5, 0.5109)]
)
@pytest.mark.parametrize("cell", ["lstm", "gru"])
def test_gates_carry_by_their_opening(cell: str, bias: float, total: float) -> None:
    prediction = explain(experiment(cell=cell, forget_bias=float(bias)))
    assert prediction.profile is None and prediction.factor is not None
    assert prediction.factor**100 == pytest.approx(total, rel=1e-3)


PATH = {"lstm": "cell_gradient_rms", "gru": "signal_rms"}  # along which the gate carries


def carried(e: Experiment) -> np.ndarray:
    """log10 of what the gate alone leaves at every time step."""
    factor = explain(e).factor
    assert factor is not None
    return np.arange(e.network.depth - 1, -1, -1) * np.log10(factor)


@pytest.mark.parametrize("bias", [0.0, 1.0, 3.0])
@pytest.mark.parametrize("cell", ["lstm", "gru"])
def test_with_small_weights_the_gate_alone_carries(cell: str, bias: float) -> None:
    e = experiment(cell=cell, forget_bias=bias, **SMALL)
    assert measured(e, PATH[cell]) == pytest.approx(carried(e), abs=5e-3)


@pytest.mark.parametrize("cell", ["lstm", "gru"])
def test_recurrent_weights_add_to_what_the_gate_carries(cell: str) -> None:
    e = experiment(cell=cell)
    assert (measured(e, PATH[cell])[:-10] > carried(e)[:-10]).all()


def test_the_band_of_seeds_holds_the_seeds_and_not_one_matrix_only() -> None:
    e = experiment(cell="tanh", recurrent_initializer="glorot_normal")
    one, all_seeds = explain(e), explain_seeds(e)
    assert one.spread is not None and all_seeds.spread is not None and all_seeds.profile is not None
    assert all_seeds.spread[0] > one.spread[0]
    off = [abs(measured(e.replace(seed=seed))[0] - all_seeds.profile[0]) for seed in range(20, 32)]
    assert np.sum(np.array(off) <= 2 * all_seeds.spread[0]) >= 10


SILENT = {
    "reason.time_stacked": {"stacked_layers": 2},
    "reason.time_normalized": {"normalization": "layer"},
    "reason.time_window": {"window": 20},
    "reason.time_every": {"loss_at": "every"},
    "reason.time_zero": {"recurrent_initializer": "zeros"},
    "reason.not_drawn": {"recurrent_initializer": "identity"},
    "reason.time_input": {"gain": 12.0, "recurrent_initializer": "orthogonal"},
}


@pytest.mark.parametrize("reason", SILENT)
def test_where_theory_does_not_speak_it_says_why(reason: str) -> None:
    cell = "linear" if reason == "reason.time_zero" else "tanh"
    prediction = explain(experiment(cell=cell, **SILENT[reason]))
    assert prediction == Prediction(None, reason)
    assert all(Words(language)(reason) for language in LANGUAGES)


@pytest.mark.parametrize("cell", ["tanh", "linear", "lstm", "gru"])
def test_what_was_worked_out_has_a_sentence(cell: str) -> None:
    assert all(Words(language)(explain(experiment(cell=cell)).reason) for language in LANGUAGES)


def test_a_window_as_long_as_the_sequence_cuts_nothing() -> None:
    assert explain(experiment(window=60)).profile == pytest.approx(explain(experiment()).profile)


def test_many_steps_of_exploding_powers_are_still_numbers() -> None:
    e = experiment(cell="linear", recurrent_initializer="orthogonal", spectral_radius=2.0).replace(sequence_length=400)
    assert decades_per_layer(profile_of(e)) == pytest.approx(np.log10(2.0), rel=1e-4)
