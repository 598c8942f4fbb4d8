"""LessonsSession: what one browser session holds on the page of lessons."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from gradflow.invalid import QueryPair
from gradflow.lessons import LESSONS
from gradflow.lessons.checked import NoAnswer, checked, checked_vote
from gradflow.lessons.exam import FORMS, score
from gradflow.lessons.memory import LearnerMemory, remembered
from gradflow.lessons.way import VOTE, Station, again, way
from gradflow.link import EXAM, LESSON, PAPER
from gradflow.ui.session.lessons.asking import Asking

PAPERS = SHEET, REPORT, PAGE = "sheet", "report", "page"  # for teachers, to hand in, and without a server
AGAIN = "#again"  # at the end of the key of an answer given on a later visit


@dataclass
class LessonsSession(Asking):
    """memory: what the browser keeps; known: it has said so. lesson: the one that is open, None for the list.
    paper: what is printed of it, "" for the lesson itself. exam: the form of the test that is open, "" for none.
    owed: items asked again, in the place of a lesson. trial: which run of a sentence that was voted on. unknown: what
    the link named that there is not."""

    memory: LearnerMemory = field(default_factory=LearnerMemory)
    known: bool = False
    paper: str = ""
    exam: str = ""
    owed: list[Station] = field(default_factory=list)
    trial: int = 0
    unknown: str = ""
    name: str = field(default_factory=lambda: uuid.uuid4().hex)

    def to_pairs(self) -> list[QueryPair]:
        if self.exam:
            return [(EXAM, self.exam)]
        named = [(LESSON, self.lesson.name)] if self.lesson else []
        return [*named, (PAPER, self.paper)] if named and self.paper else named

    def remember(self, said: Any) -> None:
        """What the browser keeps, as it says; it knows more than a session that has just begun, except what was done
        there before it has spoken."""
        kept = remembered(said)
        self.memory, self.known = kept if self.known else kept.besides(self.memory), True
        self._arrive()

    def open(self, name: str, paper: str = "") -> None:
        """A lesson where it was left, or what is printed of it; "" or another name for the list."""
        self.lesson, self.owed, self.exam = LESSONS.get(name), [], ""
        self.paper = paper if self.lesson and paper in PAPERS else ""
        self._arrive()

    def open_exam(self, form: str) -> None:
        """The test before the lessons, or after them; what was gained, where it has been taken."""
        self.open("")
        self.exam = form if form in FORMS else ""

    def commit_exam(self, answer: Any) -> None:
        """To the question that is open."""
        score.commit(self.memory, self.exam, answer)

    def ask_again(self) -> None:
        """Items of topics that were missed, one after the other."""
        self.lesson, self.exam = None, ""
        found = [again(lesson, item) for lesson, item in self.memory.due(LESSONS)]
        self.owed = [Station(each.kind, each.key + AGAIN, each.asked) for each in found]
        for each in self.owed:
            self.memory.answers.pop(each.key, None)
        self._arrive()

    @property
    def stations(self) -> Sequence[Station]:
        return way(self.lesson) if self.lesson else self.owed

    @property
    def at(self) -> int:
        """Which station of the lesson; of what is asked again, always the first."""
        return min(self.memory.at.get(self.lesson.name, 0), len(self.stations) - 1) if self.lesson else 0

    @property
    def station(self) -> Station | None:
        return self.stations[self.at] if self.stations else None

    def go(self, by: int) -> None:
        """On, or back; after the last station the list."""
        if self.lesson is None:
            self.owed = self.owed[1:]
        elif self.at + by >= len(self.stations):
            self.open("")
        else:
            self.memory.at[self.lesson.name] = max(0, self.at + by)
            if self.at == len(self.stations) - 1:
                self.memory.done.add(self.lesson.name)
        self._arrive()

    def begin_again(self) -> None:
        if self.lesson:
            self.memory.forget(self.lesson.name)
        self._arrive()

    def commit(self, answer: Any, sure: Any) -> None:
        """From now on this is the answer; or `refused` says why it is none."""
        station = self.station
        if station is None or self.given is not None:
            return
        try:
            if station.kind == VOTE and self.lesson:
                answer, sure = checked_vote(self.lesson.misconception, answer, sure)
            elif station.asked:
                answer, sure = checked(station.asked, answer, sure)
        except NoAnswer as missing:
            self.refused = f"lessons.refused.{missing.why}"
            return
        self.refused = ""
        self.memory.give(station.key, answer, sure)

    @property
    def given(self) -> Any:
        """The answer of the station on show, None before it was committed."""
        return self.memory.answers.get(self.station.key) if self.station else None

    def _arrive(self) -> None:
        self.hints, self.refused, self.trial, self.lab = 0, "", 0, None
        self.unknown = "" if self.station else self.unknown
