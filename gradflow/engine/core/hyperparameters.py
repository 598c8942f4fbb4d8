"""Hyperparameters: every choice and number of an experiment that a running program reads, as traced scalars.

Names of choices are positions in their registry.
"""

from typing import Any, NamedTuple

import jax
import numpy as np

from gradflow.engine.core.array_types import Index, Scalar
from gradflow.experiment import Experiment
from gradflow.parts.clipping import CLIPPINGS
from gradflow.parts.optimizers import OPTIMIZERS
from gradflow.parts.schedules import SCHEDULES

SATURATED_BELOW = 0.05  # of the activation's largest slope


class UpdateHyperparameters(NamedTuple):
    """What turns a gradient into an update; the same for every architecture."""

    optimizer: Index
    learning_rate: Scalar
    momentum: Scalar
    rms_decay: Scalar
    beta2: Scalar
    epsilon: Scalar
    schedule: Index
    decay_rate: Scalar
    warmup_steps: Scalar
    rise: Scalar
    steps: Scalar
    clipping: Index
    max_norm: Scalar
    weight_limit: Scalar
    l2: Scalar
    weight_decay: Scalar


def update_hyperparameters_of(experiment: Experiment) -> UpdateHyperparameters:
    """What an update reads, of an experiment whose changes are made."""
    return scalars(
        UpdateHyperparameters,
        optimizer=position(OPTIMIZERS, experiment.optimizer),
        learning_rate=experiment.learning_rate,
        momentum=experiment.momentum,
        rms_decay=experiment.rms_decay,
        beta2=experiment.beta2,
        epsilon=experiment.resolved("epsilon"),
        schedule=position(SCHEDULES, experiment.schedule),
        decay_rate=experiment.decay_rate,
        warmup_steps=float(experiment.warmup_steps),
        rise=experiment.rise,
        steps=float(experiment.steps),
        clipping=position(CLIPPINGS, experiment.clipping),
        max_norm=experiment.max_norm,
        weight_limit=experiment.weight_limit or float("inf"),
        l2=experiment.l2,
        weight_decay=experiment.resolved("weight_decay"),
    )


def position(registry: dict[str, Any], name: str) -> int:
    return list(registry).index(name)


def scalars(record: Any, **values: Any) -> Any:
    """The record with each number as a traced scalar of its type; what is no number is left as it is."""
    return jax.device_put(record(**{name: _scalar(value) for name, value in values.items()}))


def _scalar(value: Any) -> Any:
    if not isinstance(value, bool | int | float):
        return value
    dtype = np.bool_ if isinstance(value, bool) else np.int32 if isinstance(value, int) else np.float32
    return dtype(value)
