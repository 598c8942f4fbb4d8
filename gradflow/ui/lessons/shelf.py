"""The list of lessons: what each is about, how far one is, and what is asked again."""

from functools import partial

import streamlit as st

from gradflow.lessons import LESSONS, Lesson
from gradflow.lessons.exam import FORMS, PAIRS
from gradflow.lessons.exam.pair import AFTER, BEFORE
from gradflow.lessons.exam.score import taken
from gradflow.lessons.sheet import HOUR
from gradflow.lessons.way import way
from gradflow.text import Words, quoted
from gradflow.ui.session.lessons.lessons_session import PAGE, REPORT, SHEET, LessonsSession
from gradflow.ui.widgets.language_chooser import chooser


def shelf(session: LessonsSession, words: Words) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key="lessons_title"):
        st.title(words("lessons.title"), anchor=False)
        with st.container(width="content"):
            chooser(words)
    if session.unknown:
        st.warning(words("lessons.unknown", name=quoted(session.unknown)))
    st.markdown(words("lessons.intro"))
    owed = len(list(session.memory.due(LESSONS)))
    if owed:
        with st.container(border=True, horizontal=True, vertical_alignment="center", key="owed"):
            st.markdown(words("lessons.owed", count=owed), width="stretch")
            st.button(words("lessons.ask_again"), type="primary", on_click=session.ask_again)
    _exam(session, words)
    with st.container(key="shelf"):
        for number, lesson in enumerate(LESSONS.values(), start=1):
            _lesson(session, number, lesson, words)


def _exam(session: LessonsSession, words: Words) -> None:
    """The test before and after: the next of both, and what was gained."""
    before, after = (taken(session.memory, form) for form in FORMS)
    with st.container(border=True, horizontal=True, vertical_alignment="center", key="exam_offer"):
        st.markdown(words(f"exam.offer.{'done' if after else 'second' if before else 'first'}"), width="stretch")
        form = AFTER if before else BEFORE
        begun = any(pair.key(form) in session.memory.answers for pair in PAIRS.values())
        label = words("exam.see" if after else "lessons.go_on" if begun else f"exam.open.{form}")
        st.button(label, key="exam", on_click=session.open_exam, args=(form,))


def _lesson(session: LessonsSession, number: int, lesson: Lesson, words: Words) -> None:
    name, at = lesson.name, session.memory.at.get(lesson.name, 0)
    done = name in session.memory.done
    with st.container(border=True, key=f"lesson_{name}"):
        st.subheader(words("lessons.numbered", number=number, title=words(f"lesson.{name}.title")), anchor=False)
        st.markdown(words(f"lesson.{name}.about"))
        said = [words("lessons.minutes", minutes=lesson.minutes, hour=HOUR)]
        if lesson.builds_on:
            numbers = words("lessons.and").join(str(1 + list(LESSONS).index(each)) for each in lesson.builds_on)
            said.append(words("lessons.builds_on", numbers=numbers))
        right, count = session.memory.score(name)
        if count:
            said.append(words("lessons.score", right=right, count=count))
        st.caption(" · ".join(said))
        if at and not done:
            st.progress(min(1.0, at / (len(way(lesson)) - 1)))
        label = words("lessons.again" if done else "lessons.go_on" if at else "lessons.begin")
        with st.container(horizontal=True, vertical_alignment="center"):
            st.button(
                label,
                key=f"open.{name}",
                type="secondary" if done else "primary",
                on_click=_open,
                args=(session, name, done),
            )
            to_teach = partial(session.open, name, SHEET)
            st.markdown(f"[{words('class.teach')}](./room?lesson={name}&lang={words.language})", width="content")
            st.button(words("sheet.link"), key=f"sheet.{name}", type="tertiary", on_click=to_teach)
            alone = partial(session.open, name, PAGE)
            st.button(words("lessons.alone.link"), key=f"page.{name}", type="tertiary", on_click=alone)
            if count:
                to_hand_in = partial(session.open, name, REPORT)
                st.button(words("report.link"), key=f"report.{name}", type="tertiary", on_click=to_hand_in)


def _open(session: LessonsSession, name: str, anew: bool) -> None:
    session.open(name)
    if anew:
        session.begin_again()
