"""The name of a page, its one heading of the first level: what a screen reader says first, and leads back to."""

from html import escape

import streamlit as st


def name_of_page(name: str, *, seen: bool = False) -> None:
    """seen: the eye meets it too; elsewhere the bar of pages, or a picture, says where one is."""
    hidden = "" if seen else ' class="gradflow-page-name"'
    st.html(f"<h1{hidden}>{escape(name)}</h1>", width="content")
