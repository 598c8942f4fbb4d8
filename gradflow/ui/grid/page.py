"""A page of grids: choose, watch them fill, open one. One page for every picture of many runs."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

import streamlit as st

from gradflow.comparison.grid import Grid
from gradflow.diagnosis.group import Group
from gradflow.figures.drawing.live_figure import LiveFigure
from gradflow.figures.grid.targets import SYMBOLS, axis_of
from gradflow.networks import MOST_STATES, Family, TooManyStates
from gradflow.service import AUDIENCE, LONGEST, TURN, Snapshot
from gradflow.text import Words
from gradflow.ui.grid.run_list import offers, open_asked, table
from gradflow.ui.grid.sidebar import grid_sidebar
from gradflow.ui.session import grid_link
from gradflow.ui.session.grid_session import GridSession, grid_session
from gradflow.ui.session.language import words
from gradflow.ui.streamlit_internals.entry_script import run_in_entry_script
from gradflow.ui.widgets.live_figure import live_figure
from gradflow.ui.widgets.ticking import ticking

FIRST = 0.3  # seconds an empty picture waits for its first cells, which are there sooner than the next frame


@dataclass(frozen=True)
class GridPage:
    """One way to look at a grid.

    name: its file and address. default: the grid it opens with. fits: whether it can draw one. axes: its controls.
    figure: the picture and its height in pixels. measures: what may colour a cell, the first at first; none where
    there is no choice. reading: the keys of how the picture is read.
    """

    name: str
    default: Callable[[Family], Grid]
    fits: Callable[[Grid], bool]
    axes: Callable[[GridSession, Words], None]
    figure: Callable[[GridSession, list[Group], Words], tuple[LiveFigure, int]]
    reading: Callable[[Grid], tuple[str, ...]]
    measures: tuple[str, ...] = ("",)


def grid_page(page: GridPage) -> None:
    run_in_entry_script()
    words_ = words()
    session = grid_session(page.name, page.default, page.fits, page.measures[0])
    if session.shown not in page.measures:
        session.shown = page.measures[0]
    open_asked(session)
    grid_link.write(session.grid, "" if session.shown == page.measures[0] else session.shown, words_)
    words_ = words_.along(axis_of(session.grid))
    _complaints(session, words_)
    frame = partial(_frame, page, session, words_)
    ticking(session.name, _standing(session), partial(_standing, session), frame, grid=True)
    with TURN:
        offers(session, words_)
        table(session, words_)
        grid_sidebar(session, page.axes, page.measures, words_)


class Standing(NamedTuple):
    """What the page around the picture was drawn for: a run that is to be opened, and its timer, in seconds."""

    opening: int | None
    interval: float | None


def _standing(session: GridSession) -> Standing:
    return Standing(session.opening, None if session.look().finished else session.interval)


def _frame(page: GridPage, session: GridSession, words: Words, interval: float) -> None:
    """One tick's work; the runs are trained elsewhere (`gradflow.service.grid.grids`)."""
    snapshot = session.look()
    if not (snapshot.cells or snapshot.compiling or snapshot.finished):
        time.sleep(FIRST)
        snapshot = session.look()
    with TURN:
        listed = session.groups(snapshot)
        made_of = (session.grid, len(snapshot.cells), session.shown, words)
        figure, height = session.figure(made_of, lambda: page.figure(session, listed, words))
        with st.container(key="counted"):
            st.markdown(figure.label)
        st.progress(min(1.0, snapshot.progress), text=_status(snapshot, words))
        if AUDIENCE.slowed:
            st.caption(words("status.slower", learners=len(AUDIENCE), seconds=f"{interval:g}"))
        st.caption(_explained(page, session.grid, listed, words))
        live_figure(figure, key=page.name, height=height, picked=lambda place: _pick(session, place))


def _pick(session: GridSession, place: int) -> None:
    session.opening = place if 0 <= place < len(session.grid) else None


def _status(snapshot: Snapshot, words: Words) -> str:
    if snapshot.exhausted:
        return words("grid.exhausted", minutes=int(LONGEST / 60))
    if snapshot.finished:
        return words("grid.finished", runs=len(snapshot.grid))
    if snapshot.compiling and not snapshot.cells:
        return words("grid.compiling")
    return words("grid.progress", percent=f"{100 * snapshot.progress:.0f}")


def _explained(page: GridPage, grid: Grid, listed: list[Group], words: Words) -> str:
    """How to read the picture, and what the signs in it stand for."""
    kinds = {group.kind for group in listed}
    signs = " · ".join(f"{sign} {words(f'grid.kind.{kind}')}" for kind, sign in SYMBOLS.items() if kind in kinds)
    return " ".join(words(key, signs=signs) for key in page.reading(grid) if signs or key != "grid.signs")


def _complaints(session: GridSession, words: Words) -> None:
    """What was wrong with the link, or with the last choice, in one message."""
    refused = session.refused
    if isinstance(refused, TooManyStates):
        st.warning(words("limit.states", states=refused.states, most=MOST_STATES))
    elif session.broken or (refused and session.linked):
        st.warning(grid_link.explained(session.broken, refused, words))
    elif refused:
        st.warning(f"{words(f'grid.refused.{refused.why}', **refused.numbers)} {words('grid.unchanged')}")
