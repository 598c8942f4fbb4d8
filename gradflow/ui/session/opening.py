"""Opening a page: the visit's session there; the first time it is made of what the link says."""

from collections.abc import Callable

import streamlit as st

from gradflow.comparison.grid import Grid
from gradflow.comparison.twins import TWIN, read
from gradflow.networks import Family
from gradflow.service.viewing.playback import Playback
from gradflow.ui.session import grid_link, link
from gradflow.ui.session.grid_session import GridSession
from gradflow.ui.session.lab_session import LabSession
from gradflow.ui.session.twins_session import TwinsSession, opening
from gradflow.ui.session.visit import Visit


def open_lab(visit: Visit, family: Family, view: str) -> LabSession:
    """The session in the laboratory for this family of networks; view: the one that a laboratory opens with."""
    if family not in visit.labs:
        experiment, broken, elsewhere = link.read(family)
        visit.labs[family] = LabSession(visit.server, Playback(experiment), view, broken, elsewhere=elsewhere)
    visit.lab = visit.labs[family]
    return visit.lab


def open_twins(visit: Visit) -> TwinsSession:
    """The session on the page of twins."""
    if visit.twins is None:
        good, wrong = read(st.query_params.get_all(TWIN))
        experiments = good or opening()
        visit.twins = TwinsSession(
            visit.server, experiments, Playback(experiments[0]), visit.labs, chosen=bool(good), wrong=wrong
        )
    return visit.twins


def open_grid(
    visit: Visit, page: str, default: Callable[[Family], Grid], fits: Callable[[Grid], bool], shown: str
) -> GridSession:
    """The session on this page of grids. fits: which grids the page can draw; shown: what colours a cell at first."""
    if page not in visit.grids:
        grid, broken, refused, asked = grid_link.read(default, fits)
        visit.grids[page] = GridSession(visit.server, page, default, grid, asked or shown, broken, refused)
        if visit.lab is not None:  # the same person, who watches no run any more
            visit.grids[page].name = visit.lab.name
    return visit.grids[page]
