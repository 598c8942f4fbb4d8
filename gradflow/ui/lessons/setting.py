"""The network that a prompt is about, before it runs: as a drawing without numbers, and as a list of its settings."""

import streamlit as st

from gradflow.experiment import Experiment
from gradflow.lessons.shown.setting import drawing, settings
from gradflow.text import Words


def setting(experiment: Experiment, words: Words, before: Experiment | None = None) -> None:
    """before: what is different from it is marked."""
    spoken = words.along(experiment.family.axis)
    with st.container(border=True, key="setting"):
        st.html(drawing(experiment, spoken))
        st.html(settings(experiment, before, spoken))


def address(experiment: Experiment, words: Words) -> str:
    """The link to this run in its laboratory, in the reader's language."""
    said = experiment.to_query()
    return f"./?{said}&lang={words.language}" if said else f"./?lang={words.language}"
