"""A laboratory: choose, watch, read. One page for every family."""

import streamlit as st

from gradflow.networks import MOST_STATES, Family
from gradflow.service import TURN
from gradflow.ui.laboratory.live import live, standing
from gradflow.ui.laboratory.remedies import remedies
from gradflow.ui.laboratory.sidebar import sidebar
from gradflow.ui.laboratory.view_chooser import views
from gradflow.ui.laboratory.views import VIEWS
from gradflow.ui.session import link
from gradflow.ui.session.lab_session import lab_session
from gradflow.ui.session.language import words
from gradflow.ui.site import laboratory_of
from gradflow.ui.streamlit_internals.entry_script import run_in_entry_script
from gradflow.ui.widgets.transport import transport


def laboratory(family: Family) -> None:
    """The page; a link to a network of another family opens its own."""
    run_in_entry_script()
    if (other := link.named()) not in (None, family):
        st.switch_page(laboratory_of(other).file, query_params=link.pairs())
    words_ = words().along(family.axis)
    session = lab_session(family, next(iter(VIEWS[family])))
    link.write(session.experiment, words_)
    if session.broken:
        st.warning(link.complaint(session.broken, words_))
    if session.elsewhere:
        st.info(words_("own.elsewhere", task=words_(f"choice.task.{session.experiment.task}.label")))
    if session.too_many:
        st.warning(words_("limit.states", states=session.too_many.states, most=MOST_STATES))
    drawn = standing(session)
    with st.container(key="stage"):
        with TURN:
            transport(session, words_)
            remedies(session, words_)
            views(session, words_)
        live(session, drawn, words_)
    with TURN:
        sidebar(session, words_)  # last: the first frame of a new run need not wait for thirty controls
