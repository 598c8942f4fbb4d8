"""Many at once: votes while the vote ends, and pages that ask whether there is something new."""

import threading
from dataclasses import replace

from gradflow.classroom.classroom import Classroom
from gradflow.classroom.refused import Refusal
from tests.classroom.klass import Class


def test_votes_and_the_end_of_a_vote_at_once_lose_nothing_and_take_nothing_too_late(klass: Class, classroom: Classroom):
    """Every answer that was acknowledged is there, and was there when the vote ended."""
    names = [f"learner{number}" for number in range(16)]
    klass.join(*names)
    klass.go("begin", "vote")
    taken, counted, reasons = [], [], set()

    def give(name: str) -> None:
        try:
            klass.answer(name, round_=1)
            taken.append(name)
        except Refusal as refusal:
            reasons.add(refusal.why)

    def end() -> None:
        klass.go("reveal")
        counted.append(klass.count())

    threads = [threading.Thread(target=give, args=(name,)) for name in names]
    threads.insert(8, threading.Thread(target=end))
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert len(taken) == klass.count() == counted[0]
    assert reasons <= {"closed"}


def test_a_pulse_counts_who_is_there_and_has_answered_and_asks_the_database_once_a_second(
    klass: Class, classroom: Classroom
):
    now = [100.0]
    pulses = replace(classroom.pulses, clock=lambda: now[0])
    klass.join("ann", "bob")
    klass.go("begin", "vote")
    klass.answer("ann")
    first = pulses.get(klass.code)
    assert first and (first.answered, first.present, first.version) == (1, 2, klass.room.version)
    klass.answer("bob")
    assert pulses.get(klass.code) == first
    now[0] += 1
    assert getattr(pulses.get(klass.code), "answered", 0) == 2
    assert pulses.get("ZZZZZZ") is None
