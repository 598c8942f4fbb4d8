"""Views: which pair of pictures stands below the maps."""

from functools import partial

import streamlit as st

from gradflow.service.viewing.commands import begin
from gradflow.text import Words
from gradflow.ui.laboratory.downloads import downloads
from gradflow.ui.laboratory.frames.laboratories import LABORATORIES
from gradflow.ui.laboratory.frames.walk import VIEW as WALK
from gradflow.ui.laboratory.onward import pinning
from gradflow.ui.session.browser_state import bound
from gradflow.ui.session.lab_session import LabSession
from gradflow.ui.session.visit import Visit
from gradflow.ui.widgets.controls import settings
from gradflow.ui.widgets.copy_link import copy_link


def views(visit: Visit, session: LabSession, words: Words) -> None:
    """The chooser, and beside it downloads and the link. Drawn with the controls, shown below the maps (`style`)."""
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", key="views"):
        st.segmented_control(
            words("view.title"),
            list(LABORATORIES[session.family].views),
            default=session.view,
            format_func=lambda view: words(f"view.{view}"),
            required=True,
            label_visibility="collapsed",
            wrap=True,
            **bound(f"{words.language}.view", session.view, partial(_chosen, session)),
        )
        with st.container(horizontal=True, vertical_alignment="center", width="content", gap="xsmall"):
            pinning(visit, session, words)
            downloads(session, words)
            copy_link(visit.address.says, words, settings(session, words))


def _chosen(session: LabSession, view: str) -> None:
    """A walk begins when its view is opened, and stands still when it is left."""
    session.view = view
    if session.view == WALK:
        begin(session)
    else:
        session.walk.pause()
