"""Case: a statement or a question, where it comes from, and the runs that decide it."""

import dataclasses
from dataclasses import dataclass

from gradflow.casebook.rule import Rule, decided
from gradflow.casebook.running import Train, traces_of, trained
from gradflow.experiment import Experiment
from gradflow.text import Words
from gradflow.trace import Trace

COLLECTIONS = ("articles", "published", "asked")
TOPICS = ("signal", "weights", "activation", "normalization", "connection", "optimizer", "numbers", "time", "terms")


@dataclass(frozen=True)
class Case:
    """Data without words, which stand under `case.<id>` in both languages: what is said, what is right, and more.

    key: the answer that is right. experiments: what decides it, empty where no run does; rule: how. stated: the
    numbers of a paper, one for each of the rule's bounds. code: which block of code it speaks of (`cases.code`).
    """

    id: str
    collection: str
    topic: str
    source: str
    key: str
    experiments: tuple[Experiment, ...] = ()
    rule: Rule | None = None
    stated: tuple[float, ...] = ()
    code: str = ""

    def statement(self, language: str = "en") -> str:
        """What is said or asked, in this language."""
        return Words(language)(f"case.{self.id}.statement")

    def correct(self, language: str = "en") -> str:
        """How it is right, and why."""
        return Words(language)(f"case.{self.id}.correct")

    def traces(self, train: Train = trained) -> tuple[Trace, ...]:
        """Its runs, as far as they are read."""
        return traces_of(self.experiments, self.rule, train) if self.rule else ()

    def measured(self, traces: tuple[Trace, ...]) -> tuple[float, ...]:
        """The number that each bound of its rule is about."""
        return tuple(bound.reading.value(traces) for bound in self.rule.bounds) if self.rule else ()

    def decide(self, train: Train = trained) -> str:
        """The answer that its runs give; its key where no run decides it."""
        return decided(self.rule, self.traces(train)) if self.rule else self.key

    def with_seed(self, more: int) -> "Case":
        """The same case with other random numbers: every seed so much higher."""
        return dataclasses.replace(self, experiments=tuple(e.replace(seed=e.seed + more) for e in self.experiments))
