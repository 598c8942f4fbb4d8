"""Onward from a laboratory: this run pinned, to the page of twins, and its network, to that of learning rates."""

from urllib.parse import parse_qs

import streamlit as st

from gradflow.comparison.axes import Refused
from gradflow.comparison.rates import rates_for
from gradflow.comparison.twins import MOST
from gradflow.text import Words
from gradflow.ui.session.lab_session import LabSession
from gradflow.ui.session.visit import Visit
from gradflow.ui.site import RATES, TWINS


def pinning(visit: Visit, session: LabSession, words: Words) -> None:
    """The button; once the run is among the twins, a link to where they are."""
    twins = visit.twins
    pinned = twins.experiments if twins and twins.chosen and twins.family is session.family else ()
    if session.experiment in pinned:
        label = words("pin.pinned", count=len(pinned), most=MOST)
        st.page_link(TWINS.file, label=label, icon=":material/compare_arrows:")
        return
    full = len(pinned) >= MOST
    st.button(
        words("pin.pin"),
        key="pin",
        icon=":material/push_pin:",
        help=words("pin.full", most=MOST) if full else words("pin.help"),
        disabled=full,
        on_click=visit.pin,
        args=(session.experiment,),
    )


def rate_search(visit: Visit, session: LabSession, words: Words) -> None:
    """The button that opens the page of learning rates with this experiment; where it has none, it says why."""
    try:
        grid, help = rates_for(session.experiment), words("rates.find_help")
    except Refused as refused:
        grid, help = None, words(f"grid.refused.{refused.why}", **refused.numbers)
    st.button(
        words("rates.find"),
        key="find_rate",
        icon=":material/speed:",
        type="tertiary",
        help=help,
        disabled=grid is None,
        on_click=visit.search,
        args=(RATES.name, grid),
    )


def go_on(visit: Visit) -> None:
    """To the page of learning rates, where that was asked for."""
    if visit.searching is not None:
        grid, visit.searching = visit.searching, None
        st.switch_page(RATES.file, query_params=parse_qs(grid.to_query()))
