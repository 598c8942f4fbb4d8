"""The projector's side: for a whole class to see, so that nothing on it tells an answer, or how many gave it, before
the answer is out. No controls: those are on the pane."""

import streamlit as st

from gradflow.classroom.phases import DISCUSS, ENDED, LOBBY, VOTE
from gradflow.classroom.room import WALL
from gradflow.text import Words
from gradflow.ui.lessons.style import style as lesson_style
from gradflow.ui.room.address import code_and_picture, plain
from gradflow.ui.room.pulse import pulse, stopped
from gradflow.ui.room.reading import ended, lobby, reading
from gradflow.ui.room.shares import bars, labels
from gradflow.ui.room.told import axes, network, statement, told
from gradflow.ui.room.wall.shown import wall
from gradflow.ui.session.lessons.room_session import RoomSession
from gradflow.ui.session.visit import Visit
from gradflow.ui.widgets.streaming import show


def projector(visit: Visit, session: RoomSession, words: Words) -> None:
    lesson_style()
    phase = session.room.progress.phase
    with st.container(key="lessons"):
        if session.room.progress.is_told and WALL not in session.room.flags:
            told(visit, session, words)
            return
        show(visit, None)
        if session.room.progress.is_told:
            wall(session, words)
            return
        if phase == LOBBY:
            text, picture = st.columns([5, 4], gap="large")
            with text:
                lobby(session, words)
                pulse(session, words)
            with picture:
                code_and_picture(session, words)
            return
        if phase == ENDED:
            ended(session, words)
            return
        if phase in (VOTE, DISCUSS):
            _voting(session, words)
        else:
            reading(session, words)
        pulse(session, words)
        st.caption(words("class.join.late", address=plain("join"), code=session.code))


def _voting(session: RoomSession, words: Words) -> None:
    """The question and what there is to choose from."""
    text, beside = st.columns([5, 4], gap="medium")
    with text:
        statement(session, words)
        named = labels(session, words)
        if named:
            st.html(bars(named, [], None, "", words))
        axes(session, words)
        if session.room.progress.phase == DISCUSS:
            st.subheader(words("class.discuss.title"), anchor=False)
            st.markdown(words("class.discuss.how"))
        else:
            is_open = "class.vote.again" if session.room.progress.round > 1 else "class.vote.open"
            st.info(words(stopped(session) or is_open))
    with beside:
        network(session, words)
