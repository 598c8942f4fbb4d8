"""sweep: every combination of some fields' values, trained and put into one table."""

from collections.abc import Callable
from concurrent.futures import Executor
from typing import Any

from gradflow.comparison.grid import Grid
from gradflow.experiment import Experiment
from gradflow.figures.frame import Frame, outcome_frame
from gradflow.service.grid.outcomes import outcomes

Progress = Callable[[int, int], object]


def sweep(
    base: Experiment | Grid, executor: Executor | None = None, progress: Progress | None = None, **axes: Any
) -> Frame:
    """A tidy table, one row a run: the axes' values and what `gradflow.diagnosis.Outcome` says of the run.

    axes: one to four fields of the experiment, each with the values to try, activation=["tanh", "relu"]; none
    where `base` is a Grid. executor: any of `concurrent.futures`, or an adapter to that interface (Dask's
    Client.get_executor()); experiments and outcomes are what travels. Without one: a thread for each core.
    progress: called with (runs finished, runs) after each. Decades are log10; losses and accuracies are those of the
    trace. Raises ValueError as Grid does.

    >>> import gradflow
    >>> small = gradflow.Experiment(network=gradflow.MLP(width=8), steps=20)
    >>> table = gradflow.sweep(small, activation=["sigmoid", "tanh"], normalization=["none", "batch"])
    >>> table["activation"].tolist(), table["signal"].tolist()
    (['sigmoid', 'sigmoid', 'tanh', 'tanh'], ['vanishing', 'passes', 'passes', 'passes'])
    """
    if isinstance(base, Grid) and axes:
        raise ValueError(f"{', '.join(axes)}: allowed are no more axes than the grid has")
    grid = base if isinstance(base, Grid) else Grid.of(base, axes)
    found = {}
    for place, outcome in outcomes(grid, executor):
        found[place] = outcome
        if progress is not None:
            progress(len(found), len(grid))
    return outcome_frame(grid, found)
