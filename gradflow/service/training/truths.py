"""Truths: numbers of a step that someone has asked to be checked, each step once, in the background, one at a time."""

from collections import OrderedDict
from concurrent.futures import Future, ThreadPoolExecutor

from gradflow.engine.inspect import inspect
from gradflow.experiment import Experiment
from gradflow.inside.truth.check import Check, check

MOST = 100  # checks kept; one is a dozen numbers
LONGEST = 30.0  # seconds of training up to the step that is checked, at most


class TooFar(Exception):
    """To train up to that step once more would take too long."""


class Truths:
    """Who asks for a check begins it; it is trained up to the step by itself, to the same numbers."""

    def __init__(self) -> None:
        self._made: OrderedDict[tuple[Experiment, int], Future[Check]] = OrderedDict()
        self._maker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="truth")

    def get(self, experiment: Experiment, step: int, per_step: float) -> Check | None:
        """Of the step before its update; None while it is made. per_step: seconds that a step of it takes. Raises
        TooFar."""
        if step * per_step > LONGEST:
            raise TooFar
        key = experiment, step
        if key not in self._made:
            self._made[key] = self._maker.submit(made, experiment, step)
            while len(self._made) > MOST:
                self._made.popitem(last=False)
        found = self._made[key]
        return found.result() if found.done() else None

    def close(self) -> None:
        """The check that is being made is made to its end; no other will be."""
        self._maker.shutdown(cancel_futures=True)

    def forget(self, task: str) -> None:
        """Let go of the checks of a task that is gone."""
        for key in [key for key in list(self._made) if key[0].task == task]:
            self._made.pop(key, None)


def made(experiment: Experiment, step: int) -> Check:
    return check(experiment.at(step), inspect(experiment, step))
