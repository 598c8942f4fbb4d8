"""Real data read in order: handwritten digits row by row (8 time steps) and pixel by pixel (64; Le et al. 2015)."""

from functools import lru_cache

import numpy as np
from numpy.random import Generator

from gradflow.tasks.digits import DIGITS
from gradflow.tasks.sequences.sequence import Batch, Draw, SequenceTask, at_the_end
from gradflow.tasks.task import Data, cut

EDGE = 8


@lru_cache
def _data(fold: int, folds: int) -> Data:
    return cut(DIGITS.data, fold, folds) if folds > 1 else DIGITS.data


def _digits(width: int, fold: int = 1, folds: int = 1) -> Draw:
    def draw(rng: Generator, sequences: int, _: int, held_out: bool) -> Batch:
        data = _data(fold, folds)
        inputs, targets = data[2:] if held_out else data[:2]
        chosen = rng.integers(len(inputs), size=sequences)
        read = inputs[chosen].reshape(sequences, -1, width)
        return Batch(read, np.repeat(targets[chosen][:, None], read.shape[1], axis=1))

    return draw


def _task(width: int, length: int, source: str = "") -> SequenceTask:
    return SequenceTask(
        "classification",
        width,
        10,
        _digits(width),
        at_the_end,
        source=source,
        length=length,
        guessed=1 / 10,
        cut=lambda _, fold, folds: _digits(width, fold, folds),
    )


DIGIT_ROWS = _task(EDGE, EDGE)
DIGIT_PIXELS = _task(1, EDGE * EDGE, "Le et al. 2015")
