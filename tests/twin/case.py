"""One experiment seen from both sides: what the engine says, and the twin from the same start."""

from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

import gradflow
from gradflow import Experiment
from gradflow.parts.optimizers import OPTIMIZERS
from gradflow.tasks import data_of
from tests.twin.network import Parameters
from tests.twin.pictures import in_rows
from tests.twin.training import Step, train

Array = NDArray[Any]
ROUNDING = 2.0**-24


class Case(NamedTuple):
    """inspected: `gradflow.inspect` at step 0; true: the twin in float64; rounded: it in float32, see `nudged`."""

    experiment: Experiment
    inspected: Any
    start: Parameters
    true: list[Step]
    rounded: list[Step]


def case_of(experiment: Experiment, steps: int) -> Case:
    """The twin starts from the engine's weights and sees the engine's batches."""
    inspected = in_rows(gradflow.inspect(experiment, step=0))
    start = parameters_of(inspected)
    for change in experiment.changes:
        if change.value == "highway":  # gates are drawn when they come into use
            later = parameters_of(in_rows(gradflow.inspect(experiment, step=change.step)))
            start = start._replace(gate_weights=later.gate_weights, gate_biases=later.gate_biases)
    batches = [batch_of(experiment, step) for step in range(steps)]
    true, rounded = train(experiment, start, batches), train(experiment, nudged(start), batches, np.float32)
    return Case(experiment, inspected, start, true, rounded)


def nudged(start: Parameters) -> Parameters:
    """Every weight moved by up to one rounding of float32, at random; 0 stays 0. Tied layers stay alike."""
    rng = np.random.default_rng(0)
    moved = [w * (1 + ROUNDING * rng.uniform(-1, 1, w.shape)) for w in start.weights]
    alike = [next(i for i, v in enumerate(start.weights) if np.array_equal(v, w)) for w in start.weights]
    return start._replace(weights=[moved[i] for i in alike])


def parameters_of(inspected: Any) -> Parameters:
    """All parameters the engine says it has."""
    return Parameters(*([np.asarray(array) for array in getattr(inspected, name)] for name in Parameters._fields))


def batch_of(e: Experiment, step: int) -> tuple[Array, Array]:
    """Inputs and targets of a step."""
    now = e.at(step)
    if OPTIMIZERS[now.optimizer].full_batch:
        data = data_of(e.data)
        return data.inputs, data.targets
    return _batch_of(e.task, e.batch_size, e.seed, step)


@lru_cache(maxsize=1000)
def _batch_of(task: str, batch_size: int, seed: int, step: int) -> tuple[Array, Array]:
    """Batches hang on nothing else (`tests/engine/layered/test_truth_changes.py` looks)."""
    smallest = gradflow.MLP(depth=1, width=16, activation="identity")
    e = Experiment(task=task, network=smallest, batch_size=batch_size, seed=seed, learning_rate=1e-6)
    inspected = gradflow.inspect(e, step=step)
    return np.asarray(inspected.inputs), np.asarray(inspected.targets)
