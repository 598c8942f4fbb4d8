"""A class for tests: a room, and people in it who answer."""

from dataclasses import dataclass

from gradflow.classroom.classroom import Classroom
from gradflow.classroom.questions import item_of, questions
from gradflow.classroom.room import Room
from gradflow.lessons.mark import Answer

STEPS = len(questions("signal"))


@dataclass
class Class:
    classroom: Classroom
    code: str
    secret: str

    @property
    def room(self) -> Room:
        room = self.classroom.rooms.get(self.code)
        assert room
        return room

    def go(self, *moves: str, seconds: float | None = None) -> Room:
        for move in moves:
            self.classroom.rooms.move(self.code, move, STEPS, seconds)
        return self.room

    def join(self, *names: str) -> None:
        for name in names:
            self.classroom.learners.arrive(self.code, name)

    def answer(self, who: str, value: Answer = -12.0, sure: int = 3, item: str = "", round_: int | None = None) -> None:
        here = self.room
        item = item or item_of("signal", here.progress.step)
        at = here.progress.round if round_ is None else round_
        self.classroom.answers.give(self.code, who, item, at, value, sure)

    def count(self, round_: int = 1) -> int:
        return self.classroom.answers.count(self.code, item_of("signal", self.room.progress.step), round_)
