"""What a layered network's programs read (`gradflow.engine.core.hyperparameters`)."""

from typing import NamedTuple

from gradflow.engine.core.array_types import Flag, Index, Scalar
from gradflow.engine.core.hyperparameters import (
    SATURATED_BELOW,
    UpdateHyperparameters,
    position,
    scalars,
    update_hyperparameters_of,
)
from gradflow.experiment import Experiment
from gradflow.networks import Layered, downcast
from gradflow.parts.activations import ACTIVATIONS, DOUBTFUL, place_written_out
from gradflow.parts.connections import CONNECTIONS
from gradflow.parts.normalizations import NORMALIZATIONS, OVER_BATCH
from gradflow.parts.reparametrizations import standard_gain


class LayeredHyperparameters(NamedTuple):
    """A layered network's, as scalars; frozen: how many layers from the input are not trained. keep, seed: the share of
    units that dropout leaves in, and what decides which. written_out: the place of the activation whose slope is
    written out (`gradflow.engine.layered.stage`), or its own; doubtful: slopes so small are not to be had otherwise."""

    depth: Index
    activation: Index
    written_out: Index
    doubtful: Scalar
    leaky_slope: Scalar
    saturated_below: Scalar
    normalized: Flag
    norm_over: Index
    norm_centred: Scalar
    norm_before: Flag
    skip_every: Index
    skip_from_input: Flag
    skip_mirrored: Flag
    branch_scale: Scalar
    learned_scale: Flag
    tied: Flag
    standard_gain: Scalar
    keep: Scalar
    seed: Index
    frozen: Index
    circular: Flag
    loss_scale: Scalar
    update: UpdateHyperparameters


def hyperparameters_of(experiment: Experiment) -> LayeredHyperparameters:
    """Those of an experiment with a layered network, whose changes are made."""
    network = downcast(experiment.network, Layered)
    connection, normalization = CONNECTIONS[network.connection], NORMALIZATIONS[network.normalization]
    return scalars(
        LayeredHyperparameters,
        update=update_hyperparameters_of(experiment),
        depth=network.depth,
        activation=position(ACTIVATIONS, network.activation),
        written_out=place_written_out(network.activation),
        doubtful=DOUBTFUL if ACTIVATIONS[network.activation].slope else 0.0,
        leaky_slope=network.leaky_slope,
        saturated_below=SATURATED_BELOW * ACTIVATIONS[network.activation].max_slope,
        normalized=normalization.axis is not None,
        norm_over=normalization.axis or OVER_BATCH,
        norm_centred=float(normalization.centred),
        norm_before=network.norm_position == "before",
        skip_every=network.skip_length if connection.every == -1 else connection.every,
        skip_from_input=connection.from_input,
        skip_mirrored=connection.mirrored,
        branch_scale=network.branch_scale,
        learned_scale=connection.learned_scale,
        tied=network.tied,
        standard_gain=standard_gain(network.activation, network.leaky_slope),
        keep=1.0 - network.dropout,
        seed=experiment.seed,
        frozen=network.frozen_layers,
        circular=network.circular,
        loss_scale=float(experiment.loss_scale),
    )
