"""Truth of training: 21 steps of every pair of choices, losses and norms by the trace, weights by inspection."""

from functools import cache

import numpy as np
import pytest

import gradflow
from gradflow import MLP, Experiment
from gradflow.parts.clipping import CLIPPINGS
from gradflow.parts.optimizers import OPTIMIZERS
from gradflow.parts.schedules import SCHEDULES
from tests.networks.known import layered_of
from tests.twin import agreement, in_torch
from tests.twin.agreement import Rounded, disagreements
from tests.twin.case import Case, batch_of, case_of, parameters_of
from tests.twin.design import BATCH, STEPS, WIDTH, label, trainings
from tests.twin.measures import layer_sizes
from tests.twin.network import Parameters
from tests.twin.training import Step, trained

pytestmark = pytest.mark.slow

TOLERANCE = 1e-4
EVERY = [pytest.param(e, id=label(e)) for e in trainings(3)]


@cache
def seen(e: Experiment) -> Case:
    return case_of(e, STEPS)


def rows_of(e: Experiment, steps: list[Step]) -> dict[str, list[np.ndarray]]:
    """What the twin says of every step, by the trace's names; one array a step."""
    rows = {"loss": [np.array(step.truth.loss) for step in steps]}
    for name in ("raw_norm", "clipped_norm", "update_norm", "update_ratio"):
        rows[name] = [np.asarray(getattr(step, name)) for step in steps]
    sizes = [layer_sizes(e, step.truth) for step in steps]
    return rows | {name: [size[name] for size in sizes] for name in sizes[0]}


def compared_of(case: Case) -> dict[str, Rounded]:
    """Every quantity of the trace in both precisions."""
    true, rounded = rows_of(case.experiment, case.true), rows_of(case.experiment, case.rounded)
    return {name: Rounded(values, rounded[name]) for name, values in true.items()}


def compare(case: Case, trace: gradflow.Trace) -> list[str]:
    """Disagreements of a trace as far as it can be foretold; `layer` in the sentences counts steps here."""
    steps = foretold(case)
    amplified = amplification(case)[:steps]
    wrong = []
    for name, twin in compared_of(case).items():
        twin = Rounded(twin.true[:steps], twin.rounded[:steps])
        wrong += disagreements(name, list(getattr(trace, name))[:steps], twin, TOLERANCE, amplified)
    return wrong


def foretold(case: Case) -> int:
    """How many steps it takes until what is allowed for rounding is as large as the values themselves."""
    return sum(value <= 1 / agreement.MARGIN for value in amplification(case))


def amplification(case: Case) -> list[float]:
    """By how much the network amplifies rounding, up to each step; the size of an update is only its result."""
    compared = [twin.amplification for name, twin in compared_of(case).items() if not name.startswith("update")]
    return [max(values) for values in zip(*compared, strict=True)]


def compare_parameters(case: Case, steps: int) -> list[str]:
    """Disagreements of all parameters after so many steps."""
    said = parameters_of(gradflow.inspect(case.experiment, step=steps))
    wrong = []
    for name in sorted({name for name, _ in trained(case.experiment.at(steps))}):
        true, rounded = (getattr(twin[steps - 1].after, name) for twin in (case.true, case.rounded))
        amplified = amplification(case)[steps - 1]
        wrong += disagreements(name, getattr(said, name), Rounded(true, rounded), TOLERANCE, amplified)
    return wrong


def meets_a_kink(case: Case) -> bool:
    """Whether at some step rounding decides on which side of a kink a unit stands."""
    steps = zip(case.true, case.rounded, strict=True)
    near = (agreement.near_a_kink(case.experiment, t.truth, r.truth, exactly=False) for t, r in steps)
    return any(mask.any() for masks in near for mask in masks)


@pytest.mark.parametrize("e", EVERY)
def test_training_is_the_twin_s(e: Experiment) -> None:
    case = seen(e)
    if meets_a_kink(case):
        return
    trace = gradflow.train(e)
    assert len(trace) == STEPS and trace.first_non_finite() is None
    wrong = compare(case, trace)
    if foretold(case) > 1:
        wrong += compare_parameters(case, foretold(case) - 1)
    assert not wrong, "\n".join(wrong)


def test_few_trainings_meet_a_kink_or_amplify_rounding() -> None:
    """Of those without a group norm, whose four units may be alike by chance."""
    there = [e for e in trainings(3) if layered_of(e).normalization != "group"]
    kinked = [label(e) for e in there if meets_a_kink(seen(e))]
    amplify = []
    for e in there:
        worst = amplification(seen(e))[-1]
        if worst > TOLERANCE / 4 and label(e) not in kinked:
            amplify.append(f"{label(e)}: {worst:.1g}")
    assert len(kinked) <= 0.15 * len(there), "\n".join(kinked)
    assert len(amplify) <= 0.2 * len(there), "\n".join(amplify)
    cut = [label(e) for e in there if foretold(seen(e)) < STEPS]
    assert len(cut) <= 0.1 * len(there), "\n".join(cut)


# -- every optimizer × clipping, smooth networks, PyTorch's own optimizers ---------------------------


@pytest.mark.parametrize("clipping", CLIPPINGS)
@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_weights_after_20_steps_are_pytorch_s(optimizer: str, clipping: str) -> None:
    e = Experiment(
        network=MLP(depth=3, width=WIDTH, activation="tanh"),
        optimizer=optimizer,
        clipping=clipping,
        max_norm=0.02,
        learning_rate=0.002 if optimizer == "rmsprop" else 0.02,  # its first step is ten times the rate
        l2=0.0 if optimizer == "adamw" else 0.01,
        batch_size=BATCH,
        steps=STEPS,
    )
    start = parameters_of(gradflow.inspect(e, step=0))
    network, losses = in_torch.train(e, start, [batch_of(e, step) for step in range(STEPS - 1)])
    np.testing.assert_allclose(gradflow.train(e).loss[:-1], losses, rtol=1e-4)
    after = parameters_of(gradflow.inspect(e, step=STEPS - 1))
    for said, theirs in zip(after.weights + after.biases, network.weights() + network.biases(), strict=True):
        np.testing.assert_allclose(said, theirs, rtol=0, atol=1e-4 * np.abs(theirs).max())


@pytest.mark.parametrize("schedule", SCHEDULES)
def test_update_follows_the_schedule(schedule: str) -> None:
    """The update of plain descent is the learning rate times the gradient."""
    e = Experiment(
        network=MLP(depth=2, width=WIDTH),
        schedule=schedule,
        decay_rate=0.9,
        warmup_steps=10,
        rise=2.0,
        batch_size=BATCH,
        steps=STEPS,
    )
    trace, t = gradflow.train(e), np.arange(STEPS)
    factors = {
        "constant": np.ones(STEPS),
        "exponential": 0.9**t,
        "cosine": (1 + np.cos(np.pi * t / STEPS)) / 2,
        "warmup": np.minimum(1, (t + 1) / 10),
        "rising": 10.0 ** (2 * (t / (STEPS - 1) - 1)),
    }
    np.testing.assert_allclose(trace.update_norm / trace.raw_norm, 0.1 * factors[schedule], rtol=1e-4)


def test_only_trained_parameters_count() -> None:
    """γ and β only where normalized, α only in ReZero, gates only in highway: the norms say so."""
    for name in Parameters._fields[2:]:
        assert name not in {key for key, _ in trained(Experiment())}
