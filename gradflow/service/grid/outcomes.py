"""Outcomes: every run of a grid trained to its end, by this machine's threads or by anyone's executor."""

import os
from collections.abc import Generator
from concurrent.futures import Executor, ThreadPoolExecutor, as_completed
from contextlib import nullcontext

from gradflow.comparison.grid import Grid
from gradflow.diagnosis import Outcome, outcome_of
from gradflow.engine.train import train
from gradflow.experiment import Experiment


def outcome(experiment: Experiment) -> Outcome:
    """Train to the end; what an executor is sent."""
    return outcome_of(train(experiment))


def outcomes(grid: Grid, executor: Executor | None = None) -> Generator[tuple[int, Outcome]]:
    """(place, outcome) of every cell of the grid as they come, asked for in the grid's even order.

    Without an executor one thread a core: programs are shared, and XLA does not hold the interpreter. Who
    stops listening, or an error of one run, cancels what has not begun.
    """
    own = ThreadPoolExecutor(os.cpu_count(), "sweep") if executor is None else nullcontext(executor)
    with own as workers:
        places = {workers.submit(outcome, grid.cells[place]): place for place in grid.order}
        try:
            for done in as_completed(places):
                yield places[done], done.result()
        finally:
            for waiting in places:
                waiting.cancel()
