"""What is live in a laboratory: what there is to see for the stream, and where the browser draws it on the page."""

from collections.abc import Hashable, Mapping
from typing import NamedTuple

import streamlit as st

from gradflow.streaming.stream import Sight
from gradflow.text import Words
from gradflow.trace import Trace
from gradflow.ui.laboratory.frames.aids import aids
from gradflow.ui.laboratory.frames.lab_frame import MAPS, LabFrame, advance, frame_of
from gradflow.ui.laboratory.frames.laboratories import LABORATORIES, awaited
from gradflow.ui.laboratory.frames.views import FieldValues
from gradflow.ui.laboratory.frames.walk import VIEW as WALK
from gradflow.ui.laboratory.frames.walk import last_place, walking
from gradflow.ui.laboratory.head import map_choice
from gradflow.ui.laboratory.remedies import offer
from gradflow.ui.laboratory.walk_controls import walk_controls
from gradflow.ui.session.lab_session import LabSession
from gradflow.ui.widgets.live_figure import HEIGHT, live_figure
from gradflow.ui.widgets.live_text import live_text


class LabState(NamedTuple):
    """What the page around the pictures is drawn for. of: the experiment at the step on show; step: where it rests;
    helps: what may help, as offered; walk: what its buttons depend on."""

    of: Hashable
    playing: bool
    waiting: bool
    step: int | None
    helps: Mapping[str, FieldValues]
    walk: Hashable


def shown(session: LabSession) -> Trace:
    """Up to the step on show."""
    return session.server.runs.get(session.experiment).upto(session.playback.step)


def state_of(session: LabSession, trace: Trace, helps: Mapping[str, FieldValues] | None = None) -> LabState:
    """helps: where they are known."""
    playback, place, walk = session.playback, session.walk, None
    if session.view == WALK:
        last = last_place(trace)
        walk = (last, place.moving, place.position > 0, place.position < last, place.moving or place.position)
    step = None if playback.waiting else playback.step
    helps = aids(trace) if helps is None else helps
    return LabState(session.now, playback.playing, playback.waiting, step, helps, walk)


def look(session: LabSession, words: Words, interval: float) -> Sight:
    """Move on, training for a part of so many seconds, and see."""
    advance(session, interval)
    with session.server.drawing:
        still = session.still()
        trace = shown(still)
        frame = frame_of(still, trace, words)
        state = state_of(still, trace, frame.text.aids)
        return Sight(frame.pictures, _texts(frame), frame.of, state, _interval(still))


def _interval(session: LabSession) -> float | None:
    """Seconds to the next frame; None while paused or done."""
    playback, server = session.playback, session.server
    if playback.waiting or awaited(session):
        return server.audience.interval_for(session.name, server.runs.get(session.experiment).fastest)
    return server.audience.interval_for(session.name) if walking(session) else None


def _texts(frame: LabFrame) -> dict[str, str]:
    said, walk = frame.text, frame.walk
    return {
        "question": said.question,
        "verdicts": said.verdicts,
        "headline": said.headline,
        "effect": said.effect,
        "status": said.status,
        "rule": said.rule,
        "notes": "\n\n".join(said.notes),
        "formula": frame.formula,
        "walked": walk.said if walk else "",
        "walk_formula": walk.formula if walk else "",
    }


def live(session: LabSession, state: LabState, token: str, words: Words) -> None:
    """The same graphs from the first frame to the last. Where each stands is for `style` to say."""
    with st.container(key="first"):
        live_figure(MAPS, token, HEIGHT)
        for name in LABORATORIES[session.family].answers.names:
            live_figure(name, token, HEIGHT)
    _verdict(session, state, token, words)
    with st.container(key="pair"):
        if session.view == "chain":
            live_text("formula", token)
        if session.view == WALK:
            walk_controls(session, last_place(shown(session)), token, words)
        for name in LABORATORIES[session.family].views[session.view].names:
            live_figure(name, token, HEIGHT)


def _verdict(session: LabSession, state: LabState, token: str, words: Words) -> None:
    """Both verdicts in a word, and how far it is; why they are called so; what a change did."""
    with st.container(key="verdict"):
        with st.container(horizontal=True, vertical_alignment="center", key="status"):
            live_text("verdicts", token, width="content")
            live_text("status", token, width="content")
            with st.popover(words("verdict.rule"), type="tertiary", key="rule"):
                live_text("rule", token)
            map_choice(session, words)
            if state.helps:
                offer(session, state.helps, words)
        live_text("headline", token, spoken=True)
        live_text("effect", token)
        with st.container(key="notes"):
            live_text("notes", token)
