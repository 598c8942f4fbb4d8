"""Page change: of a page that was left nothing is drawn any more."""

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

PAGE = "page"  # where the session keeps the address of the page it was on


def forget_left_page(page: str) -> None:
    """Run the app again if it has just come to this page, once no tick of the page before can follow.

    A browser's timers run until it hears of the new page. Streamlit answers such a late tick after the new page
    has been drawn, in the name of the old one, and the browser throws away what it shows and fails. So forget
    all fragments, which refuses what comes from now on; a tick that waits already becomes part of the rerun.
    """
    before, st.session_state[PAGE] = st.session_state.get(PAGE, page), page
    context = get_script_run_ctx(suppress_warning=True)
    if context and before != page:
        context.fragment_storage.clear()
        st.rerun()
