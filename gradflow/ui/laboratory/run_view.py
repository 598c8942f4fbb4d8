"""The live view of a run: its stream, its controls if any, its pictures and words. The laboratory is its largest user;
a lesson shows a run in it without the laboratory around."""

from collections.abc import Callable, Collection, Hashable, Mapping
from functools import partial

import streamlit as st

from gradflow.service.viewing.commands import COMMANDS, Command
from gradflow.streaming.live_page import LivePage
from gradflow.text import Words
from gradflow.ui.laboratory.frames.lab_frame import advance
from gradflow.ui.laboratory.live import PARTS, Part, live, look, shown, state_of
from gradflow.ui.session.lab_session import LabSession
from gradflow.ui.session.visit import Visit
from gradflow.ui.widgets.streaming import show
from gradflow.ui.widgets.transport import RUN, transport

Control = Callable[[Visit, LabSession, Words], object]


def run_view(
    visit: Visit,
    session: LabSession,
    words: Words,
    *,
    parts: Collection[Part] = PARTS,
    pictures: Collection[str] = (),
    controls: Collection[Control] = (),
    commands: Mapping[str, Command] = COMMANDS,
    besides: Callable[[], Hashable] = lambda: None,
    drawn_for: Hashable = None,
    waits: Callable[[], bool] = lambda: False,
    go_on: Callable[[float], object] | None = None,
    key: str = "stage",
) -> None:
    """parts: which of its pictures and words, all of them at first; pictures: of its view, all where none is named.
    commands: what its controls may tell it. controls: drawn before them, in this order.
    besides: what else the page is drawn for; when it comes to be something else, the page is drawn anew. drawn_for:
    what that was for what stands on the page already, which misses what has come meanwhile. waits: for that, also while
    the run stands still. go_on: in the place of `advance`, for so many seconds. key: of the place on the page, by which
    style finds it."""
    state = state_of(session, shown(session), besides=besides() if drawn_for is None else drawn_for)
    see = partial(look, session, words, visit.stream, besides, waits)
    show(visit, LivePage(session, see, state, go_on or partial(advance, session), commands=commands))
    with st.container(key=key), visit.server.drawing:
        for control in controls:
            control(visit, session, words)
        live(session, state, visit.token, words, parts, pictures)


def run_transport(visit: Visit, session: LabSession, words: Words, only: Collection[str] = ()) -> None:
    """The control that plays, pauses and goes back. only: these of its parts, all where none is named."""
    transport(RUN, session.name, visit.token, words, key="transport", only=only)
