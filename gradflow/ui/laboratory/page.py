"""A laboratory: choose, watch, read. One page for every family."""

from functools import partial

import streamlit as st

from gradflow.networks import MOST_STATES, Family
from gradflow.ui.laboratory.frames.laboratories import LABORATORIES
from gradflow.ui.laboratory.head import head
from gradflow.ui.laboratory.kept_file import kept_file
from gradflow.ui.laboratory.onward import go_on
from gradflow.ui.laboratory.remedies import remedies
from gradflow.ui.laboratory.repairing import mended
from gradflow.ui.laboratory.run_view import run_transport, run_view
from gradflow.ui.laboratory.sidebar import sidebar
from gradflow.ui.laboratory.view_chooser import views
from gradflow.ui.session.browser_state import visit
from gradflow.ui.session.links import link
from gradflow.ui.session.opening import open_lab
from gradflow.ui.site import laboratory_of
from gradflow.ui.streamlit_internals.entry_script import run_in_entry_script
from gradflow.ui.style import for_projector
from gradflow.ui.widgets.address_bar import address_bar
from gradflow.ui.widgets.link_notice import link_notice


def laboratory(family: Family) -> None:
    """The page; a link to a network of another family opens its own."""
    run_in_entry_script()
    if (other := link.named()) not in (None, family):
        st.switch_page(laboratory_of(other).file, query_params=link.pairs())
    visit_ = visit()
    go_on(visit_)
    words = visit_.words.along(family.axis)
    views_ = tuple(LABORATORIES[family].views)
    session = open_lab(visit_, family, views_)
    place = session.place(views_[0])
    link.write(visit_.address, link.said_of(session.experiment.to_pairs(), visit_.words, place))
    if session.screen:
        for_projector()
    link_notice(
        link.complaint(session.broken, words) if session.broken else "",
        link.complaint(session.misplaced, words, "link.misplaced") if session.misplaced else "",
    )
    kept_file(visit_, session, words)
    if session.too_many:
        st.warning(words("limit.states", states=session.too_many.states, most=MOST_STATES))
    address_bar(visit_, words, session)
    run_view(visit_, session, words, controls=(head, run_transport, remedies, views), besides=partial(mended, session))
    with visit_.server.drawing:
        sidebar(session, words)  # last: the first frame of a new run need not wait for thirty controls
