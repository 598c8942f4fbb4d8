"""The walk: one forward and one backward pass of the step on show, layer by layer, and its controls."""

import streamlit as st

from gradflow.diagnosis.passes import Passes, passes_of
from gradflow.figures import factors, passes
from gradflow.figures.drawing.live_figure import LiveFigure
from gradflow.figures.run.walk_formula import walk_formula
from gradflow.reading import walked
from gradflow.text import Words
from gradflow.trace import Trace
from gradflow.ui.session.browser_state import is_echo, show
from gradflow.ui.session.lab_session import LabSession

VIEW = "walk"


def begin(session: LabSession) -> None:
    """Walk from the input, the run paused: at the step on show, or at its first where it has not come to one."""
    playback = session.playback
    if playback.step:
        playback.pause()
    else:
        playback.one_step(0)
    session.walk.start()


def walking(session: LabSession) -> bool:
    return session.view == VIEW and session.walk.moving


def walk(session: LabSession, trace: Trace, words: Words) -> dict[str, LiveFigure]:
    """Move on, say what happens and offer the controls; the two pictures, by name."""
    place = session.walk
    seen = passes_of(trace) if len(trace) else None
    if session.playback.playing:
        place.pause()
    if seen:
        place.tick(seen.last, seen.end)
    network = session.now.network
    said = walked(seen, place.position, network, words) if seen else words("walk.waiting")
    with st.container(key="walk"):
        left, right = st.columns([2, 1], vertical_alignment="center")
        with left:
            _controls(session, seen, words)
            with st.container(key="walked"):
                st.markdown(said)
        with right:
            if seen:
                st.markdown(walk_formula(seen, place.position, network))
    plain = said.replace("**", "")
    figures = {"passes": passes, "factors": factors}
    return {name: figure(trace, seen, place.position, plain, words) for name, figure in figures.items()}


def _controls(session: LabSession, seen: Passes | None, words: Words) -> None:
    place, last = session.walk, seen.last if seen else 0
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
        _stand(session, st.session_state[key])
