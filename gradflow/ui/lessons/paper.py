"""What is to be printed or taken along of a lesson: a teacher's sheet, a learner's report, a page without a server."""

from functools import partial
from typing import Literal

import streamlit as st

from gradflow.experiment import Experiment
from gradflow.lessons import Lesson
from gradflow.lessons.bank import Train, bands_of, runs_of
from gradflow.lessons.report import report
from gradflow.lessons.sheet import sheet
from gradflow.service.training.seed_band import Profiles
from gradflow.standalone.lesson_page import lesson_page
from gradflow.text import Words
from gradflow.trace import Trace
from gradflow.ui.lessons.gathering import gathered
from gradflow.ui.session.lessons.lessons_session import PAGE, REPORT, LessonsSession
from gradflow.ui.session.visit import Visit


def paper(visit: Visit, session: LessonsSession, lesson: Lesson, words: Words) -> None:
    """The browser's own printing makes a page of it; what is a control is not printed (`gradflow.ui.style`)."""
    answered = session.memory.answers if session.paper == REPORT else None
    wanted, bands = runs_of(lesson, answered), bands_of(lesson) if session.paper == PAGE else []
    with st.container(key="paper"):
        with st.container(horizontal=True, key="paper_ways"):
            icon = ":material/arrow_back:"
            st.button(words("sheet.back"), type="tertiary", icon=icon, on_click=session.open, args=("",))
            ways = st.container(width="content")
        traces = gathered(visit, session, wanted, words, bands)
        if traces is None:
            return
        by_run = {run: trace for (run, _), trace in zip(wanted, traces, strict=True)}
        train = partial(_first, by_run)
        if session.paper == PAGE:
            _page(session, lesson, words, train)
            return
        text = report(lesson, session.memory, words, train) if session.paper == REPORT else sheet(lesson, words, train)
        with ways:
            _save(words("sheet.save"), text, f"gradflow-{lesson.name}-{session.paper}.md", "text/markdown", "tertiary")
        st.markdown(text)


def _first(by_run: dict[Experiment, Trace], run: Experiment, steps: int) -> Trace:
    return by_run[run].rows(slice(0, steps))


def _page(session: LessonsSession, lesson: Lesson, words: Words, train: Train) -> None:
    """What it is, and the file."""
    st.title(words(f"lesson.{lesson.name}.title"), anchor=False)
    st.markdown(f"**{words('lessons.alone.offer')}**\n\n{words('lessons.alone.help')}")
    made = lesson_page(lesson, words.language, train, lambda run: _there(session, run))
    _save(words("lessons.alone.save"), made, f"gradflow-{lesson.name}.html", "text/html", "primary")


def _there(session: LessonsSession, run: Experiment) -> Profiles:
    band = session.server.bands.get(run)
    assert band is not None  # it was waited for
    return band


def _save(label: str, data: str, name: str, mime: str, kind: Literal["primary", "tertiary"]) -> None:
    icon = ":material/download:"
    st.download_button(label, data=data, file_name=name, mime=mime, type=kind, icon=icon, on_click="ignore")
