"""Direction: whether the last activations of different inputs are told apart, against theory and against training."""

from typing import Any

import numpy as np
import pytest

import gradflow
from gradflow.diagnosis import diagnose
from gradflow.engine.train import train
from gradflow.experiment import Experiment, default_of
from gradflow.networks import RNN
from gradflow.reading import headline, remarks
from gradflow.text import LANGUAGES, Words
from tests.diagnosis.traces import DEPTH, profile, trace_of

RELU = {"activation": "relu", "initializer": "he_normal"}


def codes(found: gradflow.diagnosis.Diagnosis) -> list[str]:
    return [finding.code for finding in found.remarks]


def relu_map(cosines: np.ndarray) -> np.ndarray:
    """How a wide layer of ReLU turns two inputs towards each other (Cho & Saul 2009; Poole et al. 2016)."""
    angle = np.arccos(np.clip(cosines, -1, 1))
    return (np.sqrt(1 - np.clip(cosines, -1, 1) ** 2) + (np.pi - angle) * cosines) / np.pi


def of_pairs(rows: np.ndarray) -> np.ndarray:
    along = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    return (along @ along.T)[np.triu_indices(len(rows), 1)]


@pytest.mark.slow
@pytest.mark.parametrize("depth", [1, 2, 5, 10, 20, 40])
def test_at_the_start_it_is_what_the_correlation_map_says(depth: int) -> None:
    """Of 1 - cosine, whose relative error at width 256 grows with the depth."""
    e = Experiment(steps=1, learning_rate=1e-6).replace(depth=depth, width=256, **RELU)
    cosines = of_pairs(gradflow.inspect(e).inputs.astype(np.float64)[:64])
    for _ in range(depth):
        cosines = relu_map(cosines)
    runs = [train(e.replace(seed=seed)).activation_cosine[0] for seed in range(4)]
    assert 1 - np.mean(runs) == pytest.approx(1 - cosines.mean(), rel=0.03 + 0.006 * depth)


@pytest.mark.slow
def test_a_linear_network_turns_nothing() -> None:
    e = Experiment(steps=1).replace(depth=30, width=256, activation="identity", initializer="orthogonal")
    cosines = of_pairs(gradflow.inspect(e).activations[0].astype(np.float64)[:64])
    assert train(e).activation_cosine[0] == pytest.approx(cosines.mean(), abs=1e-3)


@pytest.mark.slow
def test_a_signal_that_passes_does_not_sound_well_where_all_inputs_end_alike() -> None:
    """A hundred ReLU layers at 6 % accuracy: R is near 0, and every input gives the same output."""
    e = Experiment(steps=200, learning_rate=0.01).replace(depth=100, **RELU)
    trace = train(e)
    found = diagnose(trace)
    assert found.signal == "passes" and found.learning == "at_chance" and "parallel" in codes(found)
    assert 1 - trace.activation_cosine[-1] < 1e-3
    for language, said in (("en", "But it carries little"), ("zh", "但它携带的信息很少")):
        assert said in headline(found, None, Words(language))


LEARNED: list[dict[str, Any]] = [
    RELU | {"depth": 5},
    {"depth": 10, "activation": "tanh", "initializer": "glorot_normal"},
    {"depth": 1, "activation": "sigmoid", "initializer": "glorot_normal"},
    RELU | {"depth": 30, "normalization": "batch"},
]


@pytest.mark.slow
@pytest.mark.parametrize("fields", LEARNED)
def test_what_learns_is_not_called_parallel(fields: dict[str, Any]) -> None:
    for seed in range(3):
        found = diagnose(train(Experiment(steps=400, learning_rate=0.1, seed=seed).replace(**fields)))
        assert found.learning in ("learning", "learned") and "parallel" not in codes(found)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("experiment", [Experiment(), default_of(RNN)], ids=["layer", "time"])
def test_where_the_signal_does_not_pass_it_is_a_remark(experiment: Experiment, language: str) -> None:
    words, columns = Words(language), dict[str, Any](activation_cosine=0.99996)
    if experiment.family.axis == "time":  # there is no way along c
        columns["cell_gradient_rms"] = np.full(DEPTH, np.nan)
    lost, passing = (diagnose(trace_of(experiment, signal_rms=profile(decades), **columns)) for decades in (-8, 0))
    said = words.along(lost.axis)("remark.parallel", cosine="0.99996", angle="0.51°")
    assert said in remarks(lost, None, words) and said not in remarks(passing, None, words)
    assert "0.99996" in headline(passing, None, words) and "0.99996" not in headline(lost, None, words)


@pytest.mark.parametrize("cosine", [0.3, 0.998, -0.5, np.nan])
def test_of_directions_that_differ_nothing_is_said(cosine: float) -> None:
    assert "parallel" not in codes(diagnose(trace_of(activation_cosine=cosine)))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("first", "now", "said"), [(0.9999, 0.7, True), (0.9, 0.7, False), (0.9999, 0.9999, False)])
def test_of_a_run_at_chance_it_is_told_that_its_inputs_began_alike(
    language: str, first: float, now: float, said: bool
) -> None:
    words, looks = Words(language), np.full(40, np.nan)
    looks[[19, 39]] = 0.1
    cosines = np.append(first, np.full(39, now))
    found = diagnose(trace_of(steps=40, held_out_accuracy=looks, accuracy=0.1, activation_cosine=cosines))
    assert found.learning == "at_chance" and ("skip" in found.learning.helps) == said
    assert (words("learning.was_parallel", cosine="0.9999") in headline(found, None, words)) == said


@pytest.mark.parametrize(("batch_size", "cosines", "parallel"), [
    (2, np.append(np.full(19, 0.3), 1.0), False),  # two examples that are neighbours
    (2, np.full(20, 1.0), False),  # ten batches of two are twenty examples
    (8, np.append(np.full(19, 0.3), 1.0), False),
    (8, np.full(20, 1.0), True),
    (128, np.append(np.full(19, 0.3), 1.0), True),
])  # fmt: skip
def test_what_one_batch_of_few_shows_is_none_of_the_network(
    batch_size: int, cosines: np.ndarray, parallel: bool
) -> None:
    trace = trace_of(Experiment(batch_size=batch_size), steps=20, activation_cosine=cosines)
    assert ("parallel" in codes(diagnose(trace))) == parallel


def test_of_copies_of_one_neuron_direction_says_nothing() -> None:
    clones = Experiment().replace(initializer="constant")
    assert "parallel" not in codes(diagnose(trace_of(clones, activation_cosine=1.0)))
