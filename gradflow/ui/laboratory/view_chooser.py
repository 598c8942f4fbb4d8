"""Views: which pair of pictures stands below the maps."""

import streamlit as st

from gradflow.text import Words
from gradflow.ui.laboratory.downloads import downloads
from gradflow.ui.laboratory.frames.laboratories import LABORATORIES
from gradflow.ui.laboratory.frames.walk import VIEW as WALK
from gradflow.ui.laboratory.frames.walk import begin
from gradflow.ui.laboratory.pin import pinning
from gradflow.ui.session.browser_state import is_echo, show, value_of
from gradflow.ui.session.lab_session import LabSession
from gradflow.ui.session.visit import Visit


def views(visit: Visit, session: LabSession, words: Words) -> None:
    """The chooser, and beside it the downloads. Drawn with the controls, shown below the maps (`style`)."""
    with st.container(horizontal=True, horizontal_alignment="distribute", key="views"):
        key = f"{words.language}.view"
        show(key, session.view)
        st.segmented_control(
            words("view.title"),
            list(LABORATORIES[session.family].views),
            default=session.view,
            format_func=lambda view: words(f"view.{view}"),
            key=key,
            required=True,
            label_visibility="collapsed",
            wrap=True,
            on_change=_chosen,
            args=(session, key),
        )
        with st.container(horizontal=True, vertical_alignment="center", width="content"):
            pinning(visit, session, words)
            downloads(session, words)


def _chosen(session: LabSession, key: str) -> None:
    """A walk begins when its view is opened, and stands still when it is left."""
    if is_echo(key):
        return
    session.view = value_of(key)
    if session.view == WALK:
        begin(session)
    else:
        session.walk.pause()
