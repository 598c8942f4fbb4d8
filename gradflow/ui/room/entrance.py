"""Before a room: joining one by its code, or opening one for a lesson."""

from functools import partial
from html import escape

import streamlit as st

from gradflow.classroom.refused import MANY, Refusal
from gradflow.lessons import LESSONS
from gradflow.link import LANGUAGE
from gradflow.serving.addresses import network_of
from gradflow.serving.entrance import COOKIE
from gradflow.serving.joining.openings import Openings
from gradflow.text import Words
from gradflow.ui.root import classroom
from gradflow.ui.session.visit import Visit

OPENINGS = Openings()  # in this process


def entrance(visit: Visit, words: Words, lesson: str) -> None:
    st.title(words("class.title"), anchor=False)
    st.markdown(words("class.about"))
    st.markdown(f"[{words('class.join.have_code')}](./join?{LANGUAGE}={words.language})")
    st.subheader(words("class.open.title"), anchor=False)
    names = list(LESSONS)
    chosen = st.selectbox(
        words("class.open.lesson"),
        names,
        index=names.index(lesson) if lesson in names else 0,
        format_func=lambda name: words(f"lesson.{name}.title"),
    )
    with st.container(horizontal=True):
        how = {"class.open.button": False, "class.open.rehearse": True}
        for key, rehearsal in how.items():
            open_room = partial(_open, visit, chosen, rehearsal)
            st.button(words(key), type="secondary" if rehearsal else "primary", on_click=open_room)
    if visit.refused:
        st.warning(words(visit.refused))
    if visit.opened:
        code, secret = visit.opened
        st.success(words("class.open.done", code=code))
        address = escape(f"host/{code}/{secret}?{LANGUAGE}={words.language}")
        st.html(f'<a class="gradflow-go" href="{address}">{escape(words("class.open.go"))}</a>')
        st.caption(words("class.open.keep"))


def _open(visit: Visit, lesson: str, rehearsal: bool) -> None:
    visit.refused, visit.opened = "", None
    try:
        if not OPENINGS.take(network_of(st.context.ip_address), st.context.cookies.get(COOKIE)):
            raise Refusal(MANY)
        visit.opened = classroom().rooms.open(lesson, rehearsal)
    except Refusal as refusal:
        visit.refused = f"class.refused.{refusal.why}"
