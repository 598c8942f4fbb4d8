"""The runs of cases, each trained as far as somebody reads it, and shared by all who read it."""

from collections.abc import Callable, Sequence
from functools import lru_cache

from gradflow.casebook.rule import Rule
from gradflow.engine.train import stream
from gradflow.experiment import Experiment
from gradflow.trace import Trace

KEPT = 256  # traces; one of 300 steps and 20 layers takes 0.2 MB
Train = Callable[[Experiment, int], Trace]  # an experiment, and how many of its steps


@lru_cache(maxsize=KEPT)
def trained(experiment: Experiment, steps: int) -> Trace:
    """The first steps of a run, or all until a value that is not finite."""
    parts: list[Trace] = []
    parts_of_run = stream(experiment)
    while (left := steps - sum(map(len, parts))) > 0 and (part := next(parts_of_run, None)) is not None:
        parts.append(part.rows(slice(0, left)))
    return Trace.join(parts)


def steps_read(experiments: Sequence[Experiment], rule: Rule) -> tuple[int, ...]:
    """How many steps of each run the rule reads: up to its latest step, all where it counts from the end."""
    latest = [[b.reading.step for b in rule.bounds if run in b.reading.runs] for run in range(len(experiments))]
    return tuple(
        experiment.steps if not steps or min(steps) < 0 else max(steps) + 1
        for experiment, steps in zip(experiments, latest, strict=True)
    )


def traces_of(experiments: Sequence[Experiment], rule: Rule, train: Train = trained) -> tuple[Trace, ...]:
    """What the rule reads."""
    steps = steps_read(experiments, rule)
    return tuple(train(experiment, most) for experiment, most in zip(experiments, steps, strict=True))
