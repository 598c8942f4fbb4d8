"""Presets: a menu of starting points, and the story of the one that is open."""

import streamlit as st

from gradflow.presets import PRESETS, name_of, presets_of
from gradflow.text import Words
from gradflow.ui.learner import Learner
from gradflow.ui.shown import is_echo, show


def presets(learner: Learner, words: Words) -> None:
    """The menu shows the preset whose experiment is open; any other experiment shows none."""
    key = f"{words.language}.presets"
    shown, offered = name_of(learner.experiment), list(presets_of(learner.kind))
    show(key, shown)
    with st.container(key="presets"):
        st.selectbox(
            words("presets.title"),
            offered,
            help=words("presets.help"),
            index=None if shown is None else offered.index(shown),
            format_func=lambda name: words(f"preset.{name}.label"),
            key=key,
            placeholder=words("presets.choose"),
            on_change=_open,
            args=(learner, key),
        )
    if shown is not None:
        st.caption(words(f"preset.{shown}.story"))


def _open(learner: Learner, key: str) -> None:
    """Open what was chosen; emptying the menu changes nothing."""
    name: str | None = st.session_state[key]
    if name is not None and not is_echo(key):
        learner.broken, learner.elsewhere = [], False
        learner.open(PRESETS[name].experiment)
