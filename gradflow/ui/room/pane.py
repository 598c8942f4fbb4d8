"""The teacher's private pane; a phone will do. It moves the class, and shows what the projector must not: the shares,
before the answer is out, and what they advise."""

from collections.abc import Sequence
from urllib.parse import urlencode

import streamlit as st

from gradflow.classroom.phases import DISCUSS, ENDED, LOBBY, READ, VOTE
from gradflow.classroom.room import REHEARSAL
from gradflow.classroom.tally import Tally, advice, shares_right
from gradflow.link import LANGUAGE, LESSON, PAPER
from gradflow.numbers import percent
from gradflow.text import Words
from gradflow.ui.lessons.style import style as lesson_style
from gradflow.ui.room.address import address_of, code_and_picture, is_of_this_machine, picture
from gradflow.ui.room.moves import moves
from gradflow.ui.room.outcome import Found, outcome, rights
from gradflow.ui.room.people import people
from gradflow.ui.room.pulse import pulse, stopped, where
from gradflow.ui.room.shares import bars, decided, labels, middles, strip, tallies, too_few
from gradflow.ui.room.taken_along import taken_along
from gradflow.ui.room.told import answered, drawings, statement
from gradflow.ui.session.lessons.lessons_session import SHEET
from gradflow.ui.session.lessons.room_session import RoomSession
from gradflow.ui.session.visit import Visit
from gradflow.ui.widgets.streaming import show


def pane(visit: Visit, session: RoomSession, words: Words) -> None:
    show(visit, None)
    lesson_style()
    progress = session.room.progress
    asks = progress.phase not in (LOBBY, READ, ENDED)
    found = outcome(session) if asks else None
    rounds = tallies(session) if progress.phase not in (LOBBY, ENDED) else []
    with st.container(key="pane"):
        if session.refused:
            st.warning(words(session.refused))
        if progress.phase == ENDED:
            st.info(words("class.ended.host"))
        else:
            st.markdown(where(session, words))
            if said := stopped(session):
                st.info(words(said))
            if REHEARSAL in session.room.flags:
                st.caption(words("class.rehearse.on"))
            answers = rounds[-1].count if rounds else None
            pulse(session, words, counts=True, again=asks and found is None, drawn=answers)
            moves(session, words)
        if progress.phase == LOBBY:
            if is_of_this_machine():
                st.warning(words("class.join.own_machine"))
            code_and_picture(session, words)
        elif progress.phase != ENDED:
            _question(session, found, rounds, words)
            if asks and found is None:
                st.caption(words("lessons.running"))
        _screens(session, words)
        people(session, words)
        taken_along(session, words)


def _question(session: RoomSession, found: Found | None, rounds: Sequence[Tally], words: Words) -> None:
    """What is asked, what the class has answered so far, and what that advises."""
    progress = session.room.progress
    with st.container(border=True):
        statement(session, words)
        right = found.right if found else ""
        if found and progress.phase in (VOTE, DISCUSS):
            st.warning(words("class.pane.private"))
        if named := labels(session, words):
            st.html(bars(named, rounds, None, right, words, decided(session, found.mark if found else None, words)))
        if found and session.is_drawing:
            drawings(session, found, words)
        if drawn := strip(session, rounds, found.measured if found else float("nan"), words):
            st.html(drawn)
        for line in [*middles(session, rounds, words), too_few(rounds, words)]:
            if line:
                st.markdown(line)
        if found and (right or not named) and progress.phase in (VOTE, DISCUSS):
            _advice(session, found, words)
        if found and progress.is_told:
            answered(session, found, words)


def _advice(session: RoomSession, found: Found, words: Words) -> None:
    station = session.station
    assert station
    given = session.classroom.answers.of_class(session.code, station.key, session.room.progress.round)
    shares = shares_right(given, rights(session, found, given))
    if shares is not None:
        right, sure = shares
        st.info(words(f"class.advice.{advice(right, session.room.progress.round)}", share=percent(right)))
        st.caption(words("class.advice.sure", share=percent(sure)))


def _screens(session: RoomSession, words: Words) -> None:
    """The projector's address; and until the class has ended, how one joins, and the host's own address on another
    device, which nobody else is to see."""
    projector = f"./room?room={session.code}&screen=projector&{LANGUAGE}={words.language}"
    st.markdown(f"[{words('class.pane.projector')}]({projector})")
    if session.lesson and not session.room.own:
        sheet = {LESSON: session.lesson.name, PAPER: SHEET, LANGUAGE: words.language}
        st.markdown(f"[{words('class.pane.sheet')}](./lessons?{urlencode(sheet)})")
    if session.room.progress.phase == ENDED:
        return
    with st.expander(words("class.pane.join"), key="room_join"):
        if session.room.progress.phase != LOBBY:
            code_and_picture(session, words)
        st.markdown(f"[{words('class.pane.as_learner')}](./join/{session.code}?{LANGUAGE}={words.language})")
    with st.expander(words("class.pane.second"), key="room_second"):
        st.markdown(words("class.pane.second_how"))
        if session.secret:
            own = address_of(f"host/{session.code}/{session.secret}")
            st.code(own, language=None, wrap_lines=True)
            picture(own, words("class.pane.second_picture"))
