"""Columns as the numbers that a network is given: standardized or one-hot, shuffled and parted."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from gradflow.tasks.own.column import Column
from gradflow.tasks.task import SEED, TRAINING_PART, Array, Data, one_hot

STD_FLOOR = 1 / 32  # of a column's range, as half of the digits' 16 grey levels (`gradflow.tasks.digits`)
SIZES_PER_OCTAVE = 8  # of a part: every size that compiles a program of its own, at most 1/8 below what there is
Rows = NDArray[np.integer]


def sizes_of(rows: int) -> tuple[int, int]:
    """How many rows train and how many are held out: four fifths and the rest, both of a usual size."""
    training = _usual(int(TRAINING_PART * rows))
    return training, _usual(rows - training)


def _usual(size: int) -> int:
    """The largest size that is not larger, SIZES_PER_OCTAVE of them between a power of two and the next."""
    step = max(1, 2 ** (size.bit_length() - 1) // SIZES_PER_OCTAVE)
    return size // step * step


def values_of(column: Column, rows: Rows) -> list[Any]:
    """What a column holds in these rows, in order: numbers where it holds nothing else, else texts."""
    held = column.numbers or column.cells
    return sorted({held[row] for row in rows})


def entering(column: Column, rows: Rows) -> NDArray[np.floating]:
    """[row, input]: the numbers, or a 1 for each row's category; of two categories one says it all."""
    if column.numbers is not None:
        return np.array(column.numbers)[rows, None]
    values = values_of(column, rows)
    marked = one_hot(np.array([values.index(column.cells[row]) for row in rows]), len(values))
    return marked[:, 1:] if len(values) == 2 else marked


def prepared(inputs: NDArray[np.floating], targets: NDArray[np.floating], classes: bool) -> Data:
    """Shuffled, parted, and in units of the training part's standard deviations; so are targets that are numbers."""
    training, held_out = sizes_of(len(inputs))
    order = np.random.default_rng(SEED).permutation(len(inputs))[: training + held_out]
    x, y = standardized(inputs[order], training), targets[order]
    y = y.astype(np.float32) if classes else standardized(y, training)
    return Data(x[:training], y[:training], x[training:], y[training:])


def standardized(values: NDArray[np.floating], training: int) -> Array:
    """[row, column] in units of the standard deviations of the first so many rows; NaN where a cell is missing."""
    mean, reach = np.nanmean(values[:training], axis=0), np.nanmax(values, axis=0) - np.nanmin(values, axis=0)
    floor = np.where(reach > 0, STD_FLOOR * reach, 1.0)
    return ((values - mean) / np.maximum(np.nanstd(values[:training], axis=0), floor)).astype(np.float32)
