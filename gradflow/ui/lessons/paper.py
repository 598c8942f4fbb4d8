"""What is to be printed of a lesson: a teacher's sheet, a learner's report."""

import streamlit as st

from gradflow.lessons import Lesson
from gradflow.lessons.bank import Train, runs_of
from gradflow.lessons.report import report
from gradflow.lessons.sheet import sheet
from gradflow.text import Words
from gradflow.ui.lessons.gathering import gathered
from gradflow.ui.session.lessons_session import REPORT, LessonsSession
from gradflow.ui.session.visit import Visit


def paper(visit: Visit, session: LessonsSession, lesson: Lesson, words: Words) -> None:
    """The browser's own printing makes a page of it; what is a control is not printed (`gradflow.ui.style`)."""
    answered = session.memory.answers if session.paper == REPORT else None
    wanted = runs_of(lesson, answered)
    with st.container(key="paper"):
        with st.container(horizontal=True, key="paper_ways"):
            icon = ":material/arrow_back:"
            st.button(words("sheet.back"), type="tertiary", icon=icon, on_click=session.open, args=("",))
            ways = st.container(width="content")
        traces = gathered(visit, session, wanted, words)
        if traces is None:
            return
        by_run = {run: trace for (run, _), trace in zip(wanted, traces, strict=True)}
        text = _text(session, lesson, words, lambda run, steps: by_run[run].rows(slice(0, steps)))
        ways.download_button(
            words("sheet.save"),
            data=text,
            file_name=f"gradflow-{lesson.name}-{session.paper}.md",
            mime="text/markdown",
            type="tertiary",
            icon=":material/download:",
            on_click="ignore",
        )
        st.markdown(text)


def _text(session: LessonsSession, lesson: Lesson, words: Words, train: Train) -> str:
    if session.paper == REPORT:
        return report(lesson, session.memory, words, train)
    return sheet(lesson, words, train)
