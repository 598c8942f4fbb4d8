"""A laboratory: choose, watch, read. One page for every family."""

import streamlit as st

from gradflow.networks import MOST_STATES, Family
from gradflow.ui.laboratory.frames.laboratories import LABORATORIES
from gradflow.ui.laboratory.live import live, state_of
from gradflow.ui.laboratory.remedies import remedies
from gradflow.ui.laboratory.sidebar import sidebar
from gradflow.ui.laboratory.view_chooser import views
from gradflow.ui.session import link
from gradflow.ui.session.browser_state import visit
from gradflow.ui.session.opening import open_lab
from gradflow.ui.site import laboratory_of
from gradflow.ui.streamlit_internals.entry_script import run_in_entry_script
from gradflow.ui.widgets.transport import transport


def laboratory(family: Family) -> None:
    """The page; a link to a network of another family opens its own."""
    run_in_entry_script()
    if (other := link.named()) not in (None, family):
        st.switch_page(laboratory_of(other).file, query_params=link.pairs())
    visit_ = visit()
    words, drawing = visit_.words.along(family.axis), visit_.server.drawing
    session = open_lab(visit_, family, next(iter(LABORATORIES[family].views)))
    link.write(session.experiment, words)
    if session.broken:
        st.warning(link.complaint(session.broken, words))
    if session.elsewhere:
        st.info(words("own.elsewhere", task=words(f"choice.task.{session.experiment.task}.label")))
    if session.too_many:
        st.warning(words("limit.states", states=session.too_many.states, most=MOST_STATES))
    drawn = state_of(session)
    with st.container(key="stage"):
        with drawing:
            transport(session, words, session.server.runs)
            remedies(session, words)
            views(visit_, session, words)
        live(session, drawn, words)
    with drawing:
        sidebar(session, words)  # last: the first frame of a new run need not wait for thirty controls
