"""Prompts: what a learner predicts, and where in a run the answer is read. No answer is written down."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import inf

from gradflow.fields import Value

COUNTS = ("silent_layers", "non_finite_layer", "reach", "cell_reach", "solved_lag", "steps")
FEWEST_HANDLES, MOST_HANDLES = 8, 12  # of a drawing, whatever the depth


@dataclass(frozen=True, kw_only=True)
class Prompt:
    """reads: one of `presets.QUANTITIES` or `OVER_SEEDS`, "" for nothing; with a layer (or time step),
    and in a drawing, of `CURVES`. at: the training step, from 0. beside: of a contrast, how much more it is than in the
    run before, the unit the same.
    """

    reads: str
    at: int = 0
    layer: int | None = None
    beside: bool = False


@dataclass(frozen=True)
class Option:
    """One answer of a `Choose`: it is right where the reading lies from `low` to `high`.

    true_with: the settings with which this answer would have been right; a run holds it to that.
    """

    name: str
    low: float = -inf
    high: float = inf
    true_with: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Choose(Prompt):
    """One of a few answers; exactly one of their ranges holds what is measured, for every seed and with room. right:
    the name of the one that somebody says is right, where nothing is read; "" where the run decides."""

    options: tuple[Option, ...]
    right: str = ""


@dataclass(frozen=True, kw_only=True)
class Estimate(Prompt):
    """A number from `low` to `high`, right where it is off by at most `within`. decades: it is the power of ten that is
    asked for, and the three are in decades. unit: the key of its words under `lessons.unit`, "" for none."""

    low: float
    high: float
    within: float
    decades: bool = False
    unit: str = ""

    @property
    def whole(self) -> bool:
        """Whether an answer is a whole number."""
        return self.decades or self.reads in COUNTS


@dataclass(frozen=True)
class Mistaken:
    """Another curve that somebody may have had in mind: of this quantity, or of a run with these settings."""

    name: str
    reads: str = ""
    changes: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Sketch(Prompt):
    """A curve over the layers, or the time steps, in decades from `low` to `high` beside its given end."""

    low: float = -14
    high: float = 4
    handles: int = 10
    mistaken: tuple[Mistaken, ...] = ()
