"""The sidebar: the language, and every field that matters now in its group."""

import streamlit as st

from gradflow.text import Words
from gradflow.ui.widgets.controls import control, relevant
from gradflow.ui.session.language import chooser
from gradflow.ui.session.lab_session import LabSession
from gradflow.ui.laboratory.own_data import own_data
from gradflow.ui.laboratory.presets import presets

OPEN_AT_FIRST = {"network": True, "remedies": True, "training": False, "limits": False}


def sidebar(learner: LabSession, words: Words) -> None:
    """Controls generated from the fields of an experiment."""
    with st.sidebar:
        chooser(words)
        presets(learner, words)
        for group, expanded in OPEN_AT_FIRST.items():
            with st.expander(words(f"group.{group}"), expanded=expanded):
                for name, described in learner.now.described().items():
                    if described.group == group and relevant(learner.now, name):
                        control(name, learner, words)
                        if name == "task" and learner.family.own_data:
                            own_data(learner, words)
        if learner.experiment.changes:
            _changes(learner, words)


def _changes(learner: LabSession, words: Words) -> None:
    """The changes in mid-run, the link's and the learner's."""
    with st.container(border=True):
        st.markdown(words("change.title"))
        for change in learner.experiment.changes:
            st.markdown("- " + words("change.made", step=change.step, what=words.set_to(change.name, change.value)))
        st.button(words("change.forget"), on_click=learner.forget_changes)
