"""Joins: where an earlier layer's activation is added to a branch just before φ (He et al. 2015).

A normalization before φ is then that of the branch alone, and what comes back around reaches an activation.
"""

from collections.abc import Callable

import jax.numpy as jnp
from jax import lax

from gradflow.engine.core.array_types import Flag, Index, Layers, NormRows, Units
from gradflow.engine.core.rounding import rounded
from gradflow.engine.core.rows import read
from gradflow.engine.layered.connect import Skips
from gradflow.engine.layered.hyperparameters import LayeredHyperparameters
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


def onto_branch(
    skips: Skips,
    layer: Index,
    onto: tuple[Units, NormRows],
    branch: Callable[[], Units],
    vectors: Vectors,
    hyper: LayeredHyperparameters,
    shape: LayeredShape,
) -> tuple[Units, NormRows]:
    """∂loss/∂(what is added) -> ∂loss/∂branch, and the gradients of scale and shift [2, width], as they are already
    where the normalization is not the branch's. The branch is worked out anew: nothing else would read it."""

    def through() -> tuple[Units, NormRows]:
        made = branch()
        return normalize_backward(onto[0], made, jnp.ones_like(made), made, vectors, hyper, shape.positions)

    return lax.cond(normalizes_branch(skips, layer, hyper), through, lambda: onto)


def onto_activation(skips: Skips, layer: Index, from_above: Units, signals: Layers) -> Units:
    """∂loss/∂h of a layer with what comes back from where its activation has joined another's branch."""
    return lax.cond(
        read(skips.joins, layer), lambda: from_above + read(signals, read(skips.target, layer)), lambda: from_above
    )
