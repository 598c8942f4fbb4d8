"""The learner's language: the link's `lang`, or the browser's, until the learner chooses."""

import streamlit as st

from gradflow.link import LANGUAGE
from gradflow.text import LANGUAGES, Words


def words() -> Words:
    """The words of this session."""
    if "words" not in st.session_state:
        asked = st.query_params.get(LANGUAGE, "")
        st.session_state["words"] = Words(asked if asked in LANGUAGES else _browser())
    return st.session_state["words"]


def in_link(words: Words) -> dict[str, list[str]]:
    """What of the language belongs in the link: nothing while it is simply the browser's."""
    said = LANGUAGE in st.query_params or words.language != _browser()
    return {LANGUAGE: [words.language]} if said else {}


def _browser() -> str:
    return "zh" if (st.context.locale or "").lower().startswith("zh") else "en"
