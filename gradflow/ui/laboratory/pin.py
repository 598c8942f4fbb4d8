"""Pin this run: from a laboratory to the page of twins."""

import streamlit as st

from gradflow.comparison.twins import MOST
from gradflow.text import Words
from gradflow.ui.session.lab_session import LabSession
from gradflow.ui.session.visit import Visit
from gradflow.ui.site import TWINS


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
