"""One long series: every row is a time step, and what is learned is the next row's number from a window before it."""

from functools import partial

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from gradflow.tasks.own.prepare import standardized
from gradflow.tasks.own.unusable import Unusable
from gradflow.tasks.sequences.sequence import Batch, SequenceTask, at_the_end
from gradflow.tasks.task import TRAINING_PART, Data

SHORTEST = 2  # time steps of a sequence (`gradflow.networks.rnn`)
FEWEST_WINDOWS = 8  # in each part, or what is measured on the held-out one says nothing
FEWEST = 50  # rows without a gap, a fifth of which leaves so many windows


def series_task(inputs: NDArray[np.floating]) -> SequenceTask:
    """inputs [row, input], in time order, the last input what is to be forecast; NaN where a cell is missing.

    The first rows train and the last are held out; no window crosses from one part to the other, and none has a gap,
    so that no training step sees anything of the future. Raises Unusable.
    """
    cut = int(TRAINING_PART * len(inputs))
    gaps = _gaps(inputs)
    longest = min(_longest(gaps[:cut]), _longest(gaps[cut:]))
    if longest < SHORTEST:
        raise Unusable("series_short", rows=len(inputs), fewest=FEWEST)
    rows = standardized(inputs, cut)
    training, held_out = rows[:cut], rows[cut:]
    data = Data(training, training[:, -1:], held_out, held_out[:, -1:])
    draw = partial(_windows, data)
    return SequenceTask(
        "regression", rows.shape[1], 1, draw, at_the_end, r"y_t = x_{t+1}", lag=None, longest=longest, data=data,
        cut=None,  # a part of the past held out would be forecast from its own future
    )  # fmt: skip


def _windows(data: Data, rng: Generator, sequences: int, length: int, held_out: bool) -> Batch:
    part = data.held_out_inputs if held_out else data.inputs
    starts = _starts(_gaps(part), length)
    at = starts[rng.integers(len(starts), size=sequences)][:, None] + np.arange(length)
    return Batch(part[at], part[at + 1, -1:])


def _gaps(rows: NDArray[np.floating]) -> NDArray[np.bool_]:
    """Whether a row has a missing cell."""
    return np.array(np.isnan(rows).any(axis=1))


def _starts(gaps: NDArray[np.bool_], length: int) -> NDArray[np.intp]:
    """Rows at which a window of so many rows, and the row after it, are there and have no gap."""
    before = np.concatenate([[0], np.cumsum(gaps)])
    return np.flatnonzero(before[length + 1 :] == before[: -length - 1])


def _longest(gaps: NDArray[np.bool_]) -> int:
    """The length of which there are still enough windows; 0 where of none."""
    low, high = 0, len(gaps)
    while low < high:
        length = (low + high + 1) // 2
        low, high = (length, high) if len(_starts(gaps, length)) >= FEWEST_WINDOWS else (low, length - 1)
    return low
