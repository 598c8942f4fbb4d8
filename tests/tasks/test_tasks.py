"""Tasks: shapes, balance, scale, a held-out part of its own, the same data every time."""

import numpy as np
import pytest
from sklearn.datasets import load_digits
from sklearn.linear_model import LinearRegression, LogisticRegression

from gradflow.tasks import TASKS, data_of

every_task = pytest.mark.parametrize("name", TASKS)
classifications = pytest.mark.parametrize("name", [n for n, t in TASKS.items() if t.objective == "classification"])


def rows(array: np.ndarray) -> set[bytes]:
    return {row.tobytes() for row in array}


@every_task
def test_shapes_and_types(name: str) -> None:
    task, data = TASKS[name], data_of(name)
    assert data.inputs.shape == (len(data.targets), task.inputs)
    assert data.targets.shape[1] == data.held_out_targets.shape[1] == task.outputs
    assert data.held_out_inputs.shape == (len(data.held_out_targets), task.inputs)
    assert all(part.dtype == np.float32 and np.isfinite(part).all() for part in data)
    samples = len(data.inputs) + len(data.held_out_inputs)
    assert len(data.inputs) == int(0.8 * samples) and len(data.inputs) >= 256


@every_task
def test_inputs_are_centred_and_scaled(name: str) -> None:
    inputs = data_of(name).inputs
    assert np.abs(inputs.mean(axis=0)).max() < 0.7  # the moons lie to the right of 0
    assert inputs.std(axis=0).max() < 1.1
    assert np.median(inputs.std(axis=0)) == pytest.approx(1, abs=0.1)


@classifications
def test_classes_are_one_hot_and_balanced(name: str) -> None:
    data = data_of(name)
    for targets in (data.targets, data.held_out_targets):
        assert set(np.unique(targets)) == {0, 1} and (targets.sum(axis=1) == 1).all()
        share = targets.mean(axis=0) * targets.shape[1]
        sigma = np.sqrt(targets.shape[1] / len(targets))  # of a share in a random split, at most
        assert share.min() > 1 - 4 * sigma and share.max() < 1 + 4 * sigma


@every_task
def test_held_out_samples_are_not_trained_on(name: str) -> None:
    data = data_of(name)
    train = rows(np.hstack([data.inputs, data.targets]))
    held_out = rows(np.hstack([data.held_out_inputs, data.held_out_targets]))
    assert not train & held_out
    assert len(train) == len(data.inputs) and len(held_out) == len(data.held_out_inputs)


@every_task
def test_data_are_the_same_every_time(name: str) -> None:
    np.random.seed(0)
    first = TASKS[name].make()
    np.random.seed(1)
    for one, other in zip(first, TASKS[name].make(), strict=True):
        np.testing.assert_array_equal(one, other)


def test_digits_have_a_floor_under_the_standard_deviation() -> None:
    """A pixel constant in training but not held out would become an outlier of a million."""
    data = data_of("digits")
    assert (data.inputs.std(axis=0) < 0.2).sum() >= 3, "some pixels are (nearly) constant"
    # at most 16 grey levels over half a level; without the floor a single held-out pixel reaches 1e6
    assert np.abs(data.inputs).max() < 33 and np.abs(data.held_out_inputs).max() < 33


def test_digits_are_all_of_scikit_learn_s_and_in_the_right_pairs() -> None:
    data = data_of("digits")
    _, digits = load_digits(return_X_y=True)
    assert len(data.inputs) + len(data.held_out_inputs) == len(digits) == 1797
    counts = data.targets.sum(axis=0) + data.held_out_targets.sum(axis=0)
    np.testing.assert_array_equal(counts, np.bincount(digits))
    fitted = LogisticRegression(max_iter=200).fit(data.inputs, data.targets.argmax(axis=1))
    assert fitted.score(data.held_out_inputs, data.held_out_targets.argmax(axis=1)) > 0.93


@pytest.mark.parametrize("name", ["spirals", "circles", "xor"])
def test_a_line_does_not_separate_what_needs_a_network(name: str) -> None:
    data = data_of(name)
    fitted = LogisticRegression().fit(data.inputs, data.targets.argmax(axis=1))
    assert fitted.score(data.held_out_inputs, data.held_out_targets.argmax(axis=1)) < 0.75


@pytest.mark.parametrize("name", [name for name, task in TASKS.items() if task.objective == "classification"])
def test_a_neighbour_tells_the_class(name: str) -> None:
    """So that the task can be learned and generalizes."""
    data = data_of(name)
    distances = ((data.held_out_inputs[:, None] - data.inputs[None]) ** 2).sum(axis=2)
    guess = data.targets[distances.argmin(axis=1)]
    assert (guess.argmax(axis=1) == data.held_out_targets.argmax(axis=1)).mean() > 0.93


def test_linear_regression_is_linear_and_the_curve_is_not() -> None:
    scores = {}
    for name in ("linear", "curve"):
        data = data_of(name)
        fitted = LinearRegression().fit(data.inputs, data.targets)
        scores[name] = fitted.score(data.held_out_inputs, data.held_out_targets)
    assert scores["linear"] > 0.95 and scores["curve"] < 0.5


def test_unknown_task_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        data_of("cubes")
