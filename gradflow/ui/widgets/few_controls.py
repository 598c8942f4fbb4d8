"""A link with few controls: a teacher says what learners may change, and everything else stays as it is."""

from urllib.parse import urlencode

import streamlit as st

from gradflow.fields import NONE
from gradflow.link import ONLY, PROJECTOR, SCREEN
from gradflow.text import Words
from gradflow.ui.session.browser_state import visit
from gradflow.ui.session.lab_session import LabSession
from gradflow.ui.widgets.controls import relevant


def few_controls(session: LabSession, words: Words) -> None:
    """Where the page has few controls already, it says so; else the builder of such a link."""
    if session.only is not None:
        st.caption(words("few.on"))
        return
    with st.expander(words("few.title"), expanded=False):
        names = [name for name in session.now.described() if relevant(session.now, name)]
        chosen = st.multiselect(
            words("few.which"),
            names,
            format_func=lambda name: words(f"field.{name}.label"),
            key=f"{words.language}.few",
        )
        projector = st.toggle(words("few.projector"), key=f"{words.language}.few_projector")
        says = visit().address.says | {ONLY: [",".join(chosen) or NONE]} | ({SCREEN: [PROJECTOR]} if projector else {})
        here = (st.context.url or "").partition("?")[0]
        st.code(f"{here}?{urlencode(says, doseq=True, safe=':,')}", language=None, wrap_lines=True)
        st.caption(words("few.about"))
