"""The learner's own words, before those of the lesson: explaining to oneself is what teaches."""

from functools import partial

import streamlit as st

from gradflow.lessons.memory import LONGEST_WORDS, SURE
from gradflow.text import Words
from gradflow.ui.session.browser_state import value_of
from gradflow.ui.session.lessons.lessons_session import LessonsSession

NOTHING = "own"  # what stands as the answer where only words are asked for


def own_words(session: LessonsSession, key: str, words: Words) -> None:
    """A field for them. The answer of the lesson comes with the click, whether something was written or not."""
    field = f"own_words.{key}"
    with st.form(f"own.{key}", border=False):
        st.text_area(
            words("lessons.own_words"), key=field, max_chars=LONGEST_WORDS, height=90, help=words("lessons.own_help")
        )
        explain = partial(_explain, session, key, field)
        st.form_submit_button(words("lessons.compare"), type="primary", on_click=explain, key="compare")


def _explain(session: LessonsSession, key: str, field: str) -> None:
    session.memory.give(key, NOTHING, SURE[0]) if key not in session.memory.answers else None
    session.memory.explain(key, value_of(field) or "")
