"""Changes in mid-run, chunks of any size, batches: the same numbers however one looks."""

from typing import Any

import numpy as np
import pytest

import gradflow
from gradflow import MLP, Experiment
from gradflow.engine.train import begin_training
from gradflow.tasks import data_of
from tests.engine.layered.test_truth_training import compare, compare_parameters
from tests.twin.case import case_of
from tests.twin.design import BATCH, STEPS, WIDTH

pytestmark = pytest.mark.slow

BASE = Experiment(
    network=MLP(depth=5, width=WIDTH, activation="tanh", skip_length=2, leaky_slope=0.3, branch_scale=0.7),
    learning_rate=0.02,
    momentum=0.8,
    max_norm=0.05,
    decay_rate=0.9,
    warmup_steps=15,
    batch_size=BATCH,
    steps=STEPS,
)
CHANGES = [
    {"optimizer": "adam"},
    {"optimizer": "momentum"},
    {"optimizer": "adamw", "weight_decay": 0.1},
    {"optimizer": "rmsprop", "rms_decay": 0.9, "epsilon": 1e-4},
    {"optimizer": "gd"},
    {"activation": "softplus"},
    {"activation": "leaky_relu", "leaky_slope": 0.7},
    {"normalization": "batch"},
    {"normalization": "layer", "norm_position": "after"},
    {"connection": "residual"},
    {"connection": "rezero"},
    {"connection": "long_skip", "branch_scale": 0.5},
    {"connection": "highway"},
    {"connection": "residual_post", "branch_scale": 0.5},
    {"connection": "u_skip"},
    {"learning_rate": 0.1},
    {"schedule": "exponential"},
    {"schedule": "warmup", "warmup_steps": 18},
    {"clipping": "norm"},
    {"clipping": "value", "max_norm": 0.01},
    {"weight_limit": 0.2, "l2": 0.05},
    {"frozen_layers": 2, "l2": 0.05},
    {"frozen_layers": 1, "optimizer": "adamw", "weight_decay": 0.1},
    {"frozen_layers": 100, "weight_limit": 0.05},
    {"precision": "bfloat16"},
    {"precision": "float16", "loss_scale": 1024},
]


def bits(trace: gradflow.Trace, rows: slice = slice(None)) -> dict[str, bytes]:
    return {name: array[rows].tobytes() for name, array in trace.arrays().items()}


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: "-".join(map(str, change.values())))
def test_a_change_is_the_twin_s_and_leaves_the_past_alone(change: dict[str, Any]) -> None:
    e = BASE.with_change(step=10, **change)
    trace = gradflow.train(e)
    assert bits(trace, slice(10)) == bits(gradflow.train(BASE), slice(10))
    case = case_of(e, STEPS)
    wrong = compare(case, trace) + compare_parameters(case, STEPS - 1)
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("start", ["momentum", "nesterov", "rmsprop", "adagrad", "adam"])
def test_a_new_optimizer_remembers_nothing_of_the_old(start: str) -> None:
    """As when a new torch.optim object is made: memory and step count begin again."""
    for optimizer in ("momentum", "adam"):
        if optimizer != start:
            e = BASE.replace(optimizer=start).with_change(step=10, optimizer=optimizer)
            case = case_of(e, STEPS)
            wrong = compare(case, gradflow.train(e))
            assert not wrong, "\n".join(wrong)


def test_two_changes_and_back_again() -> None:
    e = BASE.with_change(step=5, connection="residual").with_change(step=12, connection="plain", learning_rate=0.05)
    case = case_of(e, STEPS)
    wrong = compare(case, gradflow.train(e))
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("size", [1, 2, 7, 20, 1000])
def test_chunks_of_any_size_make_the_same_trace(size: int) -> None:
    from gradflow.engine.train import begin_training

    e = BASE.replace(steps=50, normalization="batch").with_change(step=10, optimizer="adam")
    training, parts = begin_training(e), []
    while not training.finished:
        parts.append(training.advance(size))
    whole = gradflow.train(e)
    assert bits(gradflow.Trace.join(parts)) == bits(whole)
    assert bits(gradflow.Trace.join(list(gradflow.stream(e)))) == bits(whole)
    assert len(whole) == 50


def test_the_same_experiment_makes_the_same_bits() -> None:
    assert bits(gradflow.train(BASE)) == bits(gradflow.train(BASE))
    other = gradflow.train(BASE.replace(seed=1))
    assert not np.allclose(other.loss, gradflow.train(BASE).loss)


def test_a_longer_run_begins_as_the_shorter() -> None:
    longer = gradflow.train(BASE.replace(steps=60))
    assert bits(longer, slice(STEPS)) == bits(gradflow.train(BASE))


def test_inspection_is_of_the_run_that_was_traced() -> None:
    trace = gradflow.train(BASE)
    for step in (0, 7, STEPS - 1):
        seen = gradflow.inspect(BASE, step=step)
        assert seen.loss == pytest.approx(trace.loss[step], rel=1e-5)
        rms = np.sqrt(np.mean(np.square(np.asarray(seen.signals, np.float64)), axis=(1, 2)))
        np.testing.assert_allclose(trace.signal_rms[step], rms, rtol=1e-4)


def test_batches_hang_on_seed_and_step_alone() -> None:
    others = [BASE.replace(depth=2), BASE.replace(optimizer="adam", connection="highway"), BASE.replace(steps=40)]
    for step in (0, 3, 17):
        seen = gradflow.inspect(BASE, step=step)
        assert seen.inputs.shape == (BATCH, 64) and seen.targets.shape == (BATCH, 10)
        for other in others:
            np.testing.assert_array_equal(gradflow.inspect(other, step=step).inputs, seen.inputs)
        assert (gradflow.inspect(BASE.replace(seed=5), step=step).inputs != seen.inputs).any()


def test_batches_are_samples_of_the_training_part_with_their_own_targets() -> None:
    data = data_of("digits")
    known = {x.tobytes(): y for x, y in zip(data.inputs, data.targets, strict=True)}
    drawn = set()
    for step in range(5):
        seen = gradflow.inspect(BASE, step=step)
        for x, y in zip(np.asarray(seen.inputs), np.asarray(seen.targets), strict=True):
            np.testing.assert_array_equal(known[x.tobytes()], y)
            drawn.add(x.tobytes())
    assert len(drawn) > 4.5 * BATCH


def test_gradient_descent_takes_the_whole_training_part() -> None:
    seen = gradflow.inspect(BASE.replace(optimizer="gd"), step=0)
    data = data_of("digits")
    assert {x.tobytes() for x in np.asarray(seen.inputs)} == {x.tobytes() for x in data.inputs}
    assert len(seen.inputs) == len(data.inputs)


@pytest.mark.parametrize(
    ("name", "value"),
    [("normalization", "batch"), ("connection", "highway"), ("optimizer", "adam"), ("precision", "float16")],
)
def test_a_branch_is_the_run_from_the_start(name: str, value: str) -> None:
    plain = Experiment(steps=50).replace(depth=3, width=16, batch_size=32)
    changed = plain.with_change(27, **{name: value})
    training = begin_training(plain)
    past = [training.advance(20), training.advance(7)]
    branch = training.branch(changed)
    rest = training.advance(3)
    parts = []
    while not branch.finished:
        parts.append(branch.advance())
    whole = gradflow.train(changed)
    for key, array in gradflow.Trace.join([*past, *parts]).arrays().items():
        np.testing.assert_array_equal(array, getattr(whole, key), err_msg=key)
    np.testing.assert_array_equal(rest.loss, gradflow.train(plain).loss[27:30])
