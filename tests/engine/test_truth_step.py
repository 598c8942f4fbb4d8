"""Truth of one step: every pair of network choices at depths 1, 2, 20 and 100, entry by entry."""

from functools import cache
from typing import Any

import numpy as np
import pytest

import gradflow
from gradflow import Experiment
from tests.twin import agreement
from tests.twin.agreement import Rounded, disagreements, tolerance_at
from tests.twin.case import Case, case_of
from tests.twin.design import label, networks
from tests.twin.measures import accuracy, layer_sizes, shares

DEPTHS = (1, 2, 20, 100)
EVERY = [pytest.param(e, id=f"{depth}-{label(e)}") for depth in DEPTHS for e in networks(depth)]


@cache
def seen(e: Experiment) -> Case:
    return case_of(e, steps=1)


@pytest.mark.parametrize("e", EVERY)
def test_inspected_step_is_the_twin_s(e: Experiment) -> None:
    case = seen(e)
    truth, rounded = case.true[0].truth, case.rounded[0].truth
    if agreement.overflows(truth):
        largest = max(np.abs(part).max() for part in [*case.inspected.signals, *case.inspected.weight_gradients])
        assert not largest < agreement.LARGEST / 10, "float64 leaves what float32 holds, the engine does not say so"
        return
    compared = agreement.quantities(truth, rounded)
    if agreement.across_a_kink(e, truth, case.inspected.activations):
        del compared["signals"], compared["weight_gradients"]
    wrong = []
    for name, twin in compared.items():
        said = getattr(case.inspected, name)
        wrong += disagreements(name, [said] if name == "loss" else list(said), twin, tolerance_at(e.network.depth))
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("e", EVERY)
def test_measured_step_is_the_twin_s(e: Experiment) -> None:
    case, tolerance = seen(e), tolerance_at(e.network.depth)
    (true,), (rounded,) = case.true, case.rounded
    if agreement.overflows(true.truth) or agreement.across_a_kink(e, true.truth, case.inspected.activations):
        return
    trace = gradflow.train(e.replace(steps=1))
    assert len(trace) == 1 and trace.first_non_finite() is None
    sizes: dict[str, Any] = {
        name: (values, layer_sizes(e, rounded.truth)[name]) for name, values in layer_sizes(e, true.truth).items()
    }
    sizes["update_ratio"] = true.update_ratio, rounded.update_ratio
    sizes |= {name: ([getattr(true, name)], [getattr(rounded, name)]) for name in ("raw_norm", "update_norm")}
    wrong = []
    for name, (values, rough) in sizes.items():
        wrong += disagreements(name, getattr(trace, name).reshape(-1), Rounded(values, rough), tolerance)
    for name, band in shares(e, true.truth, slack(case)).items():
        said = getattr(trace, name)[0]
        assert (said >= band.low - 1e-6).all() and (said <= band.high + 1e-6).all(), (name, said, band)
    assert not wrong, "\n".join(wrong)
    assert trace.loss[0] == pytest.approx(case.inspected.loss, rel=1e-5)
    if e.task == "digits":
        low, high = accuracy(true.truth.output, case.inspected.targets, slack(case))
        assert low - 1e-6 <= trace.accuracy[0] <= high + 1e-6


def slack(case: Case) -> float:
    """How far float32 is off in what enters a comparison with a threshold."""
    true, rounded = case.true[0].truth, case.rounded[0].truth
    measured = Rounded([true.output, *true.entering], [rounded.output, *rounded.entering]).amplification()
    return max(1e-5, 8 * max(measured))


@pytest.mark.parametrize("depth", DEPTHS)
def test_few_networks_amplify_rounding(depth: int) -> None:
    """None at depth 1 and 2; deep, only where a normalization or a gate keeps the signal's size.

    Batch normalization above all: it explodes the gradient (Yang et al. 2019) and is chaotic.
    """
    amplify, kinked, cancelled, overflown = [], [], [], []
    for e in networks(depth):
        case = seen(e)
        truth, rounded = case.true[0].truth, case.rounded[0].truth
        if agreement.overflows(truth):
            overflown.append(e)
        elif agreement.cancels(e, truth, case.inspected.inputs, case.inspected.targets):
            cancelled.append(e)
        elif any(near.any() for near in agreement.near_a_kink(e, truth)):
            kinked.append(e)
        elif max(agreement.amplifications(truth, rounded)) > tolerance_at(depth) / 4:
            amplify.append(e)
    said = "\n".join(map(label, amplify))
    assert len(amplify) <= {1: 0, 2: 0, 20: 13, 100: 26}[depth], said
    assert all(e.network.normalization != "none" or e.network.connection == "highway" for e in amplify), said
    assert all(e.network.initializer in ("constant", "zeros") for e in cancelled), "\n".join(map(label, cancelled))
    assert len(kinked) <= 0.1 * len(networks(depth)), "\n".join(map(label, kinked))
    assert all(e.network.normalization == "batch" for e in overflown), "\n".join(map(label, overflown))
    assert len(overflown) <= {1: 0, 2: 0, 20: 3, 100: 8}[depth], "\n".join(map(label, overflown))
