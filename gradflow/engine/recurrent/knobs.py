"""Knobs of a recurrent network, as traced scalars."""

from typing import NamedTuple

from jax import Array

from gradflow.engine.knobs import UpdateKnobs


class RecurrentKnobs(NamedTuple):
    """length: time steps. asked [capacity]: how much each time step's answer counts in the loss; sums to 1."""

    length: Array
    cell: Array
    asked: Array
    window: Array
    residual: Array
    normalized: Array
    norm_centred: Array
    saturated_below: Array
    update: UpdateKnobs
