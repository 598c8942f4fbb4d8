"""A broken network, what it shows once it is mended, and how much may be changed to get there."""

from collections.abc import Mapping
from dataclasses import dataclass

from gradflow.experiment import Experiment
from gradflow.fields import Value
from gradflow.presets.claim import Claim, holds
from gradflow.trace import Trace

# What makes the problem: the data, the size of the network, and the length of the run.
PROBLEM = frozenset(
    ("task", "depth", "width", "hidden_size", "sequence_length", "stacked_layers", "batch_size", "steps", "seed")
)


@dataclass(frozen=True)
class Repair:
    """goal: what its run must show at the end of its steps. changes: how many fields may have another value, of all
    but those that make the problem and those it `keeps`. ways: some that lead there."""

    broken: Experiment
    goal: tuple[Claim, ...]
    changes: int
    keeps: tuple[str, ...]
    ways: tuple[Mapping[str, Value], ...]

    def stays(self, field: str) -> bool:
        """Whether this field is to be left as it is."""
        return field in PROBLEM or field in self.keeps

    def changed(self, experiment: Experiment) -> tuple[str, ...]:
        """The fields that are not as in the broken network, once for the start and once for each change in mid-run.
        What nothing reads does not count."""
        broken, other = self.broken.values(), experiment.values()
        at_first = [name for name in other if broken.get(name) != other[name] and experiment.reads(name)]
        return (*at_first, *(each.name for each in experiment.changes))


@dataclass(frozen=True)
class Inspection:
    """How far a repair is. changed: the fields that have another value; forbidden: those of them that were to stay.

    shown: of each part of the goal whether the run shows it so far. ended: whether it will show anything else.
    """

    changed: tuple[str, ...]
    forbidden: tuple[str, ...]
    left: int
    shown: tuple[bool, ...]
    ended: bool

    @property
    def allowed(self) -> bool:
        return self.left >= 0 and not self.forbidden

    @property
    def repaired(self) -> bool:
        return self.allowed and self.ended and all(self.shown)


def inspect(repair: Repair, experiment: Experiment, trace: Trace) -> Inspection:
    """How far the repair is with what this experiment's run has shown.

    >>> from gradflow import train
    >>> from gradflow.repairs import REPAIRS, inspect
    >>> symmetric = REPAIRS["symmetric"]
    >>> mended = symmetric.broken.replace(initializer="glorot_normal")
    >>> inspect(symmetric, mended, train(mended)).repaired
    True
    """
    changed = repair.changed(experiment)
    return Inspection(
        changed,
        tuple(name for name in dict.fromkeys(changed) if repair.stays(name)),
        repair.changes - len(changed),
        tuple(holds(claim, trace) for claim in repair.goal),
        ended=len(trace) >= experiment.steps or trace.first_non_finite() is not None,
    )
