"""Which blocks of a recurrent network's parameters there are, and what in them is trained."""

import jax.numpy as jnp
import numpy as np
from jax import Array

from gradflow.engine.norms import norms_of_rows
from gradflow.engine.recurrent.knobs import RecurrentKnobs
from gradflow.engine.recurrent.parameters import (
    BIAS,
    INPUT_SCALE,
    STATE_BIAS,
    end_blocks,
    gate_blocks,
    rows_of,
)
from gradflow.engine.recurrent.shape import RecurrentShape
from gradflow.engine.update import Blocks, Masks, Updated, ratio_of
from gradflow.parts.cells import CELLS, MOST_GATES

GATES = np.array([cell.gates for cell in CELLS.values()])
CANDIDATE = np.array([2 if name == "gru" else -1 for name in CELLS])  # the gate whose two biases differ


def blocks_of(shape: RecurrentShape, knobs: RecurrentKnobs) -> Blocks:
    """Layer by layer the gates that the cell has, then the ends."""
    gates = jnp.asarray(GATES)[knobs.cell]
    inner = gates * shape.layers

    def at(index: Array) -> Array:
        return jnp.where(index < inner, index // gates * MOST_GATES + index % gates, index - inner + gate_blocks(shape))

    return Blocks(inner + end_blocks(shape), at, lambda block: _masks(block, knobs, shape))


def _masks(block: Array, knobs: RecurrentKnobs, shape: RecurrentShape) -> Masks:
    rows, width = rows_of(shape), shape.width
    row = jnp.arange(rows)[:, None]
    ends = block >= gate_blocks(shape)
    vector = row - 2 * width
    candidate = block % MOST_GATES == jnp.asarray(CANDIDATE)[knobs.cell]
    of_gate = jnp.where(
        vector < 0,
        (row < width) | (block >= MOST_GATES),
        (vector == BIAS)
        | ((vector == STATE_BIAS) & (candidate | knobs.normalized))
        | ((vector >= INPUT_SCALE) & knobs.normalized),
    )
    # The ends lie row by row: the inputs' weights, the outputs' weights, the outputs' biases.
    place = (block - gate_blocks(shape)) * rows + row
    return Masks(
        trained=of_gate | ends,
        limited=jnp.where(ends, place < MOST_GATES * shape.inputs + shape.outputs, vector < 0),
        incoming=~ends & (row < width),
    )


def ratios_of(shape: RecurrentShape, knobs: RecurrentKnobs, done: Updated) -> Array:
    """‖ΔU‖ / ‖U‖ of all recurrent weights, the same at every time step."""
    change, before = norms_of_rows(jnp.stack([done.change_norms, done.weight_norms]))
    return jnp.broadcast_to(ratio_of(change, before), knobs.asked.shape)
