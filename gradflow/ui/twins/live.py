"""What is live on the page of twins: what there is to see for the stream, and where the browser draws it."""

from collections.abc import Hashable
from typing import NamedTuple

import streamlit as st

from gradflow.figures.comparison.twin_layout import rows_in
from gradflow.streaming.live_page import Sight
from gradflow.text import Words
from gradflow.ui.session.place import place_of
from gradflow.ui.session.twins_session import TwinsSession
from gradflow.ui.twins.frame import MAPS, PAIR, frame_of
from gradflow.ui.widgets.live_figure import HEIGHT, live_figure
from gradflow.ui.widgets.live_text import live_text
from gradflow.ui.widgets.terms import linked
from gradflow.ui.widgets.transport import RUN, where

OF = "gradflow-twins"  # what the pictures' files are named by


class TwinsState(NamedTuple):
    """What the page around the pictures is drawn for. of: the twins."""

    of: Hashable


def state_of(session: TwinsSession) -> TwinsState:
    return TwinsState(session.experiments)


def look(session: TwinsSession, words: Words) -> Sight:
    """See what there is, all at the same step."""
    with session.server.drawing:
        still = session.still()
        frame = frame_of(still, session.other_seeds(), words)
        said = frame.text
        texts = {"headline": said.headline, "status": said.status, "notes": " ".join(said.notes)}
        transports = {RUN: where(still.playback, still.together())}
        place = place_of(still.playback).pairs()
        return Sight(frame.pictures, texts, OF, state_of(still), _interval(still), transports=transports, place=place)


def _interval(session: TwinsSession) -> float | None:
    """Seconds to the next frame; None while paused or done and nothing is awaited."""
    playback, together = session.playback, session.together()
    awaited = not all(seed.there(playback.step) for seed in session.other_seeds())
    moves = playback.waiting or awaited
    return session.server.audience.interval_for(session.name, together.fastest) if moves else None


def live(session: TwinsSession, token: str, words: Words) -> None:
    """The same graphs from the first frame to the last. Where each stands is for `style` to say."""
    with st.container(key="verdict"):
        live_text("headline", token, spoken="what")
        with st.container(horizontal=True, vertical_alignment="center", key="status"):
            live_text("status", token, spoken="where")
        with st.container(key="notes"):
            live_text("notes", token)
    live_figure(MAPS, token, HEIGHT * rows_in(len(session.experiments)) + 20)
    with st.container(key="pair"):
        for name in PAIR:
            live_figure(name, token, HEIGHT)
        st.caption(linked(words("twins.reading"), words))
