"""Rates: the runs by which one looks for a learning rate, made of one experiment."""

import dataclasses
import math
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gradflow.comparison.axes import Refused
from gradflow.comparison.grid import Grid
from gradflow.experiment import Experiment, default_of
from gradflow.networks import Family
from gradflow.tasks import can_be_cut

LOW, HIGH = 1e-5, 100.0  # seven decades: below nothing moves in a few hundred steps, above hardly anything holds
FOLDS = 5
LOOK = 20  # steps between two looks at held-out data (`gradflow.trace`)
RATE, FOLD = "learning_rate", "fold"
RATES = (0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0)


def range_of(experiment: Experiment, low: float = LOW, high: float = HIGH) -> Experiment:
    """The run of a range test: its rate rises from low to high by the same factor at every step, and nothing changes
    but the rate. ValueError where low is not below high, InvalidFields where a rate is not allowed."""
    if not 0 < low < high < math.inf:
        raise ValueError(
            f"low = {low:g}, high = {high:g}: allowed are two rates, the first above 0 and below the second"
        )
    rising = {"schedule": "rising", "learning_rate": high, "rise": math.log10(high / low)}
    return dataclasses.replace(experiment, changes=()).replace(**rising)


def rates_of(rising: Experiment) -> NDArray[np.float64]:
    """The learning rate of each step of such a run [step]."""
    return rising.learning_rate * 10.0 ** np.linspace(-rising.rise, 0.0, rising.steps)


def validation_grid(experiment: Experiment, folds: int, axes: Mapping[str, Iterable[Any]]) -> Grid:
    """All runs of a cross-validation: every combination of the axes' values, each with every fold held out once, the
    fold running fastest. ValueError as `Grid` has it, and where no look at held-out data comes before the last step."""
    if experiment.steps < LOOK:
        message = f"steps = {experiment.steps}: allowed are {LOOK} or more, for then held-out data is looked at"
        raise Refused(message, "looks", fewest=LOOK)
    if not can_be_cut(experiment.task):
        raise Refused(f"task = {experiment.task}: allowed is data that can be cut, not a series in time", "series")
    if not axes or "fold" in axes or "folds" in axes:
        raise ValueError(f"axes = {', '.join(axes) or 'none'}: allowed are 1 to 3 fields other than fold and folds")
    if folds < 2:
        raise ValueError(f"folds = {folds}: allowed are 2 or more")
    return Grid.of(experiment.replace(folds=folds), {**axes, "fold": range(1, folds + 1)})


@lru_cache(maxsize=64)  # a page asks at each of its drawings, and 40 experiments are made for the answer
def rates_for(experiment: Experiment) -> Grid:
    """The search for its rate. ValueError as `validation_grid` has it."""
    return validation_grid(experiment, FOLDS, {RATE: RATES})


def opening_rates(family: Family) -> Grid:
    """What the page of learning rates opens with."""
    return rates_for(default_of(family.config).replace(**family.rates))
