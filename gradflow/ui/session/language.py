"""The learner's language: the link's `lang`, or the browser's, until the learner chooses."""

import streamlit as st

from gradflow.text import LANGUAGES, Words

PARAMETER = "lang"


def words() -> Words:
    """The words of this session."""
    if "words" not in st.session_state:
        asked = st.query_params.get(PARAMETER, "")
        st.session_state["words"] = Words(asked if asked in LANGUAGES else _browser())
    return st.session_state["words"]


def chooser(words: Words) -> None:
    """Both languages by their own names.

    To be drawn by a page, not by app.py: beside a folder called pages, Streamlit gives the controls
    of the entry script other identities at the first run than at all later ones, and their values go.
    """
    st.segmented_control(
        words("app.language"),
        list(LANGUAGES),
        default=words.language,
        format_func=LANGUAGES.__getitem__,
        key="language",
        required=True,
        label_visibility="collapsed",
        on_change=_chosen,
    )


def in_link(words: Words) -> dict[str, list[str]]:
    """What of the language belongs in the link: nothing while it is simply the browser's."""
    said = PARAMETER in st.query_params or words.language != _browser()
    return {PARAMETER: [words.language]} if said else {}


def _browser() -> str:
    return "zh" if (st.context.locale or "").lower().startswith("zh") else "en"


def _chosen() -> None:
    st.session_state["words"] = Words(st.session_state["language"])
