"""A prompt: what is known, the question, the answer and how sure one is of it, and hints for who wants them."""

from functools import partial

import streamlit as st

from gradflow.lessons.checked import SURE
from gradflow.lessons.mark import Answer
from gradflow.lessons.prompt import Estimate, Prompt, Sketch
from gradflow.lessons.say import between, field_label, options_of, why_none
from gradflow.lessons.way import Station
from gradflow.text import Words
from gradflow.ui.lessons.board import board
from gradflow.ui.lessons.setting import setting
from gradflow.ui.session.browser_state import value_of
from gradflow.ui.session.lessons.asking import Asking
from gradflow.ui.session.visit import Visit


def ask(visit: Visit, session: Asking, station: Station, words: Words) -> None:
    asked = station.asked
    assert asked
    if isinstance(asked.prompt, Sketch):
        visit.server.bands.get(asked.experiment)  # made while the learner draws; nothing of it is sent
    text, beside = st.columns([4, 5], gap="medium")
    with text:
        known(station, words)
        if not isinstance(asked.prompt, Sketch):
            form(session, asked.key, asked.prompt, words)
        else:
            st.markdown(f"**{words(f'{asked.key}.question')}**")
            refused(session, words)
        _hints(session, asked.key, asked.hints, words)
    with beside:
        if isinstance(asked.prompt, Sketch):
            board(session, station, words)
        else:
            setting(asked.experiment, words, asked.before)


def form(session: Asking, said: str, prompt: Prompt | tuple[str, ...], words: Words) -> None:
    """One message for the answer and how sure it is. said: the key of its words. prompt: or the votes there are."""
    key = session.draft
    answer, sure = f"answer.{key}", f"sure.{key}"
    with st.container(key=f"draft.{key}"), st.form(f"form.{key}", border=False):
        with st.container(key="answer_field"):
            _field(answer, said, prompt, session.begins, words)
        with st.container(key="sure_field"):
            st.radio(
                words("lessons.sure.title"),
                list(SURE),
                index=None,
                key=sure,
                horizontal=True,
                format_func=lambda each: words(f"lessons.sure.{each}"),
            )
        refused(session, words, value_of(answer))
        st.form_submit_button(
            words("lessons.commit"), type="primary", on_click=partial(_commit, session, answer, sure), key="commit"
        )


def refused(session: Asking, words: Words, answer: Answer | None = None) -> None:
    """Why this answer was none, where it was none; gone once there is one (`gradflow.ui.lessons.style`)."""
    if session.refused:
        with st.container(key=session.refused.replace("lessons.refused.", "refused_")):
            asked = session.station.asked if session.station else None
            st.warning(why_none(session.refused, asked.prompt if asked else None, answer, words))


def _field(key: str, said: str, prompt: Prompt | tuple[str, ...], begins: Answer | None, words: Words) -> None:
    if isinstance(prompt, Estimate):
        st.markdown(f"**{words(f'{said}.question')}**")
        st.number_input(
            field_label(prompt, words),
            value=None if begins is None else float(begins),  # type: ignore[arg-type]
            step=1.0 if prompt.whole else None,
            format="%g",  # as it was typed; no bounds, of which Streamlit speaks English only
            key=key,
            placeholder=between(prompt, words),
        )
        return
    if isinstance(prompt, tuple):
        label, options = words("lessons.vote.question"), {name: words(f"lessons.vote.{name}") for name in prompt}
    else:
        label, options = words(f"{said}.question"), options_of(said, prompt, words)
    names = list(options)
    index = names.index(begins) if begins in names else None
    st.radio(f"**{label}**", names, index=index, key=key, format_func=options.__getitem__)


def _commit(session: Asking, answer: str, sure: str) -> None:
    session.commit(value_of(answer), value_of(sure))


def known(station: Station, words: Words) -> None:
    """What one has to know to answer; of a contrast the one thing that is different."""
    assert station.asked
    key = station.asked.key
    if station.is_contrast:
        st.header(words("lessons.contrast"), anchor=False)
        st.markdown(words(f"{key}.change"))
    elif station.exercise:
        st.header(words(f"{key}.title"), anchor=False)
        st.markdown(words(f"{key}.setup"))
    else:
        st.header(words.get(f"{key}.title") or words("lessons.item"), anchor=False)


def _hints(session: Asking, key: str, count: int, words: Words) -> None:
    """One at a time, on request."""
    for number in range(1, min(session.hints, count) + 1):
        st.info(words(f"{key}.hint_{number}"), icon=":material/lightbulb:")
    if session.hints < count:
        label = words("lessons.hint", number=session.hints + 1, count=count)
        st.button(label, type="tertiary", icon=":material/lightbulb:", on_click=_open_hint, args=(session,))


def _open_hint(session: Asking) -> None:
    session.hints += 1
