"""A whole sequence a row: its numbers are read from left to right, and then one says what the row's target is."""

from functools import partial

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from gradflow.tasks.own.prepare import STD_FLOOR, standardized
from gradflow.tasks.sequences.sequence import Batch, Draw, SequenceTask, at_the_end
from gradflow.tasks.task import Array, Data, cut, split


def sequences_task(
    values: NDArray[np.floating], targets: NDArray[np.floating], classes: tuple[str, ...]
) -> SequenceTask:
    """values [row, time step], targets [row, output]: one-hot for classes, or numbers. Rows know nothing of each other,
    so which are held out is drawn."""
    read, wanted, unread, unwanted = split(values, targets)
    centre, size = _scale(read)
    if not classes:
        both, count = standardized(np.concatenate([wanted, unwanted]).astype(float), len(wanted)), len(wanted)
        wanted, unwanted = both[:count], both[count:]
    read, unread = (((part - centre) / size).astype(np.float32) for part in (read, unread))
    data = Data(read, wanted, unread, unwanted)
    return SequenceTask(
        "classification" if classes else "regression",
        1,
        targets.shape[1],
        partial(_rows, data),
        at_the_end,
        lag=None,
        guessed=float(wanted.mean(axis=0).max()) if classes else 0.0,
        length=values.shape[1],
        data=data,
        classes=classes,
        cut=partial(_fold, data),
    )


def _rows(data: Data, rng: Generator, sequences: int, length: int, held_out: bool) -> Batch:
    inputs, said = data[2:] if held_out else data[:2]
    chosen = rng.integers(len(inputs), size=sequences)
    return Batch(inputs[chosen, :, None], np.repeat(said[chosen][:, None], inputs.shape[1], axis=1))


def _fold(data: Data, _: Draw, fold: int, folds: int) -> Draw:
    return partial(_rows, cut(data, fold, folds))


def _scale(training: Array) -> tuple[float, float]:
    """One mean and one standard deviation for all time steps: each with its own would flatten the sequences."""
    reach = float(training.max() - training.min())
    return float(training.mean()), max(float(training.std()), STD_FLOOR * reach) or 1.0
