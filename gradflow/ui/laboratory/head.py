"""The head of a laboratory's page: the question that its run raises, or that the link asks, and where it started from,
or what is being repaired; the language; and what the maps show."""

from functools import partial
from html import escape

import streamlit as st

from gradflow.figures.drawing.norm import NORMS
from gradflow.text import Words
from gradflow.ui.laboratory.presets import presets, story
from gradflow.ui.laboratory.repairing import repairing
from gradflow.ui.session.browser_state import bound
from gradflow.ui.session.lab_session import LabSession
from gradflow.ui.session.visit import Visit
from gradflow.ui.widgets.language_chooser import chooser
from gradflow.ui.widgets.live_text import live_text


def head(visit: Visit, session: LabSession, words: Words) -> None:
    """What the app is called stands in its own header."""
    with st.container(key="head"):
        with st.container(horizontal=True, vertical_alignment="center", key="asked"):
            if session.repair:
                with st.container(key="repair_name", width="stretch"):
                    st.markdown(f"# {words(f'repair.{session.repair}.label')}")
            else:
                if session.ask:
                    st.html(f"<h1>{escape(session.ask)}</h1>", width="stretch")
                else:
                    live_text("question", visit.token, width="stretch")
                if session.only is None:  # a preset would change what has no control
                    presets(session, words)
            with st.container(width="content"):
                chooser(words)
        with st.container(key="brief"):  # on a phone; elsewhere all of the verdict is in sight
            live_text("verdicts", visit.token, place="brief")
        if session.repair:
            repairing(session, session.repair, visit.token, words)
        elif not session.ask:  # a teacher's question stands alone, without an answer beside it
            story(session, words)


def map_choice(session: LabSession, words: Words) -> None:
    """One map, or all three: whoever opened them finds them open again."""
    st.button(
        words("first.one_map" if session.every_map else "first.every_map"),
        key="every_map",
        type="tertiary",
        icon=":material/unfold_less:" if session.every_map else ":material/unfold_more:",
        on_click=_switch,
        args=(session, not session.every_map),
    )


def norm_choice(session: LabSession, words: Words) -> None:
    """By which norm the sizes of layers are compared, and what each of them says."""
    with st.popover(words(f"norm.short.{session.norm}"), type="tertiary", key="norm", icon=":material/straighten:"):
        st.radio(
            words("norm.title"),
            NORMS,
            format_func=lambda norm: words(f"norm.label.{norm}"),
            captions=[words(f"norm.help.{norm}") for norm in NORMS],
            index=NORMS.index(session.norm),
            **bound(f"{words.language}.norm", session.norm, partial(setattr, session, "norm")),
        )
        st.caption(words("norm.why"))


def _switch(session: LabSession, every: bool) -> None:
    session.every_map = every
