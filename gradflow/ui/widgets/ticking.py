"""Ticking: the timed fragment of a live page, and when the page around it has to be drawn anew."""

from collections.abc import Callable, Hashable
from typing import NamedTuple, Protocol

import streamlit as st

from gradflow.service.viewing.playback import Playback
from gradflow.ui.session.session import Session
from gradflow.ui.streamlit_internals.flush import wait_until_sent


class PageState(Protocol):
    """What the page around the pictures is drawn for; interval: seconds to the next frame, None for no more.

    To be looked at before anything is drawn: a click does not wait for the tick before it, which may still move on
    while the page is drawn.
    """

    @property
    def interval(self) -> float | None: ...


class PlayerState(NamedTuple):
    """Around what is played: its controls and its timer. of: what is played; step: where it rests."""

    of: Hashable
    playing: bool
    waiting: bool
    step: int | None
    interval: float | None

    @classmethod
    def at(cls, of: Hashable, playback: Playback, interval: float | None) -> "PlayerState":
        step = None if playback.waiting else playback.step
        return cls(of, playback.playing, playback.waiting, step, interval)


def ticking(
    session: Session,
    drawn: PageState,
    state: Callable[[], PageState],
    work: Callable[[float], None],
    grid: bool = False,
) -> None:
    """Frames of this session as long as what is around them has an interval. drawn: what it was at first; state:
    what it is now. work: a tick's, in so many seconds. grid: whether they show one, and not runs."""
    if drawn.interval:
        # Before the first tick: a class that opens the page at once is counted at once.
        session.server.audience.saw(session.name, drawn.interval, grid)
    st.fragment(_tick, run_every=drawn.interval)(session, state, work, grid, drawn)


def _tick(
    session: Session, state: Callable[[], PageState], work: Callable[[float], None], grid: bool, drawn: PageState
) -> None:
    """One tick. Where the page around it is no longer right, the page runs once more."""
    audience = session.server.audience
    if drawn.interval:
        audience.saw(session.name, drawn.interval, grid)
    work(drawn.interval or audience.interval_for(session.name))
    if drawn != state():
        st.rerun()
    wait_until_sent()
