"""What is to be printed of a lesson: a teacher's sheet, a learner's report."""

from collections.abc import Callable, Mapping

import streamlit as st

from gradflow.lessons import Lesson
from gradflow.lessons.report import report
from gradflow.lessons.sheet import sheet
from gradflow.text import Words
from gradflow.ui.session.lessons.lessons_session import REPORT, SHEET, LessonsSession

PAPERS: Mapping[str, Callable[[LessonsSession, Lesson, Words], str]] = {
    SHEET: lambda session, lesson, words: sheet(lesson, words),
    REPORT: lambda session, lesson, words: report(lesson, session.memory, words),
}


def paper(session: LessonsSession, lesson: Lesson, words: Words) -> None:
    """The browser's own printing makes a page of it; what is a control is not printed (`gradflow.ui.style`)."""
    with st.container(key="paper"):
        with st.container(horizontal=True, key="paper_ways"):
            icon = ":material/arrow_back:"
            st.button(words("sheet.back"), type="tertiary", icon=icon, on_click=session.open, args=("",))
            st.download_button(
                words("sheet.save"),
                data=lambda: PAPERS[session.paper](session, lesson, words),
                file_name=f"gradflow-{lesson.name}-{session.paper}.md",
                mime="text/markdown",
                type="tertiary",
                icon=":material/download:",
                on_click="ignore",
            )
        st.markdown(PAPERS[session.paper](session, lesson, words))
