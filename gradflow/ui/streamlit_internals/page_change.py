"""Page change: of a page that was left nothing is drawn any more.

Stands in for: fragments that end with the page that drew them. Read in Streamlit 1.67.0:
`ScriptRunContext.fragment_storage`.
"""

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx


def forget_left_page() -> None:
    """Run the app again, once no tick of the page before can follow: to be called on coming to another page.

    A browser's timers run until it hears of the new page. Streamlit answers such a late tick after the new page
    has been drawn, in the name of the old one, and the browser throws away what it shows and fails. So forget
    all fragments, which refuses what comes from now on; a tick that waits already becomes part of the rerun.
    """
    context = get_script_run_ctx(suppress_warning=True)
    if context:
        context.fragment_storage.clear()
        st.rerun()
