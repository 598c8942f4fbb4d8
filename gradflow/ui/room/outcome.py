"""Outcome: what the runs say of the question on show. It is trained where it is told, and for the teacher's private
side; nothing of it is sent to a learner before."""

from collections.abc import Sequence
from dataclasses import dataclass

from gradflow.experiment import Experiment
from gradflow.lessons.bank import right_mark
from gradflow.lessons.mark import Answer, Marked, voted
from gradflow.lessons.memory import Given
from gradflow.lessons.prompt import Choose
from gradflow.service.training.run_group import RunGroup
from gradflow.trace import Trace
from gradflow.ui.lessons.tell import mark_of, runs_of
from gradflow.ui.room.shares import tallies
from gradflow.ui.session.lessons.room_session import RoomSession

PATIENCE = 1.5  # seconds that a drawing of the page trains at most; most runs are read at their first steps


@dataclass(frozen=True)
class Found:
    """right: the name of the option that is right, or of the vote; "" where a number or a curve was asked for. mark: of
    what is right, None of a vote."""

    traces: Sequence[Trace]
    right: str
    mark: Marked | None

    @property
    def measured(self) -> float:
        found = self.mark.measured if self.mark else None
        return float("nan") if found is None else found


def runs(session: RoomSession) -> tuple[list[Experiment], int]:
    """What has to be trained, and up to which step."""
    station, lesson = session.station, session.lesson
    assert station and lesson
    if station.asked:
        return runs_of(station.asked), station.asked.prompt.at
    trials = lesson.misconception.trials
    return [trial.experiment for trial in trials], max(trial.at for trial in trials)


def outcome(session: RoomSession) -> Found | None:
    """None where the runs have not come so far yet."""
    experiments, at = runs(session)
    RunGroup(session.server.runs, experiments).advance(at + 1, PATIENCE)
    traces = session.traces(experiments, at)
    if traces is None:
        return None
    station, lesson = session.station, session.lesson
    assert station and lesson
    if station.asked is None:
        return Found(traces, voted(lesson.misconception, traces), None)
    answer, mark = right_mark(station.asked, traces[0], traces[1] if station.asked.before else None)
    return Found(traces, str(answer) if isinstance(station.asked.prompt, Choose) else "", mark)


def marked(session: RoomSession, found: Found, given: Given | None) -> Marked | None:
    """Of this answer, or of what is right where nobody's is meant; None of a vote."""
    asked = session.station.asked if session.station else None
    if asked is None or found.mark is None:
        return None
    answer: Answer | None = given.answer if given else None
    return found.mark if answer is None else mark_of(session.server, asked, answer, found.traces)


def rights(session: RoomSession, found: Found, given: Sequence[Given]) -> list[bool]:
    """Answer by answer."""
    if found.mark is None:
        return [each.answer == found.right for each in given]
    marks = {each.answer: marked(session, found, each) for each in given}
    return [bool((mark := marks[each.answer]) and mark.right) for each in given]


def favourite_run(session: RoomSession) -> Experiment | None:
    """The run in which what most answered in the last round would be right; None where it is the question's own, or
    there is none."""
    asked = session.station.asked if session.station else None
    if asked is None or not isinstance(asked.prompt, Choose):
        return None
    favourite = next((each.favourite for each in tallies(session)[-1:]), "")
    option = next((each for each in asked.prompt.options if each.name == favourite), None)
    other = asked.experiment.replace(**option.true_with) if option else asked.experiment
    return None if other == asked.experiment else other
