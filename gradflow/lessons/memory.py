"""Memory: how far a learner is, and what was answered. It is kept by the learner's browser; a visit only borrows it."""

import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from gradflow.lessons.lesson import Item, Lesson
from gradflow.lessons.mark import Answer
from gradflow.lessons.prompt import MOST_HANDLES

FORMAT = 1
SURE = range(1, 6)
CERTAIN, GUESSED = 4, 2  # from and up to here one was sure, or was not
LONGEST_WORDS = 600  # characters of a learner's own
LONGEST_NAME = 120
MOST = 1000  # answers; a course has some 200
TIMES_MISSED = 9


@dataclass(frozen=True)
class Given:
    """One answer. sure: from 1 to 5. right: as it was marked, None before. words: the learner's own, "" for none, None
    before they were asked for."""

    answer: Answer
    sure: int
    right: bool | None = None
    words: str | None = None


@dataclass
class LearnerMemory:
    """at: at which station of each lesson, by name; done: lessons gone through to the end. answers: by key. missed: how
    often an item of the topic is still owed, by "lesson/topic". repaired: networks of the repair shop, by name."""

    at: dict[str, int] = field(default_factory=dict)
    done: set[str] = field(default_factory=set)
    answers: dict[str, Given] = field(default_factory=dict)
    missed: dict[str, int] = field(default_factory=dict)
    repaired: set[str] = field(default_factory=set)

    def give(self, key: str, answer: Answer, sure: int) -> None:
        if key in self.answers or len(self.answers) < MOST:
            self.answers[key] = Given(answer, sure)

    def explain(self, key: str, words: str) -> None:
        """In the learner's own words."""
        if key in self.answers:
            self.answers[key] = replace(self.answers[key], words=words.strip()[:LONGEST_WORDS])

    def mark(self, key: str, lesson: str, topic: str, right: bool, item: bool = False) -> None:
        """What a run has said, once. A miss is owed an item of its topic; an item answered right pays one back."""
        if not self.settle(key, right):
            return
        owed = f"{lesson}/{topic}"
        left = self.missed.get(owed, 0) + (1 if not right else -1 if item else 0)
        self.missed[owed] = min(max(left, 0), TIMES_MISSED)
        if not self.missed[owed]:
            del self.missed[owed]

    def settle(self, key: str, right: bool) -> bool:
        """What a run has said of an answer, and nothing more; whether that is news."""
        given = self.answers.get(key)
        if given is None or given.right is not None:
            return False
        self.answers[key] = replace(given, right=right)
        return True

    def forget(self, lesson: str) -> None:
        """Begin this lesson again; what is owed stays."""
        self.at.pop(lesson, None)
        self.answers = {key: given for key, given in self.answers.items() if not key.startswith(f"lesson.{lesson}.")}

    def due(self, lessons: Mapping[str, Lesson]) -> Iterator[tuple[Lesson, Item]]:
        """Of lessons that are done, an item for every topic that was missed."""
        for owed in self.missed:
            name, _, topic = owed.partition("/")
            lesson = lessons.get(name)
            if lesson is not None and name in self.done:
                yield from ((lesson, item) for item in lesson.items if item.topic == topic)

    def score(self, lesson: str) -> tuple[int, int]:
        """How many answers of a lesson were right, and how many there are."""
        marked = [g for key, g in self.answers.items() if key.startswith(f"lesson.{lesson}.") and g.right is not None]
        return sum(bool(each.right) for each in marked), len(marked)

    def besides(self, newer: "LearnerMemory") -> "LearnerMemory":
        """This, and what a newer memory has besides or otherwise."""
        return LearnerMemory(
            at=self.at | newer.at,
            done=self.done | newer.done,
            answers=self.answers | newer.answers,
            missed=self.missed | newer.missed,
            repaired=self.repaired | newer.repaired,
        )

    def to_json(self) -> dict[str, Any]:
        """What a browser keeps."""
        answers = {key: [g.answer, g.sure, g.right, g.words] for key, g in self.answers.items()}
        names = {"done": sorted(self.done), "repaired": sorted(self.repaired)}
        return {"v": FORMAT, "at": self.at, "answers": answers, "missed": self.missed} | names


def remembered(said: Any) -> LearnerMemory:
    """What a browser says that it kept; whatever in it is none of ours is left out."""
    if not isinstance(said, Mapping) or said.get("v") != FORMAT:
        return LearnerMemory()
    answers = {key: given for key, told in _named(said.get("answers")) if (given := _given(told)) is not None}
    return LearnerMemory(
        at={name: at for name, at in _named(said.get("at")) if _whole(at, 0, MOST)},
        done=_names(said.get("done")),
        answers=answers,
        missed={name: times for name, times in _named(said.get("missed")) if _whole(times, 1, TIMES_MISSED)},
        repaired=_names(said.get("repaired")),
    )


def _given(told: Any) -> Given | None:
    if not isinstance(told, list) or len(told) != 4:
        return None
    answer, sure, right, words = told
    kept = _answer(answer)
    if kept is None or not _whole(sure, SURE[0], SURE[-1]) or not (right is None or isinstance(right, bool)):
        return None
    return Given(kept, sure, right, words[:LONGEST_WORDS] if isinstance(words, str) else None)


def _answer(told: Any) -> Answer | None:
    if isinstance(told, str):
        return told if len(told) <= LONGEST_NAME else None
    if isinstance(told, list):
        fits = 2 <= len(told) <= MOST_HANDLES and all(_finite(each) for each in told)
        return tuple(map(float, told)) if fits else None
    return float(told) if _finite(told) else None


def _named(told: Any) -> list[tuple[str, Any]]:
    pairs = list(told.items())[:MOST] if isinstance(told, Mapping) else []
    return [(name, value) for name, value in pairs if isinstance(name, str) and len(name) <= LONGEST_NAME]


def _names(told: Any) -> set[str]:
    listed = told[:MOST] if isinstance(told, list) else []
    return {name for name in listed if isinstance(name, str) and len(name) <= LONGEST_NAME}


def _finite(told: Any) -> bool:
    return isinstance(told, int | float) and not isinstance(told, bool) and abs(told) <= sys.float_info.max


def _whole(told: Any, low: int, high: int) -> bool:
    return isinstance(told, int) and not isinstance(told, bool) and low <= told <= high
