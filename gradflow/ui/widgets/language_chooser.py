"""The choice between the languages there are."""

import streamlit as st

from gradflow.text import LANGUAGES, Words
from gradflow.ui.session.browser_state import bound, visit

KEY = "language"


def chooser(words: Words) -> None:
    """Both languages by their own names.

    To be drawn by a page, not by app.py: beside a folder called pages, Streamlit gives the controls
    of the entry script other identities at the first run than at all later ones, and their values go.
    """
    st.segmented_control(
        words("app.language"),
        list(LANGUAGES),
        default=words.language,
        format_func=LANGUAGES.__getitem__,
        required=True,
        label_visibility="collapsed",
        **bound(KEY, words.language, _chosen),
    )


def _chosen(language: str) -> None:
    visit().words = Words(language)
