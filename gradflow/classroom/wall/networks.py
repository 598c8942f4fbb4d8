"""Networks that learners hand in once an answer is out: the one each has now, for the wall. They are kept as answers to
an item of their own, and no statistics are made of them."""

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import delete, func, insert, select

from gradflow.classroom.refused import CLOSED, REMOVED, Refusal
from gradflow.classroom.room import locked
from gradflow.classroom.store.database import Database
from gradflow.classroom.store.tables import answer, participant
from gradflow.experiment import Experiment

NETWORK = "#network"  # behind the item of the question that it is about
STEPS = 100  # of each run on the wall
LARGEST = {"depth": 50, "width": 128}
MOST_VISITS = 50 * 128 * 256  # of units, by all samples of a step: what a wall of many trains within seconds


@dataclass(frozen=True)
class Networks:
    database: Database
    clock: Callable[[], float] = time.time

    def hand_in(self, code: str, learner: str, network: Experiment) -> None:
        """In the place of the one before. Raises Refusal where there is no wall to put it on."""
        now = self.clock()
        with self.database.write() as connection:
            room = locked(connection, code, now, shared=True)
            here = {"room": code, "participant": learner, "item": room.item + NETWORK}
            mine = (participant.c.room == code) & (participant.c.id == learner)
            removed = connection.execute(select(participant.c.removed).where(mine).with_for_update()).scalar()
            if removed is None or removed:
                raise Refusal(REMOVED)
            if not room.progress.is_told:
                raise Refusal(CLOSED)
            connection.execute(delete(answer).where(*(answer.c[name] == value for name, value in here.items())))
            kept = {"round": 0, "value": small(network).to_query(), "confidence": 0, "at": now}
            connection.execute(insert(answer).values(here | kept))

    def of_class(self, code: str, item: str) -> list[tuple[Experiment, int]]:
        """Those of all who may answer, equal ones once with how many they are, the most frequent first."""
        who = (participant.c.room == answer.c.room) & (participant.c.id == answer.c.participant)
        here = (answer.c.room == code) & (answer.c.item == item + NETWORK) & (participant.c.removed == 0)
        with self.database.read() as connection:
            links = connection.execute(select(answer.c.value).select_from(answer.join(participant, who)).where(here))
            counted = Counter(links.scalars())
        ordered = sorted(counted.items(), key=lambda each: (-each[1], each[0]))
        return [(Experiment.from_query(link), count) for link, count in ordered]

    def latest(self, code: str, item: str) -> float:
        """When the last one came, 0 before."""
        here = (answer.c.room == code) & (answer.c.item == item + NETWORK)
        with self.database.read() as connection:
            return connection.execute(select(func.max(answer.c.at)).where(here)).scalar() or 0.0


def bounded(network: Experiment) -> Experiment:
    """No deeper or broader than one on a wall may be."""
    values = network.values()
    return network.replace(**{name: min(values[name], most) for name, most in LARGEST.items() if name in values})


def small(network: Experiment) -> Experiment:
    """As it is trained for a wall: no longer, deeper or broader than many of them can be, nor with larger batches."""
    smaller = bounded(network).replace(steps=STEPS)
    batch = max(1, MOST_VISITS // smaller.family.work(smaller.network))
    return smaller.replace(batch_size=min(smaller.batch_size, batch))
