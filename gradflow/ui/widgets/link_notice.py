"""What of a link could not be used, at the top of its page."""

import streamlit as st


def link_notice(*said: str) -> None:
    """A box for each, none for ""; on a phone all of them leave room for the page (`ui/narrow.py`)."""
    if any(said):
        with st.container(key="of_link"):
            for each in filter(None, said):
                st.warning(each)
