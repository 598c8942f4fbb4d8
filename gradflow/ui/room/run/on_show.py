"""The run on show in a room: the one that decides, all of them where several do, or the class's favourite's."""

import streamlit as st

from gradflow.classroom.phases import RUN
from gradflow.classroom.room import FAVOURITE, LOCKED
from gradflow.experiment import Experiment
from gradflow.link import PROJECTOR
from gradflow.reading.why import differing
from gradflow.text import Words
from gradflow.ui.lessons.watch import CONTROLS, answering, watch, watch_trials
from gradflow.ui.room.outcome import favourite_run, runs
from gradflow.ui.room.shares import is_measured
from gradflow.ui.session.lessons.room_session import RoomSession
from gradflow.ui.session.visit import Visit


def run_on_show(visit: Visit, session: RoomSession, words: Words) -> None:
    """The run that decides, or another one in its place."""
    station, lesson = session.station, session.lesson
    assert station and lesson
    experiments, at = runs(session)
    room = session.room
    locked = LOCKED in room.flags and session.screen != PROJECTOR
    only = () if locked else CONTROLS
    if locked:
        st.caption(words("class.locked"))
    if station.asked is None:
        said = [_of_run(session, number, words) for number in range(len(experiments))]
        watch_trials(visit, session, lesson.misconception.trials, said, words, at, only, room.steps)
        return
    shown = experiments[0]
    if (other := other_run(session)) is not None:
        st.info(words("class.favourite.on", what=_instead(shown, other, words)))
        shown, experiments = other, [*experiments, other]
    parts = ("maps",) if session.is_drawing else ("maps", "view")
    rest = at if is_measured(session) else shown.steps - 1  # a teacher's answer is of no step
    look = answering(shown, station.asked.look, station.asked.prompt.reads)
    watch(visit, session, shown, look, words, parts, experiments, at, rest, only=only, steps=room.steps)


def _of_run(session: RoomSession, number: int, words: Words) -> str:
    """Which of the runs it is that decide, by what is different in them, and for a learner what is seen there."""
    station, lesson = session.station, session.lesson
    assert station and lesson
    experiments = [trial.experiment for trial in lesson.misconception.trials]
    spoken, own = words.along(experiments[0].family.axis), experiments[number].values()
    fields = dict.fromkeys(name for other in experiments for name in differing(other, experiments[0]))
    settings = [spoken.set_to(name, own[name]) for name in fields if name in own]
    said = " · ".join([f"**{words('lessons.vote.nth', number=1 + number)}**", *settings])
    return said if session.screen == PROJECTOR else f"{said}\n\n{words(f'{station.key}.run_{1 + number}')}"


def other_run(session: RoomSession) -> Experiment | None:
    """The run in which the class's favourite answer would be right, while that is on show; an explanation speaks of the
    question's own."""
    is_on = FAVOURITE in session.room.flags and session.room.progress.phase == RUN
    return favourite_run(session) if is_on else None


def _instead(asked: Experiment, other: Experiment, words: Words) -> str:
    """What is different from the run that was asked about."""
    spoken, past, now = words.along(other.family.axis), asked.values(), other.values()
    return words("change.and").join(
        words(
            "class.favourite.instead",
            field=spoken(f"field.{name}.label"),
            value=spoken.value(name, now[name]),
            before=spoken.value(name, past[name]) if name in past else "–",
        )
        for name in differing(other, asked)
    )
