"""Spectrum: eigenvalues of the recurrent matrices, what one time step multiplies by, of a linear cell at least."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from gradflow.engine.recurrent.shape import RecurrentShape
from gradflow.engine.state import State
from gradflow.experiment import Experiment
from gradflow.parts.cells import CELLS, MOST_GATES


def eigenvalues_of(experiment: Experiment, shape: RecurrentShape, state: State) -> NDArray[np.float32]:
    """[layer · gate · hidden, 2], real and imaginary part, layer by layer and gate by gate; NaN of a matrix that is
    not finite. NumPy on the host: nothing compiles."""
    network: Any = experiment.network
    blocks = np.asarray(state.parameters)
    gates = CELLS[network.cell].gates
    chosen = [layer * MOST_GATES + gate for layer in range(shape.layers) for gate in range(gates)]
    matrices = blocks[chosen, : shape.width].astype(np.float64)
    finite = np.isfinite(matrices).all(axis=(1, 2))
    found = np.full((len(chosen), shape.width), np.nan + 0j)
    found[finite] = np.linalg.eigvals(matrices[finite])
    return np.stack([np.real(found), np.imag(found)], axis=-1).reshape(-1, 2).astype(np.float32)
