"""A learner's side of a room: the same prompts as alone, one at a time, when the class is there."""

import streamlit as st

from gradflow.classroom.phases import DISCUSS, ENDED, LOBBY, READ, VOTE
from gradflow.classroom.refused import REMOVED
from gradflow.classroom.say import alias
from gradflow.text import Words
from gradflow.ui.lessons.ask import ask
from gradflow.ui.lessons.style import style as lesson_style
from gradflow.ui.lessons.vote import vote
from gradflow.ui.room.pulse import pulse, stopped
from gradflow.ui.room.reading import ended, lobby, reading
from gradflow.ui.room.told import axes, said_back, statement, told, uncounted
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
    if said := stopped(session):
        statement(session, words)
        st.info(words(said))
        if session.left == 0.0:
            st.warning(uncounted(session, words))
            st.markdown(words("class.vote.follows"))
    else:
        if session.room.progress.round > 1:
            first = session.answers.get(session.room.progress.round - 1)
            before = [words("class.vote.first", answer=said_back(session, first, words))] if first else []
            st.info(" ".join([words("class.vote.again"), *before]))
        ask(visit, session, station, words) if station.asked else vote(session, station, words)


def _handed_in(session: RoomSession, words: Words) -> None:
    """One's own answer and nobody else's."""
    station, given = session.station, session.given
    assert station
    statement(session, words)
    if given is not None:
        st.success(words("class.vote.kept", answer=said_back(session, given, words)))
    if session.room.progress.phase == DISCUSS:
        if given is None:
            st.warning(uncounted(session, words))
        st.subheader(words("class.discuss.title"), anchor=False)
        st.markdown(words("class.discuss.how" if given else "class.discuss.how_without"))
    elif given is not None:
        st.markdown(words("class.vote.wait"))
    if given is not None:
        axes(session, words)
