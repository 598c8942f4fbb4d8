"""The page of lessons: the list; or a lesson, one station of its way after the other."""

import streamlit as st

from gradflow.lessons.way import ASK, CARD, OPENING, SYNTHESIS, VOTE
from gradflow.text import Words
from gradflow.ui.lessons.ask import ask
from gradflow.ui.lessons.ends import card, opening, synthesis
from gradflow.ui.lessons.exam import exam
from gradflow.ui.lessons.paper import paper
from gradflow.ui.lessons.shelf import shelf
from gradflow.ui.lessons.style import style
from gradflow.ui.lessons.tell import tell
from gradflow.ui.lessons.vote import told, vote
from gradflow.ui.session.browser_state import visit
from gradflow.ui.session.lessons.lessons_session import LessonsSession
from gradflow.ui.session.opening import open_lessons
from gradflow.ui.session.visit import Visit
from gradflow.ui.streamlit_internals.entry_script import run_in_entry_script
from gradflow.ui.widgets.address_bar import address_bar
from gradflow.ui.widgets.language_chooser import chooser
from gradflow.ui.widgets.learner_memory import learner_memory
from gradflow.ui.widgets.name_of_page import name_of_page
from gradflow.ui.widgets.streaming import show


def page() -> None:
    """Of a run nothing is made, drawn or sent before the answer about it is committed."""
    run_in_entry_script()
    visit_ = visit()
    words, session = visit_.words, open_lessons(visit_)
    address_bar(visit_, words)
    style()
    with st.container(key="lessons"):
        station = session.station
        if session.exam:
            exam(visit_, session, words)
        elif session.lesson and session.paper:
            paper(visit_, session, session.lesson, words)
        elif station is None:
            show(visit_, None)
            shelf(session, words)
        else:
            _head(session, words)
            _station(visit_, session, words)
    # Last: what was marked meanwhile is kept too.
    learner_memory(session, words, shelf=station is None and not session.exam, lesson=True)


def _station(visit_: Visit, session: LessonsSession, words: Words) -> None:
    station = session.station
    assert station
    if station.kind not in (ASK, VOTE) or session.given is None:
        show(visit_, None)
    if station.kind == OPENING:
        opening(session, words)
    elif station.kind == ASK:
        (ask if session.given is None else tell)(visit_, session, station, words)
    elif station.kind == VOTE:
        vote(session, station, words) if session.given is None else told(visit_, session, station, words)
    elif station.kind == SYNTHESIS:
        synthesis(session, station, words)
    elif station.kind == CARD:
        card(session, words)


def _head(session: LessonsSession, words: Words) -> None:
    """Which lesson, how far, and the ways out of it."""
    at, count = session.at + 1, len(session.stations)
    name = words(f"lesson.{session.lesson.name}.title") if session.lesson else words("lessons.again_title")
    with st.container(horizontal=True, vertical_alignment="center", key="lesson_head"):
        st.button(
            words("lessons.all"), icon=":material/arrow_back:", type="tertiary", on_click=session.open, args=("",)
        )
        name_of_page(name, seen=True)
        st.progress(at / count, width="stretch")
        st.markdown(words("lessons.progress", at=at, count=count), width="content")
        with st.container(width="content"):
            chooser(words)
