"""The twins' timed fragment: move all on to the same step, and draw the frame in place."""

from functools import partial

import streamlit as st

from gradflow.text import Words
from gradflow.ui.session.session import FrameText
from gradflow.ui.session.twins_session import TwinsSession
from gradflow.ui.twins.frame import MAPS, TwinsFrame, advance, frame_of
from gradflow.ui.widgets.live_figure import HEIGHT, live_figure
from gradflow.ui.widgets.ticking import PlayerState, ticking

OF = "gradflow-twins"  # what the pictures' files are named by


def live(session: TwinsSession, drawn: PlayerState, words: Words) -> None:
    """Frames as long as there is something to wait for."""
    ticking(session, drawn, partial(state_of, session), partial(_tick, session, words))


def state_of(session: TwinsSession) -> PlayerState:
    """What the page around the pictures is drawn for."""
    playback, together = session.playback, session.together()
    awaited = not all(seed.there(playback.step) for seed in session.other_seeds())
    audience, interval = session.server.audience, None
    if playback.waiting or awaited:
        interval = audience.interval_for(session.name, together.fastest)
    return PlayerState.at(session.experiments, playback, interval)


def _tick(session: TwinsSession, words: Words, interval: float) -> None:
    others = advance(session, interval)
    with session.server.drawing:
        _draw(frame_of(session, others, words), bool(session.playback.step))


def _draw(frame: TwinsFrame, begun: bool) -> None:
    """begun: whether there is a step to show."""
    _draw_verdict(frame.text, begun)
    live_figure(frame.pictures[MAPS], key=MAPS, height=HEIGHT * frame.rows + 20, of=OF)
    with st.container(key="pair"):
        for name, figure in frame.pictures.items():
            if name != MAPS:
                live_figure(figure, key=name, height=HEIGHT, of=OF)


def _draw_verdict(verdict: FrameText, begun: bool) -> None:
    """Drawn here, and shown above the controls (`style`)."""
    with st.container(key="verdict"):
        st.markdown(verdict.headline)
        if not begun:
            st.markdown(verdict.status)
            return
        with st.container(horizontal=True, vertical_alignment="center", key="status"):
            st.markdown(verdict.status)
        if verdict.notes:
            st.caption(" ".join(verdict.notes))
