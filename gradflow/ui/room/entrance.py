"""Before a room: joining one by its code, or opening one for a lesson, or on an experiment of a teacher's own."""

from collections.abc import Callable
from functools import partial
from html import escape

import streamlit as st

from gradflow.classroom.own.asked import OwnLesson, Unfit
from gradflow.classroom.refused import MANY, Refusal
from gradflow.classroom.room import REHEARSAL
from gradflow.lessons import LESSONS
from gradflow.link import LANGUAGE
from gradflow.serving.addresses import network_of
from gradflow.serving.entrance import COOKIE
from gradflow.serving.joining.openings import Openings
from gradflow.text import Words
from gradflow.ui.room.own.form import own_form
from gradflow.ui.room.own.link import read
from gradflow.ui.root import classroom
from gradflow.ui.session.visit import Visit
from gradflow.ui.widgets.language_chooser import chooser

OPENINGS = Openings()  # in this process


def entrance(visit: Visit, words: Words, lesson: str, own: str) -> None:
    """lesson: that the address names; own: the link of an experiment there, "" for none."""
    with st.container(horizontal=True, vertical_alignment="center", key="room_title"):
        st.title(words("class.title"), anchor=False)
        with st.container(width="content"):
            chooser(words)
    st.markdown(words("class.about"))
    st.markdown(f"[{words('class.join.have_code')}](./join?{LANGUAGE}={words.language})")
    link = read(own) if own else None
    if link:
        own_form(visit, link, partial(_open, visit, ""), words)
    else:
        if own:
            st.warning(words("class.own.refused.experiment"))
        _of_course(visit, words, lesson)
    if visit.refused:
        key, _, question = visit.refused.partition(":")
        st.warning(words(key) if not question else words("class.own.wrong", number=question, why=words(key)))
    if visit.opened:
        code, secret = visit.opened
        room = classroom().rooms.get(code)
        is_rehearsal = room is not None and REHEARSAL in room.flags
        st.success(words("class.open.done_rehearsal" if is_rehearsal else "class.open.done", code=code))
        address = escape(f"host/{code}/{secret}?{LANGUAGE}={words.language}")
        st.html(f'<a class="gradflow-go" href="{address}">{escape(words("class.open.go"))}</a>')
        st.caption(words("class.open.keep"))


def _of_course(visit: Visit, words: Words, lesson: str) -> None:
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
            open_room = partial(_open, visit, chosen, None, rehearsal)
            st.button(words(key), type="secondary" if rehearsal else "primary", on_click=open_room)
    st.caption(words("class.own.where"))


def _open(visit: Visit, lesson: str, written: Callable[[], OwnLesson] | None, rehearsal: bool) -> None:
    """written: what a teacher asks herself, in the place of a lesson."""
    visit.refused, visit.opened = "", None
    try:
        own = written() if written else None
        if not OPENINGS.take(network_of(st.context.ip_address), st.context.cookies.get(COOKIE)):
            raise Refusal(MANY)
        visit.opened = classroom().rooms.open(lesson, rehearsal, own)
    except Unfit as unfit:
        number = f":{unfit.question}" if unfit.question else ""
        visit.refused = f"class.own.refused.{unfit.why}{number}"
    except Refusal as refusal:
        visit.refused = f"class.refused.{refusal.why}"
