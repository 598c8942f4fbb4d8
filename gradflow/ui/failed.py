"""What a learner reads where a page has failed: in their language, without a traceback, which the log has."""

import streamlit as st

from gradflow.text import Words
from gradflow.ui.session.browser_state import has_begun, visit
from gradflow.ui.session.language import asked


def say_so(_: Exception) -> bool:
    """In the place of Streamlit's own sentence; to be called where a run of the page has ended with this error."""
    words = visit().words if has_begun() else Words(asked())
    st.error(words("failed.text", language=words.language), title=words("failed.title"))
    return True
