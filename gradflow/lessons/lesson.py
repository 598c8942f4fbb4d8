"""Lessons: what is predicted, run and explained, in order, as data without words.

The words of a lesson called `name` are in assets/text/<language>/lessons/<name>.toml, under [lesson.<name>].
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import inf

from gradflow.casebook.reading import Bound, Reading
from gradflow.casebook.rule import Trials, trials
from gradflow.experiment import Experiment
from gradflow.fields import Value
from gradflow.lessons.prompt import Prompt


@dataclass(frozen=True)
class Look:
    """Where to look once the run is there. view: of its laboratory, "" for the first; picture: of that view, "" for its
    first. layer: the one that is marked, or time step. every_map: all three maps are open. unseen: nothing of it is
    shown, for it would tell what is asked next."""

    view: str = ""
    picture: str = ""
    layer: int | None = None
    every_map: bool = False
    unseen: bool = False


@dataclass(frozen=True)
class Contrast:
    """The same run with one setting changed, predicted again."""

    changes: Mapping[str, Value]
    prompt: Prompt
    look: Look = Look()


@dataclass(frozen=True)
class Exercise:
    """Predict, run, explain, and once more with one setting changed. topic: under which a miss comes back as another
    item. hints: how many there are, 3 at most: point at the map, name the factor, show its value."""

    name: str
    topic: str
    experiment: Experiment
    prompt: Prompt
    contrast: Contrast
    look: Look = Look()
    hints: int = 3


@dataclass(frozen=True)
class Trial:
    """A run that puts a sentence to the test: with a reading from `low` to `high` it bears the sentence out."""

    experiment: Experiment
    reads: str
    low: float = -inf
    high: float = inf
    at: int = 0
    look: Look = Look()


@dataclass(frozen=True)
class Misconception:
    """A sentence that many believe, and at least two runs. Voted on is whether it is true, false, or it depends; which
    of the three, the runs say: all of them bear it out, none, or some."""

    name: str
    topic: str
    trials: tuple[Trial, ...]

    @property
    def rule(self) -> Trials:
        """How its runs, in their order, decide."""
        runs = enumerate(self.trials)
        return trials(*(Bound(Reading(each.reads, run, each.at), each.low, each.high) for run, each in runs))


@dataclass(frozen=True)
class Item:
    """The same idea in other clothes: asked at the end, and again on a later visit where its topic was missed."""

    name: str
    topic: str
    experiment: Experiment
    prompt: Prompt
    look: Look = Look()


@dataclass(frozen=True)
class Card:
    """What one takes along: a formula in LaTeX, and the run that shows it. Its sentence is in the words."""

    formula: str
    experiment: Experiment


@dataclass(frozen=True)
class Lesson:
    """minutes: how long it takes. goals: how many it has. builds_on: lessons to take first, by name."""

    name: str
    minutes: int
    goals: int
    exercises: tuple[Exercise, ...]
    misconception: Misconception
    items: tuple[Item, ...]
    card: Card
    builds_on: tuple[str, ...] = ()

    def asked(self) -> "Iterator[Asked]":
        """Everything that is predicted, in order, the sentence that is voted on apart."""
        for each in self.exercises:
            key = f"lesson.{self.name}.{each.name}"
            yield Asked(key, each.topic, each.experiment, each.prompt, each.look, hints=each.hints)
            changed = each.experiment.replace(**each.contrast.changes)
            contrast = each.contrast
            yield Asked(f"{key}.contrast", each.topic, changed, contrast.prompt, contrast.look, each.experiment)
        for item in self.items:
            yield Asked(f"lesson.{self.name}.{item.name}", item.topic, item.experiment, item.prompt, item.look)


@dataclass(frozen=True)
class Asked:
    """One prediction. key: of its words, and of the answer to it. before: of a contrast, the run that it is beside."""

    key: str
    topic: str
    experiment: Experiment
    prompt: Prompt
    look: Look
    before: Experiment | None = None
    hints: int = 0
