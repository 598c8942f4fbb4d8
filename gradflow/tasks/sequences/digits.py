"""Real data read in order: handwritten digits row by row (8 time steps) and pixel by pixel (64; Le et al. 2015)."""

import numpy as np
from numpy.random import Generator

from gradflow.tasks.digits import DIGITS
from gradflow.tasks.sequences.sequence import Batch, Draw, SequenceTask, at_the_end

EDGE = 8


def _digits(width: int) -> Draw:
    def draw(rng: Generator, sequences: int, _: int, held_out: bool) -> Batch:
        data = DIGITS.data
        inputs, targets = data[2:] if held_out else data[:2]
        chosen = rng.integers(len(inputs), size=sequences)
        read = inputs[chosen].reshape(sequences, -1, width)
        return Batch(read, np.repeat(targets[chosen][:, None], read.shape[1], axis=1))

    return draw


DIGIT_ROWS = SequenceTask("classification", EDGE, 10, _digits(EDGE), at_the_end, length=EDGE, guessed=1 / 10)
DIGIT_PIXELS = SequenceTask(
    "classification", 1, 10, _digits(1), at_the_end, source="Le et al. 2015", length=EDGE * EDGE, guessed=1 / 10
)
