"""Spectrum: eigenvalues of the recurrent matrices, what one time step multiplies by, of a linear cell at least."""

import numpy as np
from numpy.typing import NDArray

from gradflow.engine.core.train_state import TrainState
from gradflow.engine.recurrent.hyperparameters import RecurrentHyperparameters
from gradflow.engine.recurrent.parameters import Gates
from gradflow.engine.recurrent.shape import RecurrentShape
from gradflow.experiment import Experiment
from gradflow.parts.cells import CELLS


def eigenvalues_of(
    experiment: Experiment, shape: RecurrentShape, hyper: RecurrentHyperparameters, state: TrainState
) -> NDArray[np.float32]:
    """[layer · gate · hidden, 2], real and imaginary part, layer by layer and gate by gate; NaN of a matrix that is
    not finite. NumPy on the host: nothing compiles."""
    there = CELLS[experiment.network.cell].gates
    recurrent = Gates.of(np.asarray(state.parameters), shape).from_state[:, :there]
    matrices = recurrent.reshape(-1, shape.width, shape.width).astype(np.float64)
    finite = np.isfinite(matrices).all(axis=(1, 2))
    found = np.full(matrices.shape[:2], np.nan + 0j)
    found[finite] = np.linalg.eigvals(matrices[finite])
    return np.stack([np.real(found), np.imag(found)], axis=-1).reshape(-1, 2).astype(np.float32)
