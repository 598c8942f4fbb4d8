"""The learner's language: the link's `lang`, or the browser's, until the learner chooses."""

import streamlit as st

from gradflow.text import LANGUAGES, Words

PARAMETER = "lang"


def asked() -> str:
    """The language that a visit begins with."""
    named = st.query_params.get(PARAMETER, "")
    return named if named in LANGUAGES else _browser()


def in_link(words: Words) -> dict[str, list[str]]:
    """What of the language belongs in the link: nothing while it is simply the browser's."""
    said = PARAMETER in st.query_params or words.language != _browser()
    return {PARAMETER: [words.language]} if said else {}


def _browser() -> str:
    return "zh" if (st.context.locale or "").lower().startswith("zh") else "en"
