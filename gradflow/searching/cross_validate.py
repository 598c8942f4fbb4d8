"""cross_validate: every value trained once for each fold of the training data, and one table of them."""

from collections.abc import Callable, Iterable
from concurrent.futures import Executor
from typing import Any

from gradflow.comparison.rates import FOLDS, validation_grid
from gradflow.diagnosis.rates.validation import validated
from gradflow.experiment import Experiment
from gradflow.figures.frame import Frame
from gradflow.figures.rates.frames import validation_frame
from gradflow.service.grid.outcomes import outcomes

Progress = Callable[[int, int], object]


def cross_validate(
    experiment: Experiment,
    folds: int = FOLDS,
    executor: Executor | None = None,
    progress: Progress | None = None,
    **axes: Iterable[Any],
) -> Frame:
    """Train every combination of some fields' values once for each fold of the training part, which is held out then.

    axes: one to three fields with the values to try, learning_rate=[0.01, 0.1, 1.0]. Returns a row a combination: the
    values, how many folds have ended and how many broke, and over the others the median, the lowest and the highest
    (`_low`, `_high`) of held_out_loss, held_out_accuracy and loss. The task's own held-out part is in no fold; where
    sequences are made up anew at every step, a fold is another draw of them. executor, progress: as in
    `gradflow.sweep`. Raises ValueError naming what is not allowed.

    >>> import gradflow
    >>> linear = gradflow.MLP(depth=1, width=16, activation="identity")
    >>> base = gradflow.Experiment(task="linear", network=linear, batch_size=32, steps=20)
    >>> table = gradflow.cross_validate(base, folds=3, learning_rate=[0.001, 0.1])
    >>> table["held_out_loss"].idxmin(), table["folds"].tolist()
    (1, [3, 3])
    """
    grid, found = validation_grid(experiment, folds, axes), {}
    for place, outcome in outcomes(grid, executor):
        found[place] = outcome
        if progress is not None:
            progress(len(found), len(grid))
    return validation_frame(validated(grid, found))
