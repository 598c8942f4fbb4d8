"""A learner's own data: a CSV file and the column to learn, beside the choice of tasks."""

from dataclasses import replace
from typing import Any
from zlib import crc32

import streamlit as st

from gradflow.reading import left_out, limits, refusal, summary
from gradflow.tasks.own import LARGEST_FILE, Unusable, own
from gradflow.text import Words
from gradflow.ui.laboratory.own_reading import WIDTH, asked, reading
from gradflow.ui.session.browser_state import value_of
from gradflow.ui.session.lab_session import LabSession
from gradflow.ui.widgets.menu import menu

FILE = "own.file"


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
        asked(session.own, words, lambda **said: _answer(session, **said))
        _refused("target", session, words)
        st.caption(" ".join([summary(session.own, words), *left_out(session.own, words)]))
        reading(session.own, words, lambda **said: _answer(session, **said))


def _refused(what: str, session: LabSession, words: Words) -> None:
    """Why the last file, or the last answer about it, could not be used."""
    if what in session.refused:
        st.error(refusal(*session.refused[what], words))


def _target(session: LabSession, words: Words) -> None:
    assert session.own is not None
    names = [column.name for column in session.own.columns]

    def learn(name: str) -> None:
        _answer(session, target=names.index(name), learn=None)

    # Of other columns it is another menu: a browser goes on saying the name that it chose among those of before.
    key = f"{words.language}.own.target.{crc32(repr(names).encode())}"
    menu(key, words("own.target"), names, names[session.own.target], learn)


def _bring(session: LabSession) -> None:
    """Read the file that was chosen; nothing changes if it cannot be used. Taking it away takes the data away."""
    file = value_of(FILE)
    if file is None:
        session.bring(None)
        return
    try:
        session.bring(own(file.getvalue(), file=file.name))
    except Unusable as reason:
        session.refused = {"file": (reason, file.name)}


def _answer(session: LabSession, **said: Any) -> None:
    """Read the same file again, with this answer about it; nothing changes if it cannot be used so."""
    held = session.own
    if held is None:
        return
    try:
        session.bring(own(held.content, replace(held.answers, **said), held.file))
    except Unusable as reason:
        session.refused = {"target": (reason, held.file)}
