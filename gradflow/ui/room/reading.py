"""What a room shows while nobody answers: before it begins, a question to read, and after its end."""

from urllib.parse import quote

import streamlit as st

from gradflow.classroom.own.asked import OwnLesson
from gradflow.link import ONLY, VIEW
from gradflow.text import Words
from gradflow.ui.lessons.ends import formulas
from gradflow.ui.lessons.setting import address
from gradflow.ui.room.told import axes, network, statement
from gradflow.ui.session.lessons.room_session import RoomSession


def lobby(session: RoomSession, words: Words) -> None:
    lesson = session.lesson
    assert lesson
    st.header(words(f"lesson.{lesson.name}.title"), anchor=False)
    st.markdown(words(f"lesson.{lesson.name}.about"))
    st.info(words("class.lobby"))


def reading(session: RoomSession, words: Words) -> None:
    """The question, before anybody answers."""
    text, beside = st.columns([4, 5], gap="medium")
    with text:
        statement(session, words)
        st.caption(words("class.read"))
        axes(session, words)
    with beside:
        network(session, words)


def alone_with(own: OwnLesson) -> str:
    """What the address of its laboratory says besides: the view and the controls."""
    said = {VIEW: own.view, ONLY: own.only}
    return "".join(f"&{name}={quote(text)}" for name, text in said.items() if text)


def ended(session: RoomSession, words: Words) -> None:
    """The last question, to be written, and what to take along; the same lesson is there for everybody alone."""
    lesson = session.lesson
    assert lesson
    st.header(words("class.ended.title"), anchor=False)
    if own := session.room.own:
        st.markdown(f"[{words('lessons.open_run')}]({address(own.experiment, words)}{alone_with(own)})")
        return
    st.subheader(words("lessons.synthesis"), anchor=False)
    st.markdown(words(f"lesson.{lesson.name}.synthesis.question"))
    st.caption(words("class.ended.write"))
    with st.expander(words("class.ended.compare"), key="room_compare"):
        st.markdown(words(f"lesson.{lesson.name}.synthesis.answer"))
    st.subheader(words("lessons.card"), anchor=False)
    st.markdown(words(f"lesson.{lesson.name}.card"))
    formulas(lesson.card.formula)
    st.markdown(f"[{words('lessons.open_run')}]({address(lesson.card.experiment, words)})")
    alone = f"./lessons?lesson={lesson.name}&lang={words.language}"
    st.markdown(f"[{words('class.ended.alone')}]({alone})")
