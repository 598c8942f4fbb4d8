"""Known facts of recurrent networks, one line each."""

from functools import cache

import numpy as np
import pytest

import gradflow
from gradflow import Experiment
from gradflow.experiment import default_of
from gradflow.networks import RNN

pytestmark = pytest.mark.slow

HUNDRED = 101  # time steps, so that the gradient makes a hundred from the last to the first


def at_start(task: str = "recall", **network: object) -> gradflow.Trace:
    e = Experiment(task, RNN(**({"sequence_length": HUNDRED} | network)), "sgd", 1e-6, batch_size=64, steps=1)  # type: ignore[arg-type]
    return gradflow.train(e)


def ratio(sizes: np.ndarray) -> float:
    """The first time step's over the last one's."""
    return float(np.float64(sizes[0, 0]) / np.float64(sizes[0, -1]))


@pytest.mark.parametrize("radius", [0.9, 0.99, 1.0, 1.01, 1.1])
def test_a_scaled_rotation_multiplies_the_gradient_by_its_radius_at_every_time_step(radius: float) -> None:
    trace = at_start(cell="linear", recurrent_initializer="orthogonal", spectral_radius=radius)
    assert ratio(trace.signal_rms) == pytest.approx(radius**100, rel=1e-5)


@pytest.mark.parametrize("radius", [0.8, 0.95, 1.0, 1.05, 1.2])
def test_a_gaussian_matrix_does_so_by_its_spectral_radius(radius: float) -> None:
    trace = at_start(cell="linear", recurrent_initializer="lecun_normal", spectral_radius=radius, hidden_size=128)
    late = trace.signal_rms[:, :51]  # once the fastest direction prevails
    assert (late[0, 0] / trace.signal_rms[0, 50]) ** 0.02 == pytest.approx(radius, rel=2e-3)


@pytest.mark.parametrize("bias", [0.0, 1.0, 2.0, 3.0, 5.0])
def test_an_lstm_carries_the_gradient_by_its_forget_gate(bias: float) -> None:
    trace = at_start(cell="lstm", forget_bias=bias, **ALONE)
    assert ratio(trace.cell_gradient_rms) == pytest.approx(carried(bias), rel=5e-5)  # type: ignore[attr-defined]


@pytest.mark.parametrize("bias", [0.0, 1.0, 2.0, 3.0, 5.0])
def test_a_gru_does_so_by_its_update_gate(bias: float) -> None:
    trace = at_start(cell="gru", forget_bias=bias, **ALONE)
    assert ratio(trace.signal_rms) == pytest.approx(carried(bias), rel=5e-5)


ALONE = {"initializer": "normal", "recurrent_initializer": "zeros", "init_scale": 1e-4}  # nothing but the bias


def carried(bias: float) -> float:
    """σ(b)¹⁰⁰."""
    return (1 + np.exp(-bias)) ** -100.0


def test_a_forget_gate_that_closes_leaves_an_exact_zero() -> None:
    """σ(-1)¹⁰⁰ = 9e-58 is less than float32 holds."""
    trace = at_start(cell="lstm", forget_bias=-1.0, **ALONE)
    assert trace.cell_gradient_rms[0, 0] == 0 < trace.cell_gradient_rms[0, -1]  # type: ignore[attr-defined]


@pytest.mark.parametrize(("length", "stated"), [(20, 1.4e-2), (50, 3e-5), (100, 1.1e-9)])
def test_tanh_whose_input_fills_its_range_vanishes(length: int, stated: float) -> None:
    """Bengio et al. 1994: a rotation keeps lengths, the slopes of tanh at inputs of size 1 do not. The numbers are of
    one draw; at length 100 draws differ by half a decade."""
    trace = at_start("adding", recurrent_initializer="orthogonal", initializer="lecun_normal", sequence_length=length)
    assert np.log10(ratio(trace.signal_rms)) == pytest.approx(np.log10(stated), abs=0.8)


def test_pytorch_s_default_halves_the_gradient_at_every_time_step() -> None:
    """The radius of U(±1/√H) is 1/√3; tanh takes a little off."""
    trace = at_start(recurrent_initializer="torch_uniform")
    assert 0.5 < ratio(trace.signal_rms) ** 0.01 < 3**-0.5 * 1.06


def test_a_radius_above_one_may_vanish() -> None:
    """What comes in saturates tanh."""
    network = {"recurrent_initializer": "orthogonal", "spectral_radius": 1.5, "initializer": "lecun_normal"}
    assert ratio(at_start("parity", **network).signal_rms) ** 0.01 == pytest.approx(0.89, abs=0.03)


def test_sigmoid_passes_on_less_than_a_quarter() -> None:
    trace = at_start(cell="sigmoid", recurrent_initializer="orthogonal", sequence_length=41)
    assert ratio(trace.signal_rms) ** (1 / 40) == pytest.approx(0.235, abs=0.003)


RECALL = default_of(RNN).replace(clipping="norm", learning_rate=0.003, steps=200)


@pytest.mark.parametrize(("cell", "forget_bias", "solves"), [("tanh", 0, False), ("lstm", 0, False), ("lstm", 3, True)])
def test_who_recalls_the_first_of_sixty_symbols(cell: str, forget_bias: float, solves: bool) -> None:
    trace = gradflow.train(RECALL.replace(cell=cell, forget_bias=forget_bias))
    assert (trace.held_out_accuracy[-1] > 0.99) if solves else (abs(trace.held_out_loss[-1] - np.log(8)) < 0.05)


GLOROT = {"initializer": "glorot_uniform", "recurrent_initializer": "glorot_uniform"}
ADDING = RECALL.replace(task="adding", sequence_length=100, **GLOROT)


@cache
def adds(cell: str, steps: int, forget_bias: float) -> gradflow.Trace:
    """Trained once for all facts about it."""
    return gradflow.train(ADDING.replace(cell=cell, steps=steps, forget_bias=forget_bias))


@pytest.mark.parametrize(("cell", "steps", "solves"), [("tanh", 600, False), ("gru", 600, True), ("lstm", 1200, True)])
def test_who_adds_two_numbers_of_a_hundred(cell: str, steps: int, solves: bool) -> None:
    """Who answers 1 whatever was read is off by 1/6, the variance of a sum of two uniform numbers."""
    trace = adds(cell, steps, 1.0)
    assert (trace.held_out_loss[-1] < 0.01) if solves else np.mean(trace.loss[-100:]) == pytest.approx(1 / 6, rel=0.03)


def test_a_larger_forget_bias_learns_to_add_sooner() -> None:
    """With a bias of 0 it learns around step 1500, by a rounding sooner or later; with 1 around step 900."""

    def learned(bias: float) -> bool:
        return bool(np.any(adds("lstm", 1200, bias).held_out_loss < 0.05))

    assert learned(1.0) and not learned(0.0)
