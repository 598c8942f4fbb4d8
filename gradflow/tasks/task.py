"""Task: what is learned, with training and held-out parts."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]


class Data(NamedTuple):
    """inputs [sample, input], targets [sample, output]; classes are one-hot."""

    inputs: Array
    targets: Array
    held_out_inputs: Array
    held_out_targets: Array


@dataclass(frozen=True, eq=False)
class Task:
    """objective decides the loss: cross entropy of a softmax, or mean squared error (both means, as in PyTorch).

    make() draws the data; it is always the same, so that only the experiment differs between runs.
    looked_at: how many held-out samples one looks at, where inputs are neither a line nor a plane.
    classes, columns: names of the outputs and of what the inputs come from, where they have any.
    """

    objective: Literal["classification", "regression"]
    inputs: int
    outputs: int
    make: Callable[[], Data]
    formula: str = ""
    looked_at: int = 128
    classes: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()

    @property
    def kind(self) -> str:
        """`objective` by the name it had until 2026-11."""
        return self.objective

    @cached_property
    def data(self) -> Data:
        """Drawn once; shared, so do not write into it."""
        return self.make()


SEED = 20_000  # of the data; runs differ by the experiment's seed, never by the data
TRAINING_PART = 0.8
MOST_SAMPLES = 2048  # for training; a full batch of so many, 100 layers of 64 units deep, takes 210 MB


def split(inputs: NDArray[np.floating], targets: NDArray[np.floating]) -> Data:
    """Shuffled with a fixed seed: 80 % for training, the rest held out."""
    order = np.random.default_rng(SEED).permutation(len(inputs))
    cut = int(TRAINING_PART * len(inputs))
    train, held_out = order[:cut], order[cut:]
    x, y = inputs.astype(np.float32), targets.astype(np.float32)
    return Data(x[train], y[train], x[held_out], y[held_out])


def cut(data: Data, fold: int, folds: int) -> Data:
    """The training part's rows alone: those of the fold as the held-out part. They are in random order already."""
    rows = len(data.inputs)
    held_out = slice(rows * (fold - 1) // folds, rows * fold // folds)
    others = [*range(held_out.start), *range(held_out.stop, rows)]
    return Data(data.inputs[others], data.targets[others], data.inputs[held_out], data.targets[held_out])


def one_hot(labels: NDArray[np.integer], classes: int) -> Array:
    """[sample] -> [sample, class]."""
    return np.eye(classes, dtype=np.float32)[labels]
