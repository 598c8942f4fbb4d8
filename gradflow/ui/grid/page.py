"""A page of grids: choose, watch them fill, open one. One page for every picture of many runs."""

from functools import partial
from typing import NamedTuple

import streamlit as st

from gradflow.figures.grid.targets import axis_of
from gradflow.networks import MOST_STATES, TooManyStates
from gradflow.streaming.live_page import LivePage, Sight
from gradflow.text import Words
from gradflow.ui.grid.frame import GridPage, Placed
from gradflow.ui.grid.run_list import offers, open_asked, table
from gradflow.ui.grid.sidebar import grid_sidebar
from gradflow.ui.session.browser_state import visit
from gradflow.ui.session.grid_session import GridSession
from gradflow.ui.session.links import grid_link, link
from gradflow.ui.session.opening import open_grid
from gradflow.ui.streamlit_internals.entry_script import run_in_entry_script
from gradflow.ui.widgets.address_bar import address_bar
from gradflow.ui.widgets.link_notice import link_notice
from gradflow.ui.widgets.live_figure import live_figure
from gradflow.ui.widgets.live_text import live_text
from gradflow.ui.widgets.name_of_page import name_of_page
from gradflow.ui.widgets.streaming import show

FIRST = 0.1  # seconds between two looks for the first cells, which are there sooner than the next frame


def grid_page(page: GridPage) -> None:
    run_in_entry_script()
    visit_ = visit()
    session = open_grid(visit_, page.name, page.default, page.fits, page.measures[0], page.session)
    if session.shown not in page.measures:
        session.shown = page.measures[0]
    open_asked(visit_, session)
    shown = "" if session.shown == page.measures[0] else session.shown
    link.write(visit_.address, grid_link.said_of(session.grid, shown, visit_.words))
    words = visit_.words.along(axis_of(session.grid))
    _complaints(session, words)
    address_bar(visit_, words)
    look, go_on = partial(_look, page, session, words), partial(page.view.advance, session)
    show(visit_, LivePage(session, look, _state_of(session), go_on, grid=True))
    name_of_page(words(f"page.{page.name}"))
    with session.server.drawing:
        _live(page, session, visit_.token, words)
        offers(visit_, session, words, page.offers)
        table(session, words)
        grid_sidebar(session, page, words)


class GridState(NamedTuple):
    """What the page around the picture is drawn for: whether there is more to come, and how many runs its table has."""

    finished: bool
    listed: int


def _state_of(session: GridSession) -> GridState:
    return GridState(session.finished, session.listed())


def _look(page: GridPage, session: GridSession, words: Words) -> Sight:
    """See what there is; the runs are trained elsewhere (`gradflow.service.grid.grids`)."""
    snapshot = session.look()
    with session.server.drawing:
        frame = page.view.frame(session, snapshot, words, session.interval)
        said = frame.text
        texts = {"counted": said.headline, "status": said.status, "notes": "\n\n".join(said.notes), **frame.readings}
        begun = snapshot.cells or snapshot.compiling
        soon = None if session.finished else session.interval if begun else FIRST
        return Sight(frame.pictures, texts, "gradflow", _state_of(session), soon, frame.progress)


def _live(page: GridPage, session: GridSession, token: str, words: Words) -> None:
    with st.container(key="counted"):
        live_text("counted", token, spoken="what")
    live_text("status", token, spoken="what", bar=True)
    with st.container(key="notes"):
        live_text("notes", token)
    placed = page.view.placed(session, words)
    several = len(placed) > 1
    columns = st.columns(len(placed), vertical_alignment="bottom") if several else [st.container()]
    for column, picture in zip(columns, placed, strict=True):
        with column:
            _picture(picture, token, session)


def _picture(picture: Placed, token: str, session: GridSession) -> None:
    if picture.reading:
        with st.container(key=picture.reading):
            live_text(picture.reading, token, spoken="what")
    live_figure(picture.name, token, picture.height, picked=partial(_pick, session))


def _pick(session: GridSession, place: int) -> None:
    session.opening = place if 0 <= place < session.places else None


def _complaints(session: GridSession, words: Words) -> None:
    """What was wrong with the link, or with the last choice, in one message."""
    refused = session.refused
    if isinstance(refused, TooManyStates):
        st.warning(words("limit.states", states=refused.states, most=MOST_STATES))
    elif session.broken or (refused and session.linked):
        link_notice(grid_link.explained(session.broken, refused, words))
    elif refused:
        said = words(f"grid.refused.{refused.why}", **refused.numbers)
        st.warning(said if refused.why == "gone" else f"{said} {words('grid.unchanged')}")
