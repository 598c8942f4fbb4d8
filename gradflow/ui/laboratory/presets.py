"""Presets: a menu of starting points, and the story of the one that is open."""

from functools import partial

import streamlit as st

from gradflow.presets import PRESETS, name_of, presets_of
from gradflow.text import Words
from gradflow.ui.session.lab_session import LabSession
from gradflow.ui.widgets.menu import menu


def presets(session: LabSession, words: Words) -> None:
    """The menu shows the preset whose experiment is open; any other experiment shows none."""
    shown = name_of(session.experiment)
    with st.container(key="presets"):
        menu(
            f"{words.language}.presets",
            words("presets.title"),
            list(presets_of(session.family)),
            shown,
            partial(_open, session),
            lambda name: words(f"preset.{name}.label"),
            help=words("presets.help"),
            placeholder=words("presets.choose"),
        )
    if shown is not None:
        st.caption(words(f"preset.{shown}.story"))


def _open(session: LabSession, name: str) -> None:
    session.broken, session.elsewhere = [], False
    session.open(PRESETS[name].experiment)
