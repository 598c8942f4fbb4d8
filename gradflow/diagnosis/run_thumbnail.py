"""Run thumbnail: a run made small enough to be one of hundreds in one picture."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gradflow.diagnosis.outcome import Outcome, outcome_of
from gradflow.trace import Trace

COLUMNS = 50  # steps shown; hundreds of cells have a few dozen pixels each
ROWS = 20  # layers or time steps shown


@dataclass(frozen=True)
class RunThumbnail:
    """A run's outcome, and its backward signal thinned; 4 kB.

    signal: rms [row, column], row i is depth depths[i], nearest the input first, column j step steps[j].
    depths: at most ROWS of 1 to depth, evenly spaced, both ends among them. steps: at most COLUMNS, evenly
    spaced over the experiment's steps, of those that were made; so equal budgets have equal columns.
    columns: how many the whole budget has. Sizes as in the trace: 0, infinity and NaN stand for themselves, the
    log10 is the picture's.
    """

    outcome: Outcome
    depths: NDArray[np.int16]
    steps: NDArray[np.int16]
    signal: NDArray[np.float32]
    columns: int


def thumbnail_of(trace: Trace) -> RunThumbnail:
    """The cell of a run, or of as much as there is of it; ValueError for a trace without steps."""
    depth = trace.depth
    depths = np.unique(np.rint(np.linspace(1, depth, min(depth, ROWS)))).astype(np.int16)
    budget = trace.experiment.steps
    stride = -(-budget // COLUMNS)
    steps = np.arange(0, len(trace), stride, dtype=np.int16)
    signal = trace.signal_rms[np.ix_(steps, depths - 1)].T
    return RunThumbnail(outcome_of(trace), depths, steps, np.ascontiguousarray(signal), -(-budget // stride))
