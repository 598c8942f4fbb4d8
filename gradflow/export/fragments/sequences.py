"""Sequence tasks: new inputs [sequence, time, input] and targets [sequence, time, output], and when answers count."""

import numpy as np

from gradflow.export.fragments.settings import Training
from gradflow.export.fragments.tasks import digits, other_folds, own_data


def one_hot(symbols, kinds):
    return np.eye(kinds, dtype=np.float32)[symbols]


def recall(rng, sequences, length):
    """The first of the symbols, and then noise; the answer is that symbol."""
    symbol = rng.integers(8, size=sequences)
    inputs = np.zeros((sequences, length, 9), np.float32)
    inputs[:, 0, :8] = one_hot(symbol, 8)
    inputs[:, 1:, 8] = rng.standard_normal((sequences, length - 1), dtype=np.float32)
    return inputs, np.repeat(one_hot(symbol, 8)[:, None], length, axis=1)


def adding(rng, sequences, length):
    """Numbers, one of them marked in each half; the answer is the sum of those marked so far."""
    numbers = rng.random((sequences, length), dtype=np.float32)
    marks = np.zeros((sequences, length), np.float32)
    half, every = length // 2, np.arange(sequences)
    marks[every, rng.integers(half, size=sequences)] = 1
    marks[every, half + rng.integers(length - half, size=sequences)] = 1
    return np.stack([numbers, marks], axis=-1), np.cumsum(numbers * marks, axis=1)[..., None]


def copied(length):
    """How many symbols are to be copied."""
    return max(1, min(10, length // 3))


def copy(rng, sequences, length):
    """Symbols, blanks (8) and a sign (9); at the end the symbols are asked for in their order."""
    count = copied(length)
    symbols = rng.integers(8, size=(sequences, count))
    read, said = np.full((2, sequences, length), 8)
    read[:, :count] = symbols
    read[:, length - count - 1 if length > 2 * count else length - count] = 9
    said[:, length - count :] = symbols
    return one_hot(read, 10), one_hot(said, 9)


def parity(rng, sequences, length):
    """Ones and minus ones; the answer is whether the number of ones so far is odd."""
    bits = rng.integers(2, size=(sequences, length))
    return (2.0 * bits[..., None] - 1).astype(np.float32), one_hot(np.cumsum(bits, axis=1) % 2, 2)


def latch(rng, sequences, length):
    """A first number, 1 or -1, and then nothing but -1; the answer is the first."""
    inputs = np.full((sequences, length, 1), -1.0, np.float32)
    inputs[:, 0, 0] = 2.0 * rng.integers(2, size=sequences) - 1
    return inputs, np.repeat(inputs[:, :1], length, axis=1)


def sine(rng, sequences, length):
    """A sine that is read with noise; the answer is its next value, without noise."""
    period, phase = rng.uniform(8, 40, (sequences, 1)), rng.uniform(0, 2 * np.pi, (sequences, 1))
    clean = np.sin(2 * np.pi * np.arange(length + 1) / period + phase).astype(np.float32)
    noisy = clean + 0.1 * rng.standard_normal(clean.shape, dtype=np.float32)
    return noisy[:, :-1, None].astype(np.float32), clean[:, 1:, None]


def digit_rows(rng, sequences, length):
    """Handwritten digits, a row of eight pixels at every time step."""
    return read_in_order(rng, sequences, length, 8)


def digit_pixels(rng, sequences, length):
    """Handwritten digits, a pixel at every time step."""
    return read_in_order(rng, sequences, length, 1)


def read_in_order(rng, sequences, length, pixels):
    inputs, labels = digits()
    inputs, labels = other_folds(inputs, labels, Training())  # if folded
    chosen = rng.integers(len(inputs), size=sequences)
    return inputs[chosen].reshape(sequences, length, pixels), np.repeat(labels[chosen][:, None], length, axis=1)


def own_windows(rng, sequences, length):
    """Windows of your own data in time order; the answer is the last column of the row after them."""
    rows, said = own_data()
    gaps = np.concatenate([[0], np.cumsum(np.isnan(rows).any(axis=1))])
    starts = np.flatnonzero(gaps[length + 1 :] == gaps[: -length - 1])
    at = starts[rng.integers(len(starts), size=sequences)][:, None] + np.arange(length)
    return rows[at], said[at + 1]


def own_sequences(rng, sequences, length):
    """Rows of your own data, a number at every time step."""
    rows, said = own_data()
    chosen = rng.integers(len(rows), size=sequences)
    return rows[chosen, :, None], np.repeat(said[chosen][:, None], length, axis=1)


SEQUENCES = {
    "recall": recall,
    "adding": adding,
    "copy": copy,
    "parity": parity,
    "latch": latch,
    "sine": sine,
    "digit_rows": digit_rows,
    "digit_pixels": digit_pixels,
}


def at_the_last(length):
    """The time steps whose answers count."""
    return np.array([length - 1])


def where_copied(length):
    """The time steps whose answers count."""
    return np.arange(length - copied(length), length)


def at_every(length):
    """The time steps whose answers count."""
    return np.arange(length)


ASKED = {"recall": at_the_last, "adding": at_the_last, "copy": where_copied, "parity": at_the_last}
ASKED |= {"latch": at_the_last, "sine": at_the_last, "digit_rows": at_the_last, "digit_pixels": at_the_last}
