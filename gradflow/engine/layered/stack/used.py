"""Parameters as a sweep uses them: rounded to the run's precision, and weights made of what is trained."""

import jax.numpy as jnp

from gradflow.engine.core.array_types import Incoming, Index, Stack
from gradflow.engine.core.rounding import rounded
from gradflow.engine.layered.hyperparameters import LayeredHyperparameters
from gradflow.engine.layered.shape import LayeredShape
from gradflow.engine.layered.stack.parameters import LayeredEnds, Vectors, weight_of
from gradflow.engine.layered.stack.reparametrize import Scales, made_weight, through_made


def used_weight(parameters: Stack, layer: Index, hyper: LayeredHyperparameters, shape: LayeredShape) -> Incoming:
    """The weights that lead into a layer, which may be another's, as they are used."""
    weight = trained_weight(parameters, layer, hyper, shape)
    if not shape.made:
        return weight
    scales = used_vectors(parameters, layer, shape).weight_scale
    return rounded(made_weight(weight, scales, layer, hyper, shape), shape.precision)


def trained_weight(parameters: Stack, layer: Index, hyper: LayeredHyperparameters, shape: LayeredShape) -> Incoming:
    """What they are made of, if they are."""
    return rounded(weight_of(parameters, jnp.where(hyper.tied, 1, layer), shape), shape.precision)


def onto_made_of(
    onto: Incoming, parameters: Stack, layer: Index, hyper: LayeredHyperparameters, shape: LayeredShape
) -> tuple[Incoming, Scales]:
    """∂loss/∂(the weights as they are used) -> ∂loss/∂(what they are made of): those that are trained, and scales."""
    scales = used_vectors(parameters, layer, shape).weight_scale
    return through_made(onto, trained_weight(parameters, layer, hyper, shape), scales, layer, hyper, shape)


def used_vectors(parameters: Stack, layer: Index, shape: LayeredShape) -> Vectors:
    return Vectors(rounded(Vectors.of(parameters, layer, shape).rows, shape.precision))


def used_ends(parameters: Stack, shape: LayeredShape) -> LayeredEnds:
    return LayeredEnds(*(rounded(part, shape.precision) for part in LayeredEnds.of(parameters, shape)))
