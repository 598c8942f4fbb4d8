"""The sidebar: the language, and every field that matters now in its group."""

import streamlit as st

from gradflow.experiment import described_fields
from gradflow.text import Words
from gradflow.ui.controls import control, relevant
from gradflow.ui.language import chooser
from gradflow.ui.learner import Learner

OPEN_AT_FIRST = {"network": True, "remedies": True, "training": False, "limits": False}


def sidebar(learner: Learner, words: Words) -> None:
    """Controls generated from the fields of an experiment."""
    with st.sidebar:
        chooser(words)
        for group, expanded in OPEN_AT_FIRST.items():
            with st.expander(words(f"group.{group}"), expanded=expanded):
                for name, described in described_fields().items():
                    if described.group == group and relevant(learner.experiment, name):
                        control(name, learner, words)
        if learner.experiment.changes:
            _changes(learner, words)


def _changes(learner: Learner, words: Words) -> None:
    """The mid-run changes that the link brought along."""
    with st.container(border=True):
        st.markdown(words("control.changes"))
        for change in learner.experiment.changes:
            field, value = words(f"field.{change.name}.label"), f"{change.value}"
            value = words.get(f"choice.{change.name}.{value}.label") or value
            st.markdown("- " + words("control.change", step=change.step, field=field, value=value))
        st.button(words("control.forget_changes"), on_click=learner.choose, kwargs={"changes": ()})
