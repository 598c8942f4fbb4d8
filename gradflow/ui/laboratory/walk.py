"""The walk: one forward and one backward pass of the step on show, layer by layer, and its controls."""

import streamlit as st

from gradflow.diagnosis.passes import Passes, passes_of
from gradflow.figures import factors, passes
from gradflow.figures.live import LiveFigure
from gradflow.figures.walk_formula import walk_formula
from gradflow.reading import walked
from gradflow.text import Words
from gradflow.trace import Trace
from gradflow.ui.session.lab_session import LabSession
from gradflow.ui.session.browser_state import is_echo, show

VIEW = "walk"


def begin(learner: LabSession) -> None:
    """Walk from the input, the run paused: at the step on show, or at its first where it has not come to one."""
    playback = learner.playback
    if playback.step:
        playback.pause()
    else:
        playback.one_step(0)
    learner.walk.start()


def walking(learner: LabSession) -> bool:
    return learner.view == VIEW and learner.walk.moving


def walk(learner: LabSession, trace: Trace, words: Words) -> dict[str, LiveFigure]:
    """Move on, say what happens and offer the controls; the two pictures, by name."""
    place = learner.walk
    seen = passes_of(trace) if len(trace) else None
    if learner.playback.playing:
        place.pause()
    if seen:
        place.tick(seen.last, seen.end)
    network = learner.now.network
    said = walked(seen, place.position, network, words) if seen else words("walk.waiting")
    with st.container(key="walk"):
        left, right = st.columns([2, 1], vertical_alignment="center")
        with left:
            _controls(learner, seen, words)
            with st.container(key="walked"):
                st.markdown(said)
        with right:
            if seen:
                st.markdown(walk_formula(seen, place.position, network))
    plain = said.replace("**", "")
    figures = {"passes": passes, "factors": factors}
    return {name: figure(trace, seen, place.position, plain, words) for name, figure in figures.items()}


def _controls(learner: LabSession, seen: Passes | None, words: Words) -> None:
    place, last = learner.walk, seen.last if seen else 0
    if place.moving:
        word, icon, act = "pause", "pause", place.pause
    elif place.position < last:
        word, icon, act = "play", "directions_walk", lambda: _go_on(learner)
    else:
        word, icon, act = "again", "replay", lambda: begin(learner)
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
                args=(learner, place.position + by),
            )
        st.button(
            words("slow.restart"),
            key="slow.restart",
            icon=":material/first_page:",
            disabled=place.position == 0,
            on_click=_stand,
            args=(learner, 0),
        )
        if last and not place.moving:
            _slider(learner, last, words)


def _slider(learner: LabSession, last: int, words: Words) -> None:
    """Any place at once, once the walk stands: a slider that moved with it would send back where it has been."""
    key = f"{words.language}.slow.place"
    show(key, learner.walk.position)
    st.slider(
        words("slow.place"),
        min_value=0,
        max_value=last,
        value=learner.walk.position,
        key=key,
        on_change=_slid,
        args=(learner, key),
        label_visibility="collapsed",
        width=180,
    )


def _go_on(learner: LabSession) -> None:
    learner.playback.pause()
    learner.walk.play()


def _stand(learner: LabSession, position: int) -> None:
    learner.playback.pause()
    learner.walk.go(position)


def _slid(learner: LabSession, key: str) -> None:
    if not is_echo(key):
        _stand(learner, st.session_state[key])
