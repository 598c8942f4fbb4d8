"""A learner's side of a room: the same prompts as alone, one at a time, when the class is there."""

import streamlit as st

from gradflow.classroom.phases import DISCUSS, ENDED, LOBBY, READ, VOTE
from gradflow.classroom.refused import REMOVED
from gradflow.classroom.room import PAUSED
from gradflow.classroom.say import alias
from gradflow.lessons.mark import Marked
from gradflow.lessons.memory import Given
from gradflow.lessons.prompt import Estimate
from gradflow.lessons.say import meant
from gradflow.text import Words
from gradflow.ui.lessons.ask import ask
from gradflow.ui.lessons.style import style as lesson_style
from gradflow.ui.lessons.vote import vote
from gradflow.ui.room.pulse import pulse
from gradflow.ui.room.reading import ended, lobby, reading
from gradflow.ui.room.shares import labels
from gradflow.ui.room.told import axes, statement, told
from gradflow.ui.session.lessons.room_session import RoomSession
from gradflow.ui.session.visit import Visit
from gradflow.ui.widgets.streaming import show


def learner(visit: Visit, session: RoomSession, words: Words) -> None:
    lesson_style()
    phase = session.room.progress.phase
    assert session.me
    with st.container(horizontal=True, vertical_alignment="center", key="room_head"):
        st.markdown(words("class.you", alias=alias(session.me.alias, words)), width="content")
        if session.me.removed or not session.room.progress.is_told:
            pulse(session, words)  # above what is long: how much time is left, a phone shows at any place of the page
    if session.me.removed:
        show(visit, None)
        st.warning(words(f"class.refused.{REMOVED}"))
        return
    if session.refused.startswith("class.") and phase != VOTE:
        st.warning(words(session.refused))
    with st.container(key="lessons"):
        if session.room.progress.is_told:
            told(visit, session, words)
            return
        show(visit, None)
        if phase == LOBBY:
            lobby(session, words)
        elif phase == ENDED:
            ended(session, words)
        elif phase == READ:
            reading(session, words)
        elif session.given is not None or phase == DISCUSS:
            _handed_in(session, words)
        else:
            _vote(visit, session, words)


def _vote(visit: Visit, session: RoomSession, words: Words) -> None:
    """Open, until the host closes it, or time does."""
    station = session.station
    assert station
    if session.left == 0.0:
        statement(session, words)
        st.info(words("class.vote.over"))
    elif PAUSED in session.room.flags:
        statement(session, words)
        st.info(words("class.vote.paused"))
    else:
        if session.room.progress.round > 1:
            first = session.answers.get(session.room.progress.round - 1)
            before = [words("class.vote.first", answer=_told(session, first, words))] if first else []
            st.info(" ".join([words("class.vote.again"), *before]))
        ask(visit, session, station, words) if station.asked else vote(session, station, words)


def _handed_in(session: RoomSession, words: Words) -> None:
    """One's own answer and nobody else's."""
    station, given = session.station, session.given
    assert station
    statement(session, words)
    if given is not None:
        st.success(words("class.vote.kept", answer=_told(session, given, words)))
    if session.room.progress.phase == DISCUSS:
        if given is None:
            st.warning(words("class.vote.none"))
        st.subheader(words("class.discuss.title"), anchor=False)
        st.markdown(words("class.discuss.how" if given else "class.discuss.how_without"))
    elif given is not None:
        st.markdown(words("class.vote.wait"))
    if given is not None:
        axes(session, words)


def _told(session: RoomSession, given: Given, words: Words) -> str:
    """An answer, as one says it."""
    station = session.station
    assert station
    asked, named = station.asked, labels(session, words)
    if given.answer in named:
        return named[str(given.answer)]
    if asked and isinstance(asked.prompt, Estimate):
        return meant(asked.prompt, given.answer, Marked(False, ""))
    return words("class.vote.drawing")
