"""Score: what was answered right in each form, by topic, and the gain."""

from collections.abc import Sequence
from dataclasses import dataclass

from gradflow.experiment import Experiment
from gradflow.lessons.exam.pair import AFTER, BEFORE, UNKNOWN, ExamPair
from gradflow.lessons.exam.pairs import ALL, TOPICS
from gradflow.lessons.mark import marked
from gradflow.lessons.memory import SURE, LearnerMemory
from gradflow.trace import Trace


@dataclass(frozen=True)
class Score:
    """before, after: answers that were right, None of a form that was not taken; of so many questions."""

    before: int | None
    after: int | None
    count: int

    @property
    def gain(self) -> float | None:
        """The normalized gain: which part of what was missing before is there after. None where there is no second
        form yet, and where nothing was missing.

        >>> Score(4, 10, 13).gain
        0.6666666666666666
        """
        if self.before is None or self.after is None or self.before == self.count:
            return None
        return (self.after - self.before) / (self.count - self.before)


def scores(memory: LearnerMemory) -> dict[str, Score]:
    """By topic; "" of all."""
    of = {topic: [pair for pair in ALL if topic in ("", pair.topic)] for topic in ("", *TOPICS)}
    return {
        topic: Score(_right(memory, BEFORE, pairs), _right(memory, AFTER, pairs), len(pairs))
        for topic, pairs in of.items()
    }


def _right(memory: LearnerMemory, form: str, pairs: Sequence[ExamPair]) -> int | None:
    given = [memory.answers.get(pair.key(form)) for pair in pairs]
    return sum(bool(each and each.right) for each in given) if taken(memory, form) else None


def taken(memory: LearnerMemory, form: str) -> bool:
    """Whether every answer of this form was committed."""
    return open_pair(memory, form) is None


def open_pair(memory: LearnerMemory, form: str) -> ExamPair | None:
    """The first whose question of this form has no answer yet."""
    return next((pair for pair in ALL if pair.key(form) not in memory.answers), None)


def commit(memory: LearnerMemory, form: str, answer: object) -> None:
    """The answer to the question that is open; who chooses none of its options does not know."""
    pair = open_pair(memory, form)
    if pair is not None:
        known = answer if answer in [option.name for option in pair.prompt.options] else UNKNOWN
        memory.give(pair.key(form), str(known), SURE[0])


def needed(forms: Sequence[str]) -> tuple[list[Experiment], list[int]]:
    """The runs that decide, and how many steps of each: all of the one form, then all of the other."""
    experiments = [pair.experiment(form) for form in forms for pair in ALL]
    return experiments, [pair.prompt.at + 1 for _ in forms for pair in ALL]


def mark(memory: LearnerMemory, form: str, traces: Sequence[Trace]) -> None:
    """traces: of `needed`, for this form."""
    for pair, trace in zip(ALL, traces, strict=True):
        given = memory.answers.get(pair.key(form))
        if given is not None:
            known = given.answer in [option.name for option in pair.prompt.options]
            right = known and marked(pair.asked(form), given.answer, trace).right
            memory.settle(pair.key(form), right)


def forget(memory: LearnerMemory) -> None:
    """Both forms, to take them again."""
    for form in (BEFORE, AFTER):
        for pair in ALL:
            memory.answers.pop(pair.key(form), None)
