"""A learner's own data: a CSV file and the column to learn, beside the choice of tasks."""

from functools import partial

import streamlit as st

from gradflow.reading import left_out, limits, refusal, summary
from gradflow.tasks.own import own
from gradflow.tasks.table import LARGEST_FILE, Unusable, columns_of
from gradflow.text import Words
from gradflow.ui.session.browser_state import value_of
from gradflow.ui.session.lab_session import LabSession
from gradflow.ui.widgets.menu import menu

FILE = "own.file"
WIDTH = 340  # pixels; a phone has no more


def own_data(session: LabSession, words: Words) -> None:
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
            args=(session,),
        )
        _refused("file", session, words)
        st.caption(summary(session.own, words) if session.own else limits(words))
    if session.own and session.now.task == session.own.name:
        _target(session, words)
        _refused("target", session, words)
        st.caption(" ".join([summary(session.own, words), *left_out(session.own, words)]))


def _refused(what: str, session: LabSession, words: Words) -> None:
    """Why the last file, or the last column to learn, could not be used."""
    if what in session.refused:
        st.error(refusal(*session.refused[what], words))


def _target(session: LabSession, words: Words) -> None:
    assert session.own is not None
    names = [column.name for column in session.own.columns]
    key = f"{words.language}.own.target"
    menu(key, words("own.target"), names, names[session.own.target], partial(_learn, session))


def _bring(session: LabSession) -> None:
    """Read the file that was chosen; nothing changes if it cannot be used. Taking it away takes the data away."""
    file = value_of(FILE)
    if file is None:
        session.bring(None)
        return
    try:
        session.bring(own(columns_of(file.getvalue()), file=file.name))
    except Unusable as reason:
        session.refused = {"file": (reason, file.name)}


def _learn(session: LabSession, target: str) -> None:
    """Learn another column of the same file."""
    held = session.own
    if held is None:
        return
    names = [column.name for column in held.columns]
    try:
        session.bring(own(held.columns, names.index(target), held.file))
    except Unusable as reason:
        session.refused = {"target": (reason, held.file)}
