"""Entry script: a page runs inside app.py, also for the first visitor of a server.

Stands in for: a setting that says an app beside a folder called pages is one of `st.navigation`. Read in Streamlit
1.67.0: `PagesManager.uses_pages_directory`.
"""

import streamlit as st
from streamlit.runtime.pages_manager import PagesManager


def run_pages_in_entry_script() -> None:
    """Before the first visitor comes.

    Beside a folder called pages, Streamlit takes its files for an app of its own kind until a call of
    `st.navigation` has told it otherwise: whoever comes to a new server with a page's own address would see
    that page without the frame, and whoever comes to its first page a window called "app".
    """
    PagesManager.uses_pages_directory = False


def run_in_entry_script() -> None:
    """Run the app again from its frame, where Streamlit has left it out: where no server was started as ours is, as in
    its own test client, which forgets after each run what it was told."""
    if PagesManager.uses_pages_directory:
        run_pages_in_entry_script()
        st.rerun()
