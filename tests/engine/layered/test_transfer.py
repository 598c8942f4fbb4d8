"""Pretrained: a run begins with what its source ended with, layer for layer."""

from typing import Any

import numpy as np
import pytest

import gradflow
from gradflow.experiment import Experiment, default_of
from gradflow.networks import CNN

pytestmark = pytest.mark.slow

SMALL = Experiment(task="moons", batch_size=32, steps=25).replace(depth=4, width=16, activation="tanh")
BEGUN = SMALL.replace(start="pretrained", source_task="spirals", source_steps=30)
NAMES = ("weights", "biases", "norm_scales", "norm_shifts", "branch_scales", "gate_weights", "gate_biases")


def ended(experiment: Experiment) -> Any:
    assert experiment.source
    return gradflow.inspect(experiment.source, step=experiment.source_steps)


def equal(one: Any, other: Any) -> list[bool]:
    """Layer by layer, and of the output layer, whether weights and biases are the same to the bit."""
    pairs = zip(one.weights, other.weights, one.biases, other.biases, strict=True)
    return [bool(np.array_equal(a, b) and np.array_equal(c, d)) for a, b, c, d in pairs]


def test_its_source_is_the_same_training_on_the_other_data() -> None:
    assert BEGUN.source == SMALL.replace(task="spirals", steps=30)
    assert SMALL.source is None and BEGUN.replace(frozen_layers=3).source == BEGUN.source


def test_all_hidden_layers_are_the_source_s_and_the_output_layer_is_drawn() -> None:
    begun = gradflow.inspect(BEGUN, step=0)
    assert equal(begun, ended(BEGUN)) == [True] * 4 + [False]
    assert equal(begun, gradflow.inspect(SMALL, step=0))[-1]


@pytest.mark.parametrize("count", [1, 3])
def test_the_lowest_layers_alone(count: int) -> None:
    some = BEGUN.replace(copied_layers=count)
    begun = gradflow.inspect(some, step=0)
    assert equal(begun, ended(some)) == [layer < count for layer in range(5)]
    assert equal(begun, gradflow.inspect(SMALL, step=0)) == [layer >= count for layer in range(5)]


def test_of_an_earlier_run_on_the_same_data_everything_is_taken_over() -> None:
    again = BEGUN.replace(source_task="moons")
    assert equal(gradflow.inspect(again, step=0), ended(again)) == [True] * 5


@pytest.mark.parametrize("remedy", [{"normalization": "batch"}, {"connection": "rezero"}, {"connection": "highway"}])
def test_what_else_belongs_to_a_layer_comes_with_it(remedy: dict[str, str]) -> None:
    some = BEGUN.replace(**remedy)
    begun, source = gradflow.inspect(some, step=0), ended(some)
    assert all(np.array_equal(getattr(begun, name), getattr(source, name)) for name in NAMES[2:])


def test_frozen_layers_stay_what_they_were_at_the_source() -> None:
    frozen = BEGUN.replace(frozen_layers=2)
    assert equal(gradflow.inspect(frozen, step=20), ended(frozen)) == [True, True, False, False, False]


def test_kernels_are_taken_over_and_frozen_as_matrices_are() -> None:
    pictures = default_of(CNN).replace(depth=3, width=8, batch_size=8, normalization="batch", steps=3)
    begun = pictures.replace(start="pretrained", source_steps=20, copied_layers=2, frozen_layers=1)
    assert equal(gradflow.inspect(begun, step=0), ended(begun)) == [True, True, False, False]
    assert equal(gradflow.inspect(begun, step=3), ended(begun)) == [True, False, False, False]


def test_a_run_streams_its_own_steps_alone() -> None:
    parts = list(gradflow.stream(BEGUN, chunk=10))
    assert [len(part) for part in parts] == [10, 10, 5]
    first = gradflow.inspect(BEGUN, step=0)
    assert parts[0].loss[0] == pytest.approx(float(first.loss), rel=1e-5)


def test_data_of_another_size_cannot_be_a_source() -> None:
    assert BEGUN.replace(task="digits").source_task == "digits"
    assert Experiment(start="pretrained", source_task="curve").source_task == "digits"
    assert Experiment(source_task="curve").source_task == "curve"  # nobody reads it


def test_links_bring_it_back() -> None:
    assert Experiment.from_query(BEGUN.to_query()) == BEGUN
    assert gradflow.predict(BEGUN) is None
