"""Precisions: what flows lies on the format's grid, and is what the twin that stores it there says."""

from functools import cache

import numpy as np
import pytest

import gradflow
from gradflow import MLP, Experiment
from gradflow.parts.connections import CONNECTIONS
from gradflow.parts.precisions import PRECISIONS
from tests.networks.known import layered_of
from tests.twin import agreement
from tests.twin.agreement import Rounded
from tests.twin.case import Case, case_of
from tests.twin.design import BATCH, WIDTH, label, networks
from tests.twin.measures import layer_sizes
from tests.twin.stored import on_grid

pytestmark = pytest.mark.slow

DEPTH = 5
LOW = [name for name in PRECISIONS if name != "float32"]
EVERY = [pytest.param(e.replace(precision=p), id=f"{p}-{label(e)}") for p in LOW for e in networks(DEPTH)]
NEAR = 4  # units in the last place: two roundings, of two programs
ALIKE = 32  # times as many, of units that are alike: sums that cancel
FOUR = 2  # the same of a group norm: four units may be alike by chance


@cache
def seen(e: Experiment) -> Case:
    return case_of(e, steps=1)


@cache
def compared_of(e: Experiment) -> dict[str, Rounded]:
    (true,), (rounded,) = seen(e).true, seen(e).rounded
    return agreement.quantities(true.truth, rounded.truth)


def cannot_be_foretold(e: Experiment) -> bool:
    (true,), (rounded,) = seen(e).true, seen(e).rounded
    lost = agreement.overflows(true.truth) or not np.isfinite(true.truth.loss)
    network = layered_of(e)  # alike, and their mean taken off: what is left is rounding alone
    lost |= (network.initializer, network.reparametrization) == ("constant", "scaled_standardization")
    return lost or agreement.across_a_kink(e, true.truth, rounded.truth, seen(e).inspected)


@pytest.mark.parametrize("e", EVERY)
def test_what_flows_lies_on_the_grid(e: Experiment) -> None:
    said = seen(e).inspected
    flows = [said.outputs, said.preactivations, said.activations, said.signals, *said.weight_gradients]
    for array in [*flows, *said.bias_gradients, said.gradients.norm_scales, said.gradients.gate_weights]:
        np.testing.assert_array_equal(array, on_grid(array, e.precision))


@pytest.mark.parametrize("e", EVERY)
def test_what_flows_is_the_twin_s(e: Experiment) -> None:
    if cannot_be_foretold(e):
        return
    record, wrong = PRECISIONS[e.precision], []
    given = agreement.worst_amplification(compared_of(e))
    for name, twin in compared_of(e).items():
        said = [seen(e).inspected.loss] if name == "loss" else getattr(seen(e).inspected, name)
        network = layered_of(e)
        near = NEAR * (ALIKE if network.initializer == "constant" else FOUR if network.normalization == "group" else 1)
        allowed = twin.allowed(near * record.epsilon, [given] * len(twin.true))
        for layer, (s, t, most) in enumerate(zip(said, twin.true, allowed, strict=True), start=1):
            gap = np.abs(np.asarray(s, np.float64) - t).max()
            if not gap <= most + NEAR * record.smallest:
                wrong.append(f"{name}, layer {layer}: off by {gap:.3g}, allowed {most:.3g}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("normalization", ["none", "layer"])
@pytest.mark.parametrize("connection", CONNECTIONS)
@pytest.mark.parametrize("precision", LOW)
def test_most_of_it_is_the_twin_s_to_the_last_digit(precision: str, connection: str, normalization: str) -> None:
    """One rounding more, or one less, and a third of the entries would differ."""
    e = Experiment(network=MLP(depth=3, width=WIDTH, activation="tanh"), batch_size=BATCH, steps=1, loss_scale=256)
    e = e.replace(precision=precision, connection=connection, normalization=normalization, branch_scale=0.7)
    said, truth = seen(e).inspected, seen(e).true[0].truth
    pairs = {
        "outputs": ([said.outputs], [truth.output]),
        "preactivations": (said.preactivations, truth.preactivations),
        "activations": (said.activations, truth.activations),
        "signals": (said.signals, truth.signals),
        "weight gradients": (said.weight_gradients, truth.gradients.weights),
    }
    for name, (ours, theirs) in pairs.items():
        alike = [np.mean(s == t) for s, t in zip(ours, theirs, strict=True)]
        joined = connection == "residual_post"  # what joins is rounded before φ, once more
        assert min(alike) > (0.8 if joined else 0.9), (name, alike)


@pytest.mark.parametrize("precision", LOW)
def test_few_networks_cannot_be_foretold(precision: str) -> None:
    every = [e.replace(precision=precision) for e in networks(DEPTH)]
    lost = [label(e) for e in every if cannot_be_foretold(e)]
    epsilon = PRECISIONS[precision].epsilon
    loose = [label(e) for e in every if agreement.worst_amplification(compared_of(e)) > epsilon]
    assert len(lost) <= 0.1 * len(every), "\n".join(lost)
    assert len(loose) <= 0.2 * len(every), "\n".join(loose)


# -- where float16 ends ------------------------------------------------------------------------------


DEEP = Experiment(network=MLP(depth=20, width=WIDTH), batch_size=BATCH, steps=1, precision="float16")
SCALES = [1, 64, 4096, 65536]


@pytest.mark.parametrize("scale", SCALES)
def test_the_signal_dies_where_the_twin_s_does(scale: int) -> None:
    """Measured and entry by entry, below the smallest normal number too, where digits run out one by one."""
    e = DEEP.replace(loss_scale=scale)
    truth = seen(e).true[0].truth
    for said, true in zip(seen(e).inspected.signals, truth.signals, strict=True):
        assert np.mean(said == 0) == pytest.approx(np.mean(true == 0), abs=0.02)
    trace, step = gradflow.train(e), 2 * PRECISIONS["float16"].smallest / scale
    for name, true in layer_sizes(e, truth).items():
        np.testing.assert_allclose(getattr(trace, name)[0], true, rtol=0.01, atol=step / 10, err_msg=name)
    assert (trace.signal_rms[0] == 0).any()


def test_a_scaled_loss_reaches_further_down() -> None:
    lowest = [np.flatnonzero(gradflow.train(DEEP.replace(loss_scale=scale)).signal_rms[0])[0] for scale in SCALES]
    assert lowest == sorted(lowest, reverse=True) and lowest[0] - lowest[-1] >= 6


def test_bfloat16_reaches_as_far_down_as_float32() -> None:
    full, brain = (gradflow.train(DEEP.replace(precision=p)).signal_rms for p in ("float32", "bfloat16"))
    np.testing.assert_allclose(brain, full, rtol=0.05)


@pytest.mark.parametrize(("precision", "ends"), [("float16", "activation"), ("bfloat16", None), ("float32", None)])
def test_only_float16_overflows_here(precision: str, ends: str | None) -> None:
    e = DEEP.replace(precision=precision, activation="relu", gain=4.0, learning_rate=1e-6)
    found = gradflow.train(e).first_non_finite()
    assert (found and found.where) == ends


def test_a_loss_scaled_too_much_overflows() -> None:
    healthy = DEEP.replace(activation="relu", initializer="he_normal", task="linear", depth=3)
    assert gradflow.train(healthy.replace(loss_scale=1024)).first_non_finite() is None
    found = gradflow.train(healthy.replace(loss_scale=65536, gain=3.0)).first_non_finite()
    assert found and found.where in ("signal", "weight_gradient")


def test_the_weights_themselves_stay_float32() -> None:
    weights = gradflow.inspect(DEEP.replace(steps=2), step=1).weights
    assert all((w != on_grid(w, "float16")).any() for w in weights)


def test_in_float32_and_bfloat16_a_loss_scale_changes_nothing() -> None:
    for precision in ("float32", "bfloat16"):
        e = DEEP.replace(precision=precision, steps=3, depth=4)
        for name, array in gradflow.train(e).arrays().items():
            np.testing.assert_array_equal(getattr(gradflow.train(e.replace(loss_scale=1024)), name), array)
