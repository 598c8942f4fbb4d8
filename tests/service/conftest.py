"""A training that counts instead of training: the loss at step i is i."""

import copy
import threading
import time
from collections.abc import Callable, Generator

import numpy as np
import pytest

from gradflow.experiment import Experiment
from gradflow.service.concurrency.machine import Machine
from gradflow.trace import Trace, trace_class


class Counting:
    """Stands in for what `gradflow.engine.train.begin_training` makes; remembers how it was asked."""

    def __init__(self, experiment: Experiment, compiled: bool = True, seconds_per_step: float = 0.0) -> None:
        self.experiment = experiment
        self.step = 0
        self.compiled = compiled
        self.seconds_per_step = seconds_per_step
        self.threads: list[str] = []
        self.at_once = 0
        self.most_at_once = 0
        self.answers_compiled = True
        self.looks: list[int] = []

    pretraining = False

    @property
    def finished(self) -> bool:
        return self.step >= self.experiment.steps

    def is_compiled(self) -> bool:
        return self.compiled

    def branch(self, experiment: Experiment) -> "Counting":
        other = copy.copy(self)
        other.experiment = experiment
        return other

    def compile_held_out(self) -> None:
        """Nothing to compile."""

    def has_probe_program(self) -> bool:
        return self.answers_compiled

    def compile_probe_outputs(self) -> None:
        self.answers_compiled = True

    def probe_outputs(self) -> np.ndarray:
        """The answer to everything is the number of steps made."""
        self.looks.append(self.step)
        return np.full((2, 1), self.step, np.float32)

    def has_inspect_program(self) -> bool:
        return True

    def compile_inspect(self) -> None:
        """Nothing to compile."""

    def inspect(self) -> object:
        raise NotImplementedError("nothing counts what is inside")

    def advance(self, steps: int) -> Trace:
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        self.threads.append(threading.current_thread().name)
        steps = min(steps, self.experiment.steps - self.step)
        time.sleep(self.seconds_per_step * steps)
        counted = np.arange(self.step, self.step + steps, dtype=np.float32)
        in_depth = np.tile(counted[:, None], self.experiment.network.depth)
        kind = trace_class(self.experiment)
        rows = {name: in_depth if name in kind.names("depth") else counted for name in kind.names()}
        self.step += steps
        self.compiled = True
        self.at_once -= 1
        return kind(self.experiment, **rows)


@pytest.fixture
def counting() -> Callable[..., Callable[[Experiment], Counting]]:
    """counting(compiled=…, seconds_per_step=…) begins such trainings; `.begun` lists them."""

    def setting(**how: float) -> Callable[[Experiment], Counting]:
        begun: list[Counting] = []

        def begin(experiment: Experiment) -> Counting:
            begun.append(Counting(experiment, **how))  # type: ignore[arg-type]
            return begun[-1]

        begin.begun = begun  # type: ignore[attr-defined]
        return begin

    return setting


@pytest.fixture
def machine() -> Generator[Machine]:
    """What runs compute on; its compiler ends with the test."""
    machine = Machine()
    yield machine
    machine.close()
