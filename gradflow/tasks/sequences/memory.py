"""Five tasks that need memory: recall, adding, copying, parity, latching."""

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from gradflow.tasks.sequences.sequence import Array, Batch, SequenceTask, at_the_end, one_hot

SYMBOLS = 8  # of copying and recalling; chance is 1/8
COPIED = 10  # symbols to copy, as in the original; a third of a sequence too short for that


def _recall(rng: Generator, sequences: int, length: int, _: bool) -> Batch:
    """The first symbol, and then noise; at any time the first symbol is the answer."""
    symbol = rng.integers(SYMBOLS, size=sequences)
    inputs = np.zeros((sequences, length, SYMBOLS + 1), np.float32)
    inputs[:, 0, :SYMBOLS] = one_hot(symbol, SYMBOLS)
    inputs[:, 1:, SYMBOLS] = rng.standard_normal((sequences, length - 1), dtype=np.float32)
    targets = np.broadcast_to(one_hot(symbol, SYMBOLS)[:, None], (sequences, length, SYMBOLS))
    return Batch(inputs, targets)


def _adding(rng: Generator, sequences: int, length: int, _: bool) -> Batch:
    """Numbers from 0 to 1, two of them marked, one in each half; the answer is the sum of those marked so far."""
    numbers = rng.random((sequences, length), dtype=np.float32)
    marks = np.zeros((sequences, length), np.float32)
    half, every = length // 2, np.arange(sequences)
    marks[every, rng.integers(half, size=sequences)] = 1.0
    marks[every, half + rng.integers(length - half, size=sequences)] = 1.0
    so_far = np.cumsum(numbers * marks, axis=1)
    return Batch(np.stack([numbers, marks], axis=-1), so_far[..., None])


def copied(length: int) -> int:
    """How many symbols a sequence of this length asks for."""
    return max(1, min(COPIED, length // 3))


def _copy(rng: Generator, sequences: int, length: int, _: bool) -> Batch:
    """Symbols, blanks, a sign, and then the symbols are asked for in their order; until then the answer is blank."""
    count = copied(length)
    blank, sign = SYMBOLS, SYMBOLS + 1
    symbols = rng.integers(SYMBOLS, size=(sequences, count))
    read = np.full((sequences, length), blank)
    read[:, :count] = symbols
    read[:, length - count - 1 if length > 2 * count else length - count] = sign
    said = np.full((sequences, length), blank)
    said[:, length - count :] = symbols
    return Batch(one_hot(read, SYMBOLS + 2), one_hot(said, SYMBOLS + 1))


def _copy_asked(length: int) -> Array:
    asked = np.zeros(length, np.float32)
    asked[length - copied(length) :] = 1.0
    return asked


def _copy_lag(length: int) -> NDArray[np.int32]:
    """Each symbol is asked for as long after it was read as any other; a blank needs no memory."""
    return np.where(_copy_asked(length) > 0, length - copied(length), 0).astype(np.int32)


def _parity(rng: Generator, sequences: int, length: int, _: bool) -> Batch:
    """Ones and minus ones; the answer is whether the number of ones so far is odd."""
    bits = rng.integers(2, size=(sequences, length))
    odd = np.cumsum(bits, axis=1) % 2
    return Batch((2.0 * bits[..., None] - 1).astype(np.float32), one_hot(odd, 2))


def _latch(rng: Generator, sequences: int, length: int, _: bool) -> Batch:
    """A first number, 1 or -1, and then nothing but -1, which pulls down whoever holds a 1; at any time the first
    number is the answer. One unit that can stay up or down is enough."""
    inputs = np.full((sequences, length, 1), -1.0, np.float32)
    inputs[:, 0, 0] = 2.0 * rng.integers(2, size=sequences) - 1
    return Batch(inputs, np.broadcast_to(inputs[:, :1], inputs.shape))


RECALL = SequenceTask("classification", SYMBOLS + 1, SYMBOLS, _recall, at_the_end, r"y_T = s_1", guessed=1 / SYMBOLS)
ADDING = SequenceTask(
    "regression", 2, 1, _adding, at_the_end, r"y_T = \sum_t m_t x_t", "Hochreiter & Schmidhuber 1997, task 4"
)
COPY = SequenceTask(
    "classification",
    SYMBOLS + 2,
    SYMBOLS + 1,
    _copy,
    _copy_asked,
    r"y_{T-K+k} = s_k",
    "Arjovsky et al. 2016",
    lag=_copy_lag,
    guessed=1 / SYMBOLS,
)
PARITY = SequenceTask(
    "classification",
    1,
    2,
    _parity,
    at_the_end,
    r"y_t = x_1 \oplus \dots \oplus x_t",
    "Bengio et al. 1994",
    guessed=1 / 2,
)
LATCH = SequenceTask("regression", 1, 1, _latch, at_the_end, r"y_T = x_1", "Bengio et al. 1994")
