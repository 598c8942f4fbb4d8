"""Ticking: the timed fragment of a live page, and when the page around it has to be drawn anew."""

from collections.abc import Callable
from typing import Protocol

import streamlit as st

from gradflow.service import AUDIENCE
from gradflow.ui.sent import wait_until_sent

TRAINING_OF_INTERVAL = 0.25  # at most; drawing has the rest of what a tick may work (Audience)


class Around(Protocol):
    """What the page around the pictures is drawn for; interval: seconds to the next frame, None for no more."""

    @property
    def interval(self) -> float | None: ...


def ticking(name: str, standing: Callable[[], Around], work: Callable[[float], None]) -> None:
    """Frames of this learner as long as what is around them has an interval. work: a tick's, in so many seconds."""
    drawn = standing()
    if drawn.interval:
        # Before the first tick: a class that opens the page at once is counted at once.
        AUDIENCE.saw(name, drawn.interval)
    st.fragment(_tick, run_every=drawn.interval)(name, standing, work, drawn)


def _tick(name: str, standing: Callable[[], Around], work: Callable[[float], None], drawn: Around) -> None:
    """One tick. Where the page around it is no longer right, the page runs once more."""
    if drawn.interval:
        AUDIENCE.saw(name, drawn.interval)
    work(drawn.interval or AUDIENCE.interval_for(name))
    if drawn != standing():
        st.rerun()
    wait_until_sent()
