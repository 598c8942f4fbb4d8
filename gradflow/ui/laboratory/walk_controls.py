"""The walk's transport, and beside it what happens where it is."""

import streamlit as st

from gradflow.text import Words
from gradflow.ui.session.lab_session import LabSession
from gradflow.ui.widgets.live_text import live_text
from gradflow.ui.widgets.transport import WALK, transport


def walk_controls(session: LabSession, token: str, words: Words) -> None:
    with st.container(key="walk"):
        left, right = st.columns([2, 1], vertical_alignment="center")
        with left:
            transport(WALK, session.name, token, words, key="slow")
            with st.container(key="walked"):
                live_text("walked", token)
        with right:
            live_text("walk_formula", token)
