"""Presets: a menu of starting points in the order of a path, and the story of the one that is open."""

from functools import partial
from urllib.parse import parse_qs

import streamlit as st

from gradflow.presets import PRESETS, after, name_of, presets_of
from gradflow.text import Words
from gradflow.ui.laboratory.frames.laboratories import LABORATORIES
from gradflow.ui.session.browser_state import visit
from gradflow.ui.session.lab_session import LabSession
from gradflow.ui.site import laboratory_of
from gradflow.ui.widgets.menu import menu
from gradflow.ui.widgets.terms import linked


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
        _story(session, shown, words)


def _story(session: LabSession, name: str, words: Words) -> None:
    """The question and where to look; behind a click, for after the run, the answer and the next of the path."""
    st.caption(f"**{words(f'preset.{name}.question')}**\n\n{linked(words(f'preset.{name}.look'), words)}")
    with st.expander(words("presets.why"), key=f"why.{name}"):
        st.caption(f"{linked(words(f'preset.{name}.why'), words)}\n\n{words(f'preset.{name}.next')}")
        following = after(name)
        experiment = PRESETS[following].experiment
        label = words("presets.next", label=words(f"preset.{following}.label"))
        if experiment.family is session.family:
            st.button(label, key="next_preset", on_click=_open, args=(session, following))
        elif st.button(label, key="next_preset"):
            visit().open(experiment)
            st.switch_page(laboratory_of(experiment.family).file, query_params=parse_qs(experiment.to_query()))


def _open(session: LabSession, name: str) -> None:
    session.broken, session.misplaced, session.elsewhere = [], [], ""
    session.view = PRESETS[name].view or next(iter(LABORATORIES[session.family].views))
    session.open(PRESETS[name].experiment)
