"""Where a lesson begins and ends: its goals, the question that holds it together, the card to keep."""

import streamlit as st

from gradflow.lessons.say import as_written
from gradflow.lessons.way import Station
from gradflow.text import Words
from gradflow.ui.lessons.own_words import own_words
from gradflow.ui.lessons.setting import address, setting
from gradflow.ui.session.lessons.lessons_session import PAGE, REPORT, LessonsSession


def opening(session: LessonsSession, words: Words) -> None:
    lesson = session.lesson
    assert lesson
    own = f"lesson.{lesson.name}"
    text, beside = st.columns([4, 5], gap="medium")
    with text:
        st.header(words(f"{own}.title"), anchor=False)
        st.markdown(words(f"{own}.about"))
        st.markdown(f"**{words('lessons.goals')}**")
        st.markdown("\n".join(f"- {words(f'{own}.goal_{number}')}" for number in range(1, lesson.goals + 1)))
        st.caption(words("lessons.way"))
        go_on(session, words, words("lessons.begin"))
    with beside:
        setting(lesson.exercises[0].experiment, words)


def synthesis(session: LessonsSession, station: Station, words: Words) -> None:
    """One question that needs all of it, in the learner's own words first."""
    with st.container(key="lesson_words"):
        st.header(words("lessons.synthesis"), anchor=False)
        st.markdown(words(f"{station.key}.question"))
        if session.given is None:
            own_words(session, station.key, words)
            return
        if session.given.words:
            st.markdown(as_written(session.given.words))
        with st.container(key="lesson_answer"):
            st.markdown(f"**{words('lessons.model')}** {words(f'{station.key}.answer')}")
        go_on(session, words)


def card(session: LessonsSession, words: Words) -> None:
    """What to take along."""
    lesson = session.lesson
    assert lesson
    right, count = session.memory.score(lesson.name)
    with st.container(key="lesson_words"):
        st.header(words("lessons.card"), anchor=False)
        with st.container(border=True, key="lesson_card"):
            st.markdown(f"#### {words(f'lesson.{lesson.name}.card')}")
            formulas(lesson.card.formula)
            st.markdown(f"[{words('lessons.open_run')}]({address(lesson.card.experiment, words)})")
        st.markdown(words("lessons.scored", right=right, count=count))
        missed = any(owed.startswith(f"{lesson.name}/") for owed in session.memory.missed)
        st.markdown(words("lessons.comes_back" if missed else "lessons.nothing_missed"))
        with st.container(horizontal=True):
            st.button(words("lessons.back"), on_click=session.go, args=(-1,))
            st.button(words("lessons.done"), type="primary", on_click=session.open, args=("",))
            st.button(words("report.link"), on_click=session.open, args=(lesson.name, REPORT))
            st.button(words("lessons.alone.link"), on_click=session.open, args=(lesson.name, PAGE))


def formulas(text: str) -> None:
    """Side by side where there is room; on a phone below each other."""
    with st.container(horizontal=True, horizontal_alignment="center", vertical_alignment="center", gap="large"):
        for each in text.split(r"\qquad"):
            st.latex(each, width="content")


def go_on(session: LessonsSession, words: Words, label: str = "") -> None:
    """Back, and on to the next station."""
    with st.container(horizontal=True, key="lesson_ways"):
        if session.lesson and session.at:
            st.button(words("lessons.back"), on_click=session.go, args=(-1,), key="lesson_back")
        st.button(label or words("lessons.next"), type="primary", on_click=session.go, args=(1,), key="lesson_next")
