"""The learner's language: the link's `lang`, or the browser's, until the learner chooses."""

import streamlit as st

from gradflow.link import LANGUAGE
from gradflow.text import LANGUAGES, Words


def asked() -> str:
    """The language that a visit begins with."""
    named = st.query_params.get(LANGUAGE, "")
    return named if named in LANGUAGES else _browser()


def in_link(words: Words) -> dict[str, list[str]]:
    """What of the language belongs in the link: nothing while it is simply the browser's."""
    said = LANGUAGE in st.query_params or words.language != _browser()
    return {LANGUAGE: [words.language]} if said else {}


def _browser() -> str:
    return "zh" if (st.context.locale or "").lower().startswith("zh") else "en"
