"""A learner's own data: a CSV file and the column to learn, beside the choice of tasks."""

from functools import partial

import streamlit as st

from gradflow.reading import left_out, limits, refusal, summary
from gradflow.tasks.own import own
from gradflow.tasks.table import LARGEST_FILE, Unusable, columns_of
from gradflow.text import Words
from gradflow.ui.session.lab_session import LabSession
from gradflow.ui.widgets.menu import menu

FILE = "own.file"
WIDTH = 340  # pixels; a phone has no more


def own_data(learner: LabSession, words: Words) -> None:
    """The uploader behind a button; what the data was read as and its target while it is what is learned."""
    button = st.popover(words("own.title"), icon=":material/upload_file:", width="stretch", key="own")
    with button, st.container(key="own_file", width=WIDTH):
        st.caption(words("own.help"))
        # The words on its button are Streamlit's, in English: `style` puts these in their place.
        st.html(f"<style>.st-key-own_file {{ --browse: '{words('own.browse')}' }}</style>")
        st.file_uploader(
            words("own.file"),
            max_upload_size=2 * LARGEST_FILE // 2**20,  # what is a little too large gets a sentence of ours
            key=FILE,
            label_visibility="collapsed",
            on_change=_bring,
            args=(learner,),
        )
        _refused("file", learner, words)
        st.caption(summary(learner.own, words) if learner.own else limits(words))
    if learner.own and learner.now.task == learner.own.name:
        _target(learner, words)
        _refused("target", learner, words)
        st.caption(" ".join([summary(learner.own, words), *left_out(learner.own, words)]))


def _refused(what: str, learner: LabSession, words: Words) -> None:
    """Why the last file, or the last column to learn, could not be used."""
    if what in learner.refused:
        st.error(refusal(*learner.refused[what], words))


def _target(learner: LabSession, words: Words) -> None:
    assert learner.own is not None
    names = [column.name for column in learner.own.columns]
    key = f"{words.language}.own.target"
    menu(key, words("own.target"), names, names[learner.own.target], partial(_learn, learner))


def _bring(learner: LabSession) -> None:
    """Read the file that was chosen; nothing changes if it cannot be used. Taking it away takes the data away."""
    file = st.session_state[FILE]
    if file is None:
        learner.bring(None)
        return
    try:
        learner.bring(own(columns_of(file.getvalue()), file=file.name))
    except Unusable as reason:
        learner.refused = {"file": (reason, file.name)}


def _learn(learner: LabSession, target: str) -> None:
    """Learn another column of the same file."""
    held = learner.own
    if held is None:
        return
    names = [column.name for column in held.columns]
    try:
        learner.bring(own(held.columns, names.index(target), held.file))
    except Unusable as reason:
        learner.refused = {"target": (reason, held.file)}
