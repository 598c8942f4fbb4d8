"""A laboratory: choose, watch, read. One page for every family."""

from functools import partial

import streamlit as st

from gradflow.networks import MOST_STATES, Family
from gradflow.service.viewing.commands import COMMANDS
from gradflow.streaming.live_page import LivePage
from gradflow.ui.laboratory.frames.lab_frame import advance
from gradflow.ui.laboratory.frames.laboratories import LABORATORIES
from gradflow.ui.laboratory.head import head
from gradflow.ui.laboratory.kept_file import kept_file
from gradflow.ui.laboratory.live import live, look, shown, state_of
from gradflow.ui.laboratory.remedies import remedies
from gradflow.ui.laboratory.sidebar import sidebar
from gradflow.ui.laboratory.view_chooser import views
from gradflow.ui.session import link
from gradflow.ui.session.browser_state import visit
from gradflow.ui.session.opening import open_lab
from gradflow.ui.site import laboratory_of
from gradflow.ui.streamlit_internals.entry_script import run_in_entry_script
from gradflow.ui.widgets.address_bar import address_bar
from gradflow.ui.widgets.streaming import show
from gradflow.ui.widgets.transport import RUN, transport


def laboratory(family: Family) -> None:
    """The page; a link to a network of another family opens its own."""
    run_in_entry_script()
    if (other := link.named()) not in (None, family):
        st.switch_page(laboratory_of(other).file, query_params=link.pairs())
    visit_ = visit()
    words, drawing = visit_.words.along(family.axis), visit_.server.drawing
    views_ = tuple(LABORATORIES[family].views)
    session = open_lab(visit_, family, views_)
    place = session.place(views_[0])
    link.write(visit_.address, link.said_of(session.experiment.to_pairs(), visit_.words, place))
    if session.broken:
        st.warning(link.complaint(session.broken, words))
    if session.misplaced:
        st.warning(link.complaint(session.misplaced, words, "link.misplaced"))
    kept_file(visit_, session, words)
    if session.too_many:
        st.warning(words("limit.states", states=session.too_many.states, most=MOST_STATES))
    state = state_of(session, shown(session))
    address_bar(visit_, words, session)
    see, go_on = partial(look, session, words, visit_.stream), partial(advance, session)
    show(visit_, LivePage(session, see, state, go_on, commands=COMMANDS))
    with st.container(key="stage"), drawing:
        head(session, visit_.token, words)
        transport(RUN, session.name, visit_.token, words, key="transport")
        remedies(session, words)
        views(visit_, session, words)
        live(session, state, visit_.token, words)
    with drawing:
        sidebar(session, words)  # last: the first frame of a new run need not wait for thirty controls
