"""Which blocks of a recurrent network's parameters there are, and what in them is trained."""

import jax.numpy as jnp
import numpy as np
from jax import Array
from jaxtyping import Float

from gradflow.engine.core.array_types import Index
from gradflow.engine.core.norms import norms_of_rows
from gradflow.engine.core.update import Masks, TrainedBlocks, Updated, ratio_of
from gradflow.engine.recurrent.hyperparameters import RecurrentHyperparameters
from gradflow.engine.recurrent.parameters import GateRows, end_blocks, gate_blocks
from gradflow.engine.recurrent.shape import RecurrentShape
from gradflow.parts.cells import CELLS, MOST_GATES

GATES = np.array([cell.gates for cell in CELLS.values()])
CANDIDATE = np.array([2 if name == "gru" else -1 for name in CELLS])  # the gate whose two biases differ


def blocks_of(shape: RecurrentShape, hyper: RecurrentHyperparameters) -> TrainedBlocks:
    """Layer by layer the gates that the cell has, then the ends."""
    gates = jnp.asarray(GATES)[hyper.cell]
    inner = gates * shape.layers

    def at(index: Index) -> Index:
        return jnp.where(index < inner, index // gates * MOST_GATES + index % gates, index - inner + gate_blocks(shape))

    return TrainedBlocks(inner + end_blocks(shape), at, lambda block: _masks(block, hyper, shape))


def _masks(block: Index, hyper: RecurrentHyperparameters, shape: RecurrentShape) -> Masks:
    rows = GateRows.of(shape)
    ends = block >= gate_blocks(shape)
    candidate = block % MOST_GATES == jnp.asarray(CANDIDATE)[hyper.cell]
    of_gate = jnp.where(
        rows.weight,
        rows.from_state | (block >= MOST_GATES),
        rows.bias | (rows.state_bias & (candidate | hyper.normalized)) | (rows.scale & hyper.normalized),
    )
    return Masks(
        trained=of_gate | ends,
        limited=jnp.where(ends, rows.end_weight(block, shape), rows.weight),
        incoming=~ends & rows.from_state,
    )


def ratios_of(shape: RecurrentShape, hyper: RecurrentHyperparameters, done: Updated) -> Float[Array, " capacity"]:
    """‖ΔU‖ / ‖U‖ of all recurrent weights, the same at every time step."""
    change, before = norms_of_rows(jnp.stack([done.change_norms, done.weight_norms]))
    return jnp.broadcast_to(ratio_of(change, before), hyper.asked.shape)
