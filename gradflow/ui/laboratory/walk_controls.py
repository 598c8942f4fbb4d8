"""The walk's controls, and beside them what happens where it is."""

import streamlit as st

from gradflow.text import Words
from gradflow.ui.laboratory.frames.walk import Walked, begin
from gradflow.ui.session.browser_state import is_echo, show, value_of
from gradflow.ui.session.lab_session import LabSession


def walk_controls(session: LabSession, walk: Walked, words: Words) -> None:
    with st.container(key="walk"):
        left, right = st.columns([2, 1], vertical_alignment="center")
        with left:
            _buttons(session, walk.passes.last if walk.passes else 0, words)
            with st.container(key="walked"):
                st.markdown(walk.said)
        with right:
            if walk.passes:
                st.markdown(walk.formula)


def _buttons(session: LabSession, last: int, words: Words) -> None:
    """last: the place where the walk ends."""
    place = session.walk
    if place.moving:
        word, icon, act = "pause", "pause", place.pause
    elif place.position < last:
        word, icon, act = "play", "directions_walk", lambda: _go_on(session)
    else:
        word, icon, act = "again", "replay", lambda: begin(session)
    with st.container(horizontal=True, vertical_alignment="center", key="slow"):
        st.button(
            words(f"slow.{word}"), key="slow.walk", icon=f":material/{icon}:", help=words("slow.help"), on_click=act
        )
        steps = {"back": (-1, "arrow_back"), "on": (1, "arrow_forward")}
        for name, (by, symbol) in steps.items():
            st.button(
                words(f"slow.{name}"),
                key=f"slow.{name}",
                icon=f":material/{symbol}:",
                disabled=not 0 <= place.position + by <= last,
                on_click=_stand,
                args=(session, place.position + by),
            )
        st.button(
            words("slow.restart"),
            key="slow.restart",
            icon=":material/first_page:",
            disabled=place.position == 0,
            on_click=_stand,
            args=(session, 0),
        )
        if last and not place.moving:
            _slider(session, last, words)


def _slider(session: LabSession, last: int, words: Words) -> None:
    """Any place at once, once the walk stands: a slider that moved with it would send back where it has been."""
    key = f"{words.language}.slow.place"
    show(key, session.walk.position)
    st.slider(
        words("slow.place"),
        min_value=0,
        max_value=last,
        value=session.walk.position,
        key=key,
        on_change=_slid,
        args=(session, key),
        label_visibility="collapsed",
        width=180,
    )


def _go_on(session: LabSession) -> None:
    session.playback.pause()
    session.walk.play()


def _stand(session: LabSession, position: int) -> None:
    session.playback.pause()
    session.walk.go(position)


def _slid(session: LabSession, key: str) -> None:
    if not is_echo(key):
        _stand(session, value_of(key))
