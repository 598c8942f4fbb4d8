"""The buffers a recurrent network's step works in."""

from typing import NamedTuple

import numpy as np
from jax import Array
from jaxtyping import Float

from gradflow.engine.core.array_types import Stack
from gradflow.engine.recurrent.parameters import blank_stack
from gradflow.engine.recurrent.shape import CAPACITY, RecurrentShape
from gradflow.parts.cells import MOST_KEPT


class SavedStates(NamedTuple):
    """What the sweep over time leaves for the sweep back.

    states, cells [layer, 1 + capacity, batch, hidden]: h and c, the first row before the first time step.
    kept, each [layer, capacity, batch, hidden]: `Stepped.kept`, with workspace for the cell that keeps most.
    Who does not sweep back has states only.
    """

    states: Float[Array, "layer time batch width"]
    cells: Float[Array, "layer time batch width"] | None = None
    kept: tuple[Float[Array, "layer capacity batch width"], ...] = ()


class Signals(NamedTuple):
    """∂loss/∂h_t and ∂loss/∂c_t [layer, capacity, batch, hidden], of every way by which they reach the loss."""

    onto_states: Float[Array, "layer capacity batch width"]
    onto_cells: Float[Array, "layer capacity batch width"]


class RecurrentWorkspace(NamedTuple):
    """What is saved, and what is written on the way back.

    onto [layer, capacity, batch, hidden]: ∂loss/∂ what the layer above, or the output, reads of this one.
    gradients: a stack like the parameters'.
    signals: training measures them where they pass and keeps none.
    """

    saved: SavedStates
    onto: Float[Array, "layer capacity batch width"]
    gradients: Stack
    signals: Signals | None = None


def new_workspace(shape: RecurrentShape) -> RecurrentWorkspace:
    """A workspace of zeros, on the host, where no memory is taken before it is touched."""
    layers, samples, width = shape.layers, shape.batch, shape.width
    states, cells = (np.zeros((layers, 1 + CAPACITY, samples, width), np.float32) for _ in range(2))
    onto, *kept = (np.zeros((layers, CAPACITY, samples, width), np.float32) for _ in range(1 + MOST_KEPT))
    return RecurrentWorkspace(SavedStates(states, cells, tuple(kept)), onto, blank_stack(shape))  # type: ignore[arg-type]
