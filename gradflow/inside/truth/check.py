"""Check: some of the numbers on show at a step, each beside what central differences make of it."""

import time
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from gradflow.experiment import Experiment
from gradflow.inside.one_thread import one_thread
from gradflow.inside.truth import layered, recurrent
from gradflow.inside.truth.checked import Checked, Question, checked
from gradflow.networks import OfFamily, mlp, rnn

DEPTHS = 3  # the first, the middle one and the last
BUDGET = 6.0  # seconds after which no further number is checked; the first always is

Ask = Callable[[Experiment, Any, list[int]], list[Question]]
TRUTHS = OfFamily[Ask]({mlp.FAMILY: layered.questions, rnn.FAMILY: recurrent.questions})


class Check(NamedTuple):
    """step: whose numbers were checked. numbers: those; all: how many were to be."""

    step: int
    numbers: tuple[Checked, ...]
    all: int

    @property
    def right(self) -> int:
        """How many agree, exact zeros among them."""
        return sum(each.verdict in ("agrees", "zero") for each in self.numbers)


def check(experiment: Experiment, step: Any, budget: float = BUDGET) -> Check:
    """experiment: as it stands at that step of `gradflow.inspect`. Those of the first and the last depth come first, so
    that there is something to see when the time is over."""
    depths = sorted({round(each) for each in np.linspace(0, experiment.network.depth - 1, DEPTHS)})
    with one_thread(), np.errstate(all="ignore"):
        asked = TRUTHS[experiment.family](experiment, step, [depths[0], depths[-1], *depths[1:-1]][: len(depths)])
        end, numbers = time.monotonic() + budget, []
        for question in asked:
            if numbers and time.monotonic() > end:
                break
            numbers.append(checked(question))
    return Check(step.step, tuple(numbers), len(asked))
