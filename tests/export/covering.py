"""A few of the experiments the truth is tested on (`tests.twin.design`), in which every choice occurs."""

from functools import cache

from gradflow.experiment import Experiment
from gradflow.tasks import TASKS
from tests.twin.design import trainings

SELDOM = ("depth", "width", "learning_rate", "steps", "seed")


@cache
def covering(depth: int) -> list[Experiment]:
    """Greedy: next comes whoever has most that has not occurred. Steps are short, so that rounding stays small.

    Constant weights pass nothing of a softmax's gradient, which sums to 0, but its rounding: they get a regression.
    """
    left = [experiment.replace(learning_rate=0.005) for experiment in trainings(depth)]
    left = [e for e in left if e.network.initializer != "constant" or TASKS[e.task].kind == "regression"]
    missing, chosen = set().union(*map(_choices, left)), []
    while missing:
        best = max(left, key=lambda experiment: len(_choices(experiment) & missing))
        chosen.append(best)
        missing -= _choices(best)
    return chosen


def _choices(experiment: Experiment) -> set[tuple[str, object]]:
    values = experiment.values()
    both = f"{values['normalization']} {values['norm_position']}"
    return {(name, value) for name, value in values.items() if name not in SELDOM} | {("norm", both)}
