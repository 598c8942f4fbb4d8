"""A few of the experiments the truth is tested on (`tests.twin`), in which every choice occurs."""

from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

from gradflow.experiment import Experiment, described_fields
from gradflow.networks import RNN
from gradflow.parts.clipping import CLIPPINGS
from gradflow.parts.initializers import OF_MATRICES
from gradflow.parts.schedules import SCHEDULES
from gradflow.tasks import TASKS
from gradflow.tasks.sequences import SEQUENCES
from tests.networks.known import layered_of
from tests.twin import recurrent_case
from tests.twin.covering import Pair, pairwise
from tests.twin.design import LIMITS, trainings

Choices = set[tuple[str, object]]
SELDOM = ("depth", "width", "learning_rate", "steps", "seed")
RECURRENT = recurrent_case.REGISTRIES | {
    "initializer": list(OF_MATRICES),
    "recurrent_initializer": list(OF_MATRICES),
    "spectral_radius": [0.0, 0.9],
    "optimizer": list(described_fields(RNN)["optimizer"].rule.options),
    "clipping": list(CLIPPINGS),
    "schedule": list(SCHEDULES),
    "limit": list(LIMITS),
}
# Each of them is a program to compile for the engine.
FEW_SHAPES: set[Pair] = {
    frozenset([("stack", stack), ("task", task)])
    for stack in recurrent_case.REGISTRIES["stack"][1:]
    for task in SEQUENCES
    if task not in ("recall", "adding")
}
# Constant weights pass nothing of a softmax's gradient, which sums to 0, but its rounding: they get a regression.
CONSTANT: set[Pair] = {
    frozenset([("initializer", "constant"), ("task", name)])
    for name, task in SEQUENCES.items()
    if task.objective == "classification"
}


@cache
def covering(depth: int) -> list[Experiment]:
    """Layered ones. Steps are short, so that rounding stays small."""
    left = [experiment.replace(learning_rate=0.005) for experiment in trainings(depth)]
    left = [e for e in left if layered_of(e).initializer != "constant" or TASKS[e.task].objective == "regression"]
    return cover(left, _choices)


@cache
def recurrent_covering(length: int) -> list[Experiment]:
    """Recurrent ones, of fewer steps than there are between two looks at held-out data, which would be compiled."""
    rows = [row for row in pairwise(RECURRENT, forbidden=FEW_SHAPES | CONSTANT) if _differs(row)]
    chosen = cover(rows, lambda row: set(row.items()))
    return [_recurrent(length, row) for row in chosen]


def _differs(row: dict[str, Any]) -> bool:
    """Units that begin alike, and are normalized over each other, are made of their rounding."""
    alike = {"zeros", "constant"} & {row["initializer"], row["recurrent_initializer"]}
    return not (alike and row["normalization"] != "none")


def _recurrent(length: int, row: dict[str, Any]) -> Experiment:
    of_network = {name: row[name] for name in ("initializer", "recurrent_initializer", "spectral_radius")}
    of_training = {name: row[name] for name in ("optimizer", "clipping", "schedule")} | LIMITS[row["limit"]]
    e = recurrent_case.experiment(length, **row).replace(**of_network, **of_training, gain=1.5)
    numbers = {"learning_rate": 0.002, "epsilon": 1e-3, "max_norm": 0.05, "decay_rate": 0.9}
    return e.replace(**numbers, warmup_steps=5, rise=1.0, steps=8)


def cover(left: Iterable[Any], choices_of: Callable[[Any], Choices]) -> list[Any]:
    """Greedy: next comes whoever has most that has not occurred."""
    left = list(left)
    missing, chosen = set().union(*map(choices_of, left)), []
    while missing:
        best = max(left, key=lambda one: len(choices_of(one) & missing))
        chosen.append(best)
        missing -= choices_of(best)
    return chosen


def _choices(experiment: Experiment) -> Choices:
    values = experiment.values()
    both = f"{values['normalization']} {values['norm_position']}"
    return {(name, value) for name, value in values.items() if name not in SELDOM} | {("norm", both)}
