"""Seed band: the first step's backward signal over a few seeds, so that nobody argues from one lucky run."""

import dataclasses
from collections import OrderedDict
from concurrent.futures import Future, ThreadPoolExecutor

import numpy as np
from numpy.typing import NDArray

from gradflow.decades import decades_of
from gradflow.engine.train import stream
from gradflow.experiment import Experiment
from gradflow.theory.predict import explain_seeds

SEEDS = 8
MOST = 200  # bands kept; one of 100 layers takes 3 kB
Profiles = NDArray[np.float64]


class Bands:
    """Each band is made once, in the background, one at a time; whoever asks gets it when it is there."""

    def __init__(self) -> None:
        self._made: OrderedDict[Experiment, Future[Profiles]] = OrderedDict()
        self._maker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="band")

    def get(self, experiment: Experiment) -> Profiles | None:
        """log10 of the signal at each layer relative to the last layer's, [seed, depth]; None while it is made."""
        start = dataclasses.replace(experiment.at(0), steps=1, seed=0)
        if start not in self._made:
            self._made[start] = self._maker.submit(profiles, start)
            while len(self._made) > MOST:
                self._made.popitem(last=False)
        made = self._made[start]
        return made.result() if made.done() else None

    def close(self) -> None:
        """The band that is being made is made to its end; no other will be."""
        self._maker.shutdown(cancel_futures=True)

    def forget(self, task: str) -> None:
        """Let go of the bands of a task that is gone."""
        for experiment in [experiment for experiment in list(self._made) if experiment.task == task]:
            self._made.pop(experiment, None)


def profiles(experiment: Experiment) -> Profiles:
    """[SEEDS, depth]; NaN where a signal is 0 or not finite."""
    rows = np.stack([next(stream(experiment.replace(seed=seed), 1)).signal_rms[0] for seed in range(SEEDS)])
    explain_seeds(experiment)  # here, in the background: over time it may take a second; theory keeps it for the view
    decades = decades_of(rows)
    return decades - decades[:, -1:]
