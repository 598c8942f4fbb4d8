"""The sidebar: every field that matters now in its group."""

import streamlit as st

from gradflow.text import Words
from gradflow.ui.laboratory.own_data import own_data
from gradflow.ui.session.lab_session import LabSession
from gradflow.ui.session.offered import ranges
from gradflow.ui.widgets.controls import OPEN_AT_FIRST, control, relevant
from gradflow.ui.widgets.few_controls import few_controls


def sidebar(session: LabSession, words: Words) -> None:
    """Controls generated from the fields of an experiment."""
    with st.sidebar:
        for group, expanded in OPEN_AT_FIRST.items():
            named = [name for name, described in session.now.described().items() if described.group == group]
            if session.only is not None and all(map(session.stays, named)):
                continue
            with st.expander(words(f"group.{group}"), expanded=expanded, key=f"group.{group}"):
                for name in named:
                    if relevant(session.now, name) and not session.stays(name):
                        control(name, session, words, ends=ranges(session.only or "").get(name))
                        if name == "task" and session.family.own_data:
                            own_data(session, words)
        few_controls(session, words)
        if session.experiment.changes:
            _changes(session, words)


def _changes(session: LabSession, words: Words) -> None:
    """The changes in mid-run, the link's and the learner's."""
    with st.container(border=True):
        st.markdown(words("change.title"))
        for change in session.experiment.changes:
            st.markdown("- " + words("change.made", step=change.step, what=words.set_to(change.name, change.value)))
        st.button(words("change.forget"), on_click=session.forget_changes)
