"""The timed fragment of a laboratory: move on, and draw the frame in place."""

from functools import partial

import streamlit as st

from gradflow.text import Words
from gradflow.ui.laboratory.frames.lab_frame import MAPS, LabFrame, advance, frame_of
from gradflow.ui.laboratory.frames.laboratories import awaited
from gradflow.ui.laboratory.frames.verdict import LabFrameText
from gradflow.ui.laboratory.frames.walk import walking
from gradflow.ui.laboratory.remedies import offer
from gradflow.ui.laboratory.walk_controls import walk_controls
from gradflow.ui.session.lab_session import LabSession
from gradflow.ui.widgets.live_figure import HEIGHT, live_figure
from gradflow.ui.widgets.ticking import PlayerState, ticking


def live(session: LabSession, drawn: PlayerState, words: Words) -> None:
    """Frames as long as there is something to wait for; none while paused or done."""
    ticking(session, drawn, partial(state_of, session), partial(_tick, session, words))


def state_of(session: LabSession) -> PlayerState:
    """What the page around the pictures is drawn for."""
    playback, server = session.playback, session.server
    interval = None
    if playback.waiting or awaited(session):
        interval = server.audience.interval_for(session.name, server.runs.get(session.experiment).fastest)
    elif walking(session):
        interval = server.audience.interval_for(session.name, 0.0)
    return PlayerState.at(session.now, playback, interval)


def _tick(session: LabSession, words: Words, interval: float) -> None:
    trace = advance(session, interval)
    with session.server.drawing:
        _draw(session, frame_of(session, trace, words), words)


def _draw(session: LabSession, frame: LabFrame, words: Words) -> None:
    """The same graphs from the first frame to the last. Beside each other by `style`: columns would be three messages
    a frame."""
    _draw_verdict(session, frame.text, words)
    live_figure(frame.pictures[MAPS], key=MAPS, height=HEIGHT, of=frame.of)
    with st.container(key="pair"):
        if frame.formula:
            st.markdown(frame.formula)
        if frame.walk:
            walk_controls(session, frame.walk, words)
        for name, figure in frame.pictures.items():
            if name != MAPS:
                live_figure(figure, key=name, height=HEIGHT, of=frame.of)


def _draw_verdict(session: LabSession, verdict: LabFrameText, words: Words) -> None:
    """Drawn by the fragment, and shown above the controls (`style`)."""
    with st.container(key="verdict"):
        st.markdown(verdict.headline)
        if not verdict.status:
            return
        if verdict.effect:
            with st.container(key="effect"):  # smaller than the headline (`style`)
                st.markdown(verdict.effect)
        with st.container(horizontal=True, vertical_alignment="center", key="status"):
            st.markdown(verdict.status, width="content")
            with st.popover(words("verdict.rule"), type="tertiary", key="rule"):
                st.markdown(verdict.rule)  # one message, not five
            if verdict.aids:
                offer(session, verdict.aids, words)
        for note in verdict.notes:
            st.caption(note)
