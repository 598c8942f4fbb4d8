"""Presets: the path of starting points, and the story of the one that was opened last."""

from functools import partial
from urllib.parse import parse_qs

import streamlit as st

from gradflow.presets import PRESETS, after, name_of, presets_of, stage_of
from gradflow.text import Words
from gradflow.ui.laboratory.frames.laboratories import LABORATORIES
from gradflow.ui.session.browser_state import visit
from gradflow.ui.session.lab_session import LabSession
from gradflow.ui.site import LESSONS, laboratory_of
from gradflow.ui.widgets.menu import menu
from gradflow.ui.widgets.terms import linked


def presets(session: LabSession, words: Words) -> None:
    """The menu shows the preset whose experiment is open; of any other experiment, from which one it was made."""
    shown = session.story if session.story == name_of(session.experiment) else None
    placeholder = words("presets.choose")
    if session.story is not None and shown is None:
        placeholder = words("presets.changed", label=_label(session.story, words))
    with st.container(key="presets", width=PRESETS_WIDTH):
        menu(
            f"{words.language}.presets",
            words("presets.title"),
            list(presets_of(session.family)),
            shown,
            partial(_open, session),
            partial(_label, words=words),
            placeholder=placeholder,
            hidden=True,
        )


def story(session: LabSession, words: Words) -> None:
    """The question and where to look; behind a click, for after the run, the answer and the next of the path. Of a run
    that has been changed since they are not asked any more, and where it began is said."""
    with st.container(key="story"), st.container(horizontal=True, vertical_alignment="center"):
        if (name := session.story) is None:
            st.caption(words("presets.help"), width="stretch")
        else:
            look = linked(words(f"preset.{name}.look"), words)
            asked = f"**{words(f'preset.{name}.question')}** {look}"
            changed = name != name_of(session.experiment)
            st.caption(words("presets.began", label=_label(name, words)) if changed else asked, width="stretch")
            with st.popover(words("presets.why"), type="tertiary", key=f"why.{name}"):  # the next story's is closed
                if changed:
                    st.caption(words("presets.of_story", label=_label(name, words)))
                _answer(session, name, words)
        st.page_link(LESSONS.file, label=words("first.lessons"), icon=":material/school:", width="content")


def _answer(session: LabSession, name: str, words: Words) -> None:
    st.markdown(f"{linked(words(f'preset.{name}.why'), words)}\n\n{words(f'preset.{name}.next')}")
    following = after(name)
    experiment = PRESETS[following].experiment
    label = words("presets.next", label=words(f"preset.{following}.label"))
    if experiment.family is session.family:
        st.button(label, key="next_preset", on_click=_open, args=(session, following))
    elif st.button(label, key="next_preset"):
        visit().open(experiment)
        st.switch_page(laboratory_of(experiment.family).file, query_params=parse_qs(experiment.to_query()))


PRESETS_WIDTH = 380  # pixels; the longest name fits


def _label(name: str, words: Words) -> str:
    number, stage = stage_of(name)
    return f"{number} {words(f'stage.{stage}')} · {words(f'preset.{name}.label')}"


def _open(session: LabSession, name: str) -> None:
    session.broken, session.misplaced, session.elsewhere = [], [], ""
    session.story = name
    session.view = PRESETS[name].view or next(iter(LABORATORIES[session.family].views))
    session.open(PRESETS[name].experiment)
