"""A sentence that many believe: a vote, and the runs that decide it, one after the other."""

from functools import partial

import streamlit as st

from gradflow.lessons.mark import voted
from gradflow.lessons.way import Station
from gradflow.text import Words
from gradflow.ui.lessons.ask import form
from gradflow.ui.lessons.beside import listed
from gradflow.ui.lessons.ends import go_on
from gradflow.ui.lessons.setting import setting
from gradflow.ui.lessons.tell import surprise
from gradflow.ui.lessons.watch import answering, watch
from gradflow.ui.session.browser_state import bound
from gradflow.ui.session.lessons.asking import Asking
from gradflow.ui.session.lessons.lessons_session import LessonsSession
from gradflow.ui.session.visit import Visit


def vote(session: Asking, station: Station, words: Words) -> None:
    assert session.lesson
    misconception = session.lesson.misconception
    text, beside = st.columns([4, 5], gap="medium")
    with text:
        st.header(words("lessons.vote.title"), anchor=False)
        st.markdown(f"> {words(f'{station.key}.statement')}")
        st.markdown(words("lessons.vote.how", count=len(misconception.trials)))
        form(session, station.key, misconception.rule.answers, words)
    with beside:
        setting(misconception.trials[0].experiment, words)


def told(visit: Visit, session: LessonsSession, station: Station, words: Words) -> None:
    """The runs, by turns, and what all of them together say."""
    assert session.lesson and session.given
    misconception, given = session.lesson.misconception, session.given
    trials = misconception.trials
    runs, at = [trial.experiment for trial in trials], max(trial.at for trial in trials)
    found = session.traces(runs, at)
    text, beside = st.columns([4, 5], gap="medium")
    with text:
        st.header(words("lessons.vote.title"), anchor=False)
        st.markdown(f"> {words(f'{station.key}.statement')}")
        if found is None:
            st.markdown(words("lessons.running"))
        else:
            right = voted(misconception, found)
            session.memory.mark(station.key, session.lesson.name, misconception.topic, given.answer == right)
            options = {name: words(f"lessons.vote.{name}") for name in misconception.rule.answers}
            st.html(listed(options, given, right, words("lessons.measured"), words))
            st.markdown(words(f"{station.key}.feedback.{given.answer}"))
            if surprise(given, given.answer == right):
                st.caption(words(f"lessons.{surprise(given, given.answer == right)}"))
            st.markdown(words(f"{station.key}.answer"))
            go_on(session, words)
    with beside, st.container(key="lesson_trial"):
        numbers = list(range(len(trials)))
        st.segmented_control(
            words("lessons.vote.run"),
            numbers,
            default=session.trial,
            format_func=lambda number: words("lessons.vote.nth", number=number + 1),
            required=True,
            label_visibility="collapsed",
            **bound(f"trial.{station.key}", session.trial, partial(setattr, session, "trial")),
        )
        st.markdown(words(f"{station.key}.run_{session.trial + 1}"))
        trial = trials[session.trial]
        look, is_there = answering(trial.experiment, trial.look, trial.reads), found is not None
        watch(visit, session, trial.experiment, look, words, ("maps", "view"), runs, at, trial.at, is_there)
