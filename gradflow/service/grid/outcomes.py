"""Outcomes: every run of a grid trained to its end, by this machine's threads or by anyone's executor."""

import os
from collections.abc import Generator
from concurrent.futures import Executor, ThreadPoolExecutor, as_completed
from contextlib import nullcontext
from typing import Any

from gradflow.comparison.grid import Grid
from gradflow.diagnosis import Outcome, outcome_of
from gradflow.engine.train import train
from gradflow.experiment import Experiment
from gradflow.tasks.lent import carried, lend_again


def outcome(experiment: Experiment, own: Any = None) -> Outcome:
    """Train to the end; what an executor is sent. own: the experiment's task, where it is somebody's own data."""
    held = None if own is None else lend_again(experiment.task, own)
    found = outcome_of(train(experiment))
    del held
    return found


def outcomes(grid: Grid, executor: Executor | None = None) -> Generator[tuple[int, Outcome]]:
    """(place, outcome) of every cell of the grid as they come, asked for in the grid's even order.

    Without an executor one thread a core: programs are shared, and XLA does not hold the interpreter. Who
    stops listening, or an error of one run, cancels what has not begun.
    """
    own = ThreadPoolExecutor(os.cpu_count(), "sweep") if executor is None else nullcontext(executor)
    with own as workers:
        cells = ((place, grid.cells[place]) for place in grid.order)
        places = {workers.submit(outcome, cell, carried(cell.task)): place for place, cell in cells}
        try:
            for done in as_completed(places):
                yield places[done], done.result()
        finally:
            for waiting in places:
                waiting.cancel()
