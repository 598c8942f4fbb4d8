"""Joins: where an earlier layer's activation is added to a branch just before φ (He et al. 2015).

A normalization before φ is then that of the branch alone, and what comes back around reaches an activation.
"""

import jax.numpy as jnp
from jax import lax

from gradflow.engine.core.array_types import Flag, Incoming, Index, Layers, NormRows, Units
from gradflow.engine.core.rounding import rounded
from gradflow.engine.core.rows import read
from gradflow.engine.layered.connect import Skips
from gradflow.engine.layered.dense import Rows
from gradflow.engine.layered.hyperparameters import LayeredHyperparameters
from gradflow.engine.layered.linear_map import LinearMap
from gradflow.engine.layered.shape import LayeredShape
from gradflow.engine.layered.stack.parameters import Vectors
from gradflow.engine.layered.stage import Join, normalize_backward


def join_of(skips: Skips, layer: Index, activations: Layers, shape: LayeredShape) -> Join | None:
    """What joins a layer's branch; None where nothing ever does."""

    def added(normalized: Units) -> Units:
        skipped = read(activations, read(skips.source, layer))
        return rounded(skipped + read(skips.scale, layer) * normalized, shape.precision)

    return Join(read(skips.joined, layer), added) if shape.joined else None


def normalizes_branch(skips: Skips, layer: Index, hyper: LayeredHyperparameters) -> Flag:
    """Whether a layer's normalization is that of its branch alone."""
    return read(skips.joined, layer) & hyper.normalized & hyper.norm_before


def normalizes_sum(skips: Skips, layer: Index, hyper: LayeredHyperparameters, shape: LayeredShape) -> Flag:
    """Whether it is that of all that enters φ, or of what leaves it."""
    return hyper.normalized & ~normalizes_branch(skips, layer, hyper) if shape.joined else hyper.normalized


def onto_branch(
    skips: Skips,
    layer: Index,
    onto: tuple[Units, NormRows],
    made: tuple[LinearMap, Rows, Incoming, Vectors],
    hyper: LayeredHyperparameters,
    shape: LayeredShape,
) -> tuple[Units, NormRows]:
    """∂loss/∂(what is added) -> ∂loss/∂branch, and the gradients of scale and shift [2, width], as they are already
    where the normalization is not the branch's. The branch is made anew: nothing else would read it."""
    linear, rows, weight, vectors = made

    def through() -> tuple[Units, NormRows]:
        branch = rounded(linear(rows, weight) + vectors.bias, shape.precision)
        return normalize_backward(onto[0], branch, jnp.ones_like(branch), branch, vectors, hyper, shape.positions)

    onto_v, onto_norm = lax.cond(normalizes_branch(skips, layer, hyper), through, lambda: onto)
    return rounded(onto_v, shape.precision, hyper.loss_scale), onto_norm


def onto_activation(skips: Skips, layer: Index, from_above: Units, signals: Layers) -> Units:
    """∂loss/∂h of a layer with what comes back from where its activation has joined another's branch."""
    return lax.cond(
        read(skips.joins, layer), lambda: from_above + read(signals, read(skips.target, layer)), lambda: from_above
    )
