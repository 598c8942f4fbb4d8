"""SequenceTask: sequences to read, and what to say at which time step."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from gradflow.tasks.task import Array, Data


class Batch(NamedTuple):
    """inputs [sequence, time, input]; targets [sequence, time, output], the right thing to say at each time step."""

    inputs: Array
    targets: Array


Draw = Callable[[Generator, int, int, bool], Batch]
Cut = Callable[[Draw, int, int], Draw]
Lag = Callable[[int], NDArray[np.int32]]


def from_the_first(length: int) -> NDArray[np.int32]:
    """The lag of an answer that depends on the first time step, whenever it is given."""
    return np.arange(length, dtype=np.int32)


def drawn_apart(draw: Draw, fold: int, folds: int) -> Draw:
    """Of sequences that are made up anew at every step: a fold is another draw, of what is held out and of all else."""

    def of_fold(rng: Generator, sequences: int, length: int, held_out: bool) -> Batch:
        apart = np.random.default_rng((*rng.integers(2**32, size=2), fold, folds))
        return draw(apart, sequences, length, held_out)

    return of_fold


@dataclass(frozen=True, eq=False)
class SequenceTask:
    """objective decides the loss, as in `gradflow.tasks.Task`.

    draw(generator, sequences, length, held_out) makes new sequences, the same for the same generator; held_out:
    of data that is never trained on, where there is only so much.
    asked(length) [time]: 1 at the time steps at which the answer counts when the loss is taken at the end.
    chance(length): the loss of whoever answers the same whatever was read, as well as that can be done.
    length: the only sequence length there is, for data that has one.
    lag(length) [time]: how many time steps back the oldest thing lies that the answer at a time step depends on;
    None where only whoever brought the data may know.
    guessed: the share of right answers of whoever guesses; 0 in regression, where it is the variance explained.
    longest: the most time steps a sequence may have, where the data has not enough for more.
    data: of a learner's own task the rows that sequences are made of. classes: names of the outputs.
    cut(draw, fold, folds): how a fold is drawn (`gradflow.tasks.folds`); None where the data cannot be cut.
    """

    objective: Literal["classification", "regression"]
    inputs: int
    outputs: int
    draw: Draw
    asked: Callable[[int], Array]
    formula: str = ""
    source: str = ""
    length: int | None = None
    lag: Lag | None = from_the_first
    guessed: float = 0.0
    longest: int | None = None
    data: Data | None = None
    classes: tuple[str, ...] = ()
    cut: Cut | None = drawn_apart

    def counted(self, length: int, loss_at: str) -> Array:
        """How much the answer at each time step counts, [time] of 0 and 1: at the end, or at "every" one."""
        return self.asked(length) if loss_at == "last" else np.ones(length, np.float32)


def at_the_end(length: int) -> Array:
    """Asked at the last time step only."""
    asked = np.zeros(length, np.float32)
    asked[-1] = 1.0
    return asked


def one_hot(symbols: NDArray[np.integer], count: int) -> Array:
    """[...] -> [..., symbol]."""
    return np.eye(count, dtype=np.float32)[symbols]
