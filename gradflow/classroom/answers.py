"""ClassAnswers: one a learner, question and round, taken while the vote is open and at no other time."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, insert, select

from gradflow.classroom.phases import VOTE
from gradflow.classroom.refused import ANSWERED, CLOSED, ELSEWHERE, PAUSED, REMOVED, Refusal
from gradflow.classroom.room import locked
from gradflow.classroom.store.database import Database
from gradflow.classroom.store.tables import answer, participant
from gradflow.lessons.mark import Answer
from gradflow.lessons.memory import Given

GRACE = 2.0  # seconds after the end of a vote in which what was sent before it may still arrive


@dataclass(frozen=True)
class ClassAnswers:
    database: Database
    clock: Callable[[], float] = time.time

    def give(self, code: str, learner: str, item: str, round_: int, value: Answer, sure: int) -> None:
        """Taken for good, or Refusal: the room is looked at inside the transaction that writes. The same answer once
        more, which a lost connection makes a browser send, is the one that there is."""
        here = {"room": code, "participant": learner, "item": item, "round": round_}
        now, said = self.clock(), list(value) if isinstance(value, tuple) else value
        with self.database.write() as connection:
            room = locked(connection, code, now, shared=True)
            who = connection.execute(
                select(participant.c.extra_time, participant.c.removed)
                .where((participant.c.room == code) & (participant.c.id == learner))
                .with_for_update()  # two tabs of one learner
            ).first()
            if who is None or who.removed:
                raise Refusal(REMOVED)
            if given := connection.execute(select(answer.c.value, answer.c.confidence).filter_by(**here)).first():
                if (given.value, given.confidence) != (said, sure):
                    raise Refusal(ANSWERED)
                return
            if item != room.item or round_ != room.progress.round:
                raise Refusal(ELSEWHERE)
            if room.progress.phase != VOTE:
                raise Refusal(CLOSED)
            if PAUSED in room.flags:
                raise Refusal(PAUSED)
            if (left := room.left(who.extra_time, now)) is not None and left < -GRACE:
                raise Refusal(CLOSED)
            connection.execute(insert(answer).values(here | {"value": said, "confidence": sure, "at": now}))

    def of_learner(self, code: str, learner: str, item: str) -> dict[int, Given]:
        """What one has answered to a question, by round."""
        asked = select(answer.c.round, answer.c.value, answer.c.confidence)
        with self.database.read() as connection:
            rows = connection.execute(asked.filter_by(room=code, participant=learner, item=item)).all()
        return {row.round: _given(row.value, row.confidence) for row in rows}

    def of_class(self, code: str, item: str, round_: int) -> Sequence[Given]:
        """Of all who may answer, in no order that says who they are."""
        with self.database.read() as connection:
            rows = connection.execute(self._counted(answer.c.value, answer.c.confidence, code, item, round_)).all()
        return sorted((_given(row.value, row.confidence) for row in rows), key=repr)

    def who(self, code: str, item: str, round_: int) -> frozenset[str]:
        """The learners who have answered, by their ids."""
        here = (answer.c.room == code) & (answer.c.item == item) & (answer.c.round == round_)
        with self.database.read() as connection:
            return frozenset(connection.execute(select(answer.c.participant).where(here)).scalars())

    def count(self, code: str, item: str, round_: int) -> int:
        with self.database.read() as connection:
            return connection.execute(self._counted(func.count(), func.max(answer.c.at), code, item, round_)).one()[0]

    def _counted(self, what: Any, more: Any, code: str, item: str, round_: int) -> Select[Any, Any]:
        mine = (participant.c.room == answer.c.room) & (participant.c.id == answer.c.participant)
        here = (answer.c.room == code) & (answer.c.item == item) & (answer.c.round == round_)
        return select(what, more).select_from(answer.join(participant, mine)).where(here & (participant.c.removed == 0))


def _given(value: object, confidence: int) -> Given:
    return Given(tuple(map(float, value)) if isinstance(value, list) else value, confidence)  # type: ignore[arg-type]
