"""Rule: which answer the runs give. It knows which bounds hold, and neither runs nor words."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Protocol

from gradflow.casebook.reading import Bound
from gradflow.trace import Trace

Holds = Callable[[Bound], bool]


class Rule(Protocol):
    """bounds: all that it asks about; answers: all that it can give."""

    @property
    def bounds(self) -> tuple[Bound, ...]: ...

    @property
    def answers(self) -> tuple[str, ...]: ...

    def answer(self, holds: Holds) -> str: ...


@dataclass(frozen=True)
class Trials:
    """A statement that is put to several trials: true where it holds in all, false where in none, else it depends."""

    bounds: tuple[Bound, ...]
    answers: tuple[str, ...] = ("true", "depends", "false")

    def answer(self, holds: Holds) -> str:
        found = [holds(bound) for bound in self.bounds]
        every, some, none = self.answers
        return every if all(found) else some if any(found) else none


@dataclass(frozen=True)
class Among:
    """A question with several answers: the one all of whose bounds hold; "" where that is none, or more than one."""

    options: tuple[tuple[str, tuple[Bound, ...]], ...]

    @property
    def bounds(self) -> tuple[Bound, ...]:
        return tuple(dict.fromkeys(bound for _, bounds in self.options for bound in bounds))

    @property
    def answers(self) -> tuple[str, ...]:
        return tuple(answer for answer, _ in self.options)

    def answer(self, holds: Holds) -> str:
        fitting = [answer for answer, bounds in self.options if all(map(holds, bounds))]
        return fitting[0] if len(fitting) == 1 else ""


def trials(*bounds: Bound) -> Trials:
    """The rule of a statement: the bounds that it promises, one a trial."""
    return Trials(bounds)


def among(options: Mapping[str, tuple[Bound, ...]]) -> Among:
    """The rule of a question, from its answers and what each of them asks for."""
    return Among(tuple(options.items()))


def decided(rule: Rule, traces: Sequence[Trace]) -> str:
    """The answer that these runs give."""
    return rule.answer(lambda bound: bound.holds(traces))


def settled(rule: Rule, seeds: Sequence[Sequence[Trace]]) -> str:
    """The answer that the runs give over several seeds (the traces of each), with a margin (`Bound.settled`); "" where
    bounds that these do not settle could make it another."""
    found = {bound: bound.settled([bound.reading.value(traces) for traces in seeds]) for bound in rule.bounds}
    open_ = [bound for bound, held in found.items() if held is None]
    ways = (found | dict(zip(open_, way, strict=True)) for way in product((True, False), repeat=len(open_)))
    answers = {rule.answer(lambda bound, way=way: bool(way[bound])) for way in ways}
    return answers.pop() if len(answers) == 1 else ""
