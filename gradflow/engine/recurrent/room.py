"""The buffers a recurrent network's step works in."""

from typing import NamedTuple

import numpy as np
from jax import Array

from gradflow.engine.recurrent.parameters import end_blocks, gate_blocks, rows_of
from gradflow.engine.recurrent.shape import CAPACITY, RecurrentShape
from gradflow.parts.cells import MOST_GATES


class Passed(NamedTuple):
    """What the sweep over time leaves for the sweep back.

    states, cells [layer, 1 + capacity, batch, hidden]: h and c, the first row before the first time step.
    from_inputs, from_states [layer, capacity, batch, 4 · hidden]: what entered the cell, of as many gates as it has.
    Who does not sweep back has the first two.
    """

    states: Array
    cells: Array
    from_inputs: Array | None = None
    from_states: Array | None = None


class Signals(NamedTuple):
    """∂loss/∂h_t and ∂loss/∂c_t [layer, capacity, batch, hidden], of every way by which they reach the loss."""

    onto_states: Array
    onto_cells: Array


class RecurrentRoom(NamedTuple):
    """What is passed, and what is written on the way back.

    onto [layer, capacity, batch, hidden]: ∂loss/∂ what the layer above, or the output, reads of this one.
    gradients: a stack like the parameters'.
    signals: training measures them where they pass and keeps none.
    """

    passed: Passed
    onto: Array
    gradients: Array
    signals: Signals | None = None


def new_recurrent_room(shape: RecurrentShape) -> RecurrentRoom:
    """A room of zeros, on the host, where no memory is taken before it is touched."""
    layers, samples, width = shape.layers, shape.batch, shape.width
    states, cells = (np.zeros((layers, 1 + CAPACITY, samples, width), np.float32) for _ in range(2))
    parts = [np.zeros((layers, CAPACITY, samples, MOST_GATES * width), np.float32) for _ in range(2)]
    onto = np.zeros((layers, CAPACITY, samples, width), np.float32)
    gradients = np.zeros((gate_blocks(shape) + end_blocks(shape), rows_of(shape), width), np.float32)
    return RecurrentRoom(Passed(states, cells, *parts), onto, gradients)  # type: ignore[arg-type]
