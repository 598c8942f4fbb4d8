"""At once: the first steps of a few short runs, for who waits for them."""

import time
from collections.abc import Sequence

from gradflow.experiment import Experiment
from gradflow.service.training.runs import Runs
from gradflow.trace import Trace

PAUSE = 0.02  # seconds between two looks, in which others have their turn
CHUNK = 0.25  # seconds that a run is trained for at a time


def at_once(
    runs: Runs, experiments: Sequence[Experiment], steps: Sequence[int], seconds: float
) -> tuple[Trace, ...] | None:
    """The first `steps` of each run; None where they are not there within so many seconds."""
    end = time.monotonic() + seconds
    while True:
        asked = [(runs.get(experiment), most) for experiment, most in zip(experiments, steps, strict=True)]
        for run, most in asked:
            run.advance(most, CHUNK)
        if all(len(run) >= most or run.finished for run, most in asked):
            return tuple(run.upto(most) for run, most in asked)
        if time.monotonic() > end:
            return None
        time.sleep(PAUSE)
