"""A noisy sine, predicted one time step ahead."""

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from gradflow.tasks.sequences.sequence import Batch, SequenceTask, at_the_end

PERIODS = (8.0, 40.0)  # time steps
NOISE = 0.1


def _sine(rng: Generator, sequences: int, length: int, _: bool) -> Batch:
    """What is read is noisy, what is to be said is not."""
    period, phase = rng.uniform(*PERIODS, (sequences, 1)), rng.uniform(0, 2 * np.pi, (sequences, 1))
    clean = np.sin(2 * np.pi * np.arange(length + 1) / period + phase).astype(np.float32)
    noisy = clean + NOISE * rng.standard_normal(clean.shape, dtype=np.float32)
    return Batch(noisy[:, :-1, None].astype(np.float32), clean[:, 1:, None])


def _lag(length: int) -> NDArray[np.int32]:
    """Three values give the frequency and the next value: x_{t+1} = 2 cos ω x_t - x_{t-1}, without noise."""
    return np.minimum(np.arange(length), 2).astype(np.int32)


SINE = SequenceTask("regression", 1, 1, _sine, at_the_end, r"y_t = \sin(\omega (t + 1) + \varphi)", lag=_lag)
