"""Knobs: every choice and number of an experiment that a running program reads, as traced scalars."""

from typing import Any, NamedTuple

import jax
import numpy as np
from jax import Array

from gradflow.experiment import Experiment
from gradflow.networks import MLP
from gradflow.parts.activations import ACTIVATIONS
from gradflow.parts.clipping import CLIPPINGS
from gradflow.parts.connections import CONNECTIONS
from gradflow.parts.normalizations import NORMALIZATIONS, OVER_UNITS
from gradflow.parts.optimizers import OPTIMIZERS
from gradflow.parts.schedules import SCHEDULES

SATURATED_BELOW = 0.05  # of the activation's largest slope


class UpdateKnobs(NamedTuple):
    """What turns a gradient into an update; the same for every kind of network."""

    optimizer: Array
    learning_rate: Array
    momentum: Array
    rms_decay: Array
    beta2: Array
    epsilon: Array
    schedule: Array
    decay_rate: Array
    warmup_steps: Array
    steps: Array
    clipping: Array
    max_norm: Array
    weight_limit: Array
    l2: Array
    weight_decay: Array


class Knobs(NamedTuple):
    """A layered network's: scalars; names of families are positions in their registry."""

    depth: Array
    activation: Array
    leaky_slope: Array
    saturated_below: Array
    normalized: Array
    norm_over_units: Array
    norm_centred: Array
    norm_before: Array
    skip_every: Array
    skip_from_input: Array
    branch_scale: Array
    learned_scale: Array
    tied: Array
    loss_scale: Array
    update: UpdateKnobs


def position(registry: dict[str, Any], name: str) -> int:
    return list(registry).index(name)


def update_knobs_of(experiment: Experiment) -> UpdateKnobs:
    """What an update reads, of an experiment whose changes are made."""
    return scalars(
        UpdateKnobs,
        optimizer=position(OPTIMIZERS, experiment.optimizer),
        learning_rate=experiment.learning_rate,
        momentum=experiment.momentum,
        rms_decay=experiment.rms_decay,
        beta2=experiment.beta2,
        epsilon=experiment.resolved("epsilon"),
        schedule=position(SCHEDULES, experiment.schedule),
        decay_rate=experiment.decay_rate,
        warmup_steps=float(experiment.warmup_steps),
        steps=float(experiment.steps),
        clipping=position(CLIPPINGS, experiment.clipping),
        max_norm=experiment.max_norm,
        weight_limit=experiment.weight_limit or float("inf"),
        l2=experiment.l2,
        weight_decay=experiment.resolved("weight_decay"),
    )


def knobs_of(experiment: Experiment) -> Knobs:
    """The knobs of an experiment with a layered network, whose changes are made."""
    network = experiment.network
    assert isinstance(network, MLP)
    connection, normalization = CONNECTIONS[network.connection], NORMALIZATIONS[network.normalization]
    return scalars(
        Knobs,
        update=update_knobs_of(experiment),
        depth=network.depth,
        activation=position(ACTIVATIONS, network.activation),
        leaky_slope=network.leaky_slope,
        saturated_below=SATURATED_BELOW * ACTIVATIONS[network.activation].max_slope,
        normalized=normalization.axis is not None,
        norm_over_units=normalization.axis == OVER_UNITS,
        norm_centred=float(normalization.centred),
        norm_before=network.norm_position == "before",
        skip_every=network.skip_length if connection.every == -1 else connection.every,
        skip_from_input=connection.from_input,
        branch_scale=network.branch_scale,
        learned_scale=connection.learned_scale,
        tied=network.tied,
        loss_scale=float(experiment.loss_scale),
    )


def scalars(kind: Any, **values: Any) -> Any:
    """The knobs with each number as a traced scalar of its type; what is none is left as it is."""
    return jax.device_put(kind(**{name: _scalar(value) for name, value in values.items()}))


def _scalar(value: Any) -> Any:
    if not isinstance(value, bool | int | float):
        return value
    kind = np.bool_ if isinstance(value, bool) else np.int32 if isinstance(value, int) else np.float32
    return kind(value)
