"""Presets: the path of starting points, and the story of the one that was opened last."""

from functools import partial

import streamlit as st

from gradflow.presets import PRESETS, along, name_of, presets_of, stage_of
from gradflow.text import Words
from gradflow.ui.session.lab_session import LabSession
from gradflow.ui.widgets.menu import menu


def presets(session: LabSession, words: Words) -> None:
    """The menu shows the preset whose experiment is open; of any other experiment, from which one it was made."""
    shown = name_of(session.experiment)
    session.story = shown or session.story
    placeholder = words("presets.choose")
    if session.story is not None and shown is None:
        placeholder = words("presets.changed", label=_label(session.story, words))
    with st.container(key="presets", width=PRESETS_WIDTH):
        menu(
            f"{words.language}.presets",
            words("presets.title"),
            along(presets_of(session.family)),
            shown,
            partial(_open, session),
            partial(_label, words=words),
            placeholder=placeholder,
            hidden=True,
        )


def story(session: LabSession, words: Words) -> None:
    """It stays until another preset is opened, whatever is changed meanwhile."""
    with st.container(key="story"):
        st.caption(words(f"preset.{session.story}.story" if session.story else "presets.help"))


PRESETS_WIDTH = 380  # pixels; the longest name fits


def _label(name: str, words: Words) -> str:
    number, stage = stage_of(name)
    return f"{number} {words(f'stage.{stage}')} · {words(f'preset.{name}.label')}"


def _open(session: LabSession, name: str) -> None:
    session.broken, session.elsewhere = [], False
    session.open(PRESETS[name].experiment)
