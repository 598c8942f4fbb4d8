"""Parameters as a sweep uses them: rounded to the run's precision."""

import jax.numpy as jnp

from gradflow.engine.core.array_types import Incoming, Index, Stack
from gradflow.engine.core.rounding import rounded
from gradflow.engine.layered.hyperparameters import LayeredHyperparameters
from gradflow.engine.layered.shape import LayeredShape
from gradflow.engine.layered.stack.parameters import LayeredEnds, Vectors, weight_of


def used_weight(parameters: Stack, layer: Index, hyper: LayeredHyperparameters, shape: LayeredShape) -> Incoming:
    """The weights that lead into a layer, which may be another's, as they are used."""
    return rounded(weight_of(parameters, jnp.where(hyper.tied, 1, layer), shape), shape.precision)


def used_vectors(parameters: Stack, layer: Index, shape: LayeredShape) -> Vectors:
    return Vectors(rounded(Vectors.of(parameters, layer, shape).rows, shape.precision))


def used_ends(parameters: Stack, shape: LayeredShape) -> LayeredEnds:
    return LayeredEnds(*(rounded(part, shape.precision) for part in LayeredEnds.of(parameters, shape)))
