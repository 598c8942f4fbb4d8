"""A page of grids: choose, watch them fill, open one. One page for every picture of many runs."""

import time
from functools import partial
from typing import NamedTuple

import streamlit as st

from gradflow.figures.grid.targets import axis_of
from gradflow.networks import MOST_STATES, TooManyStates
from gradflow.text import Words
from gradflow.ui.grid.frame import GridFrame, GridPage, frame_of
from gradflow.ui.grid.run_list import offers, open_asked, table
from gradflow.ui.grid.sidebar import grid_sidebar
from gradflow.ui.session import grid_link
from gradflow.ui.session.browser_state import visit
from gradflow.ui.session.grid_session import GridSession
from gradflow.ui.session.opening import open_grid
from gradflow.ui.streamlit_internals.entry_script import run_in_entry_script
from gradflow.ui.widgets.live_figure import live_figure
from gradflow.ui.widgets.ticking import ticking

FIRST = 0.3  # seconds an empty picture waits for its first cells, which are there sooner than the next frame


def grid_page(page: GridPage) -> None:
    run_in_entry_script()
    visit_ = visit()
    session = open_grid(visit_, page.name, page.default, page.fits, page.measures[0])
    if session.shown not in page.measures:
        session.shown = page.measures[0]
    open_asked(visit_, session)
    grid_link.write(session.grid, "" if session.shown == page.measures[0] else session.shown, visit_.words)
    words = visit_.words.along(axis_of(session.grid))
    _complaints(session, words)
    ticking(session, _state_of(session), partial(_state_of, session), partial(_tick, page, session, words), grid=True)
    with session.server.drawing:
        offers(session, words)
        table(session, words)
        grid_sidebar(session, page.axes, page.measures, words)


class GridState(NamedTuple):
    """What the page around the picture was drawn for: a run that is to be opened, and its timer, in seconds."""

    opening: int | None
    interval: float | None


def _state_of(session: GridSession) -> GridState:
    return GridState(session.opening, None if session.look().finished else session.interval)


def _tick(page: GridPage, session: GridSession, words: Words, interval: float) -> None:
    """One tick's work; the runs are trained elsewhere (`gradflow.service.grid.grids`)."""
    snapshot = session.look()
    if not (snapshot.cells or snapshot.compiling or snapshot.finished):
        time.sleep(FIRST)
        snapshot = session.look()
    with session.server.drawing:
        _draw(session, frame_of(page, session, snapshot, words, interval))


def _draw(session: GridSession, frame: GridFrame) -> None:
    with st.container(key="counted"):
        st.markdown(frame.text.headline)
    st.progress(frame.progress, text=frame.text.status)
    for note in frame.text.notes:
        st.caption(note)
    for name, figure in frame.pictures.items():
        live_figure(figure, key=name, height=frame.height, picked=partial(_pick, session))


def _pick(session: GridSession, place: int) -> None:
    session.opening = place if 0 <= place < len(session.grid) else None


def _complaints(session: GridSession, words: Words) -> None:
    """What was wrong with the link, or with the last choice, in one message."""
    refused = session.refused
    if isinstance(refused, TooManyStates):
        st.warning(words("limit.states", states=refused.states, most=MOST_STATES))
    elif session.broken or (refused and session.linked):
        st.warning(grid_link.explained(session.broken, refused, words))
    elif refused:
        st.warning(f"{words(f'grid.refused.{refused.why}', **refused.numbers)} {words('grid.unchanged')}")
