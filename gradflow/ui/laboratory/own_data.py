"""A learner's own data: a CSV file and the column to learn, beside the choice of tasks."""

from dataclasses import replace
from functools import partial
from typing import Any
from zlib import crc32

import streamlit as st

from gradflow.reading import left_out, limits, refusal, summary
from gradflow.serving.uploads import MOST_SENT
from gradflow.tasks.own import Own, Unusable
from gradflow.tasks.own.answers import AS_FOUND
from gradflow.text import Words
from gradflow.ui.laboratory.kept_file import MOST_KEPT
from gradflow.ui.laboratory.own_reading import WIDTH, Answer, asked, control_of, reading
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
            max_upload_size=MOST_SENT // 2**20,  # what is too large gets a sentence of ours (`UploadBounds`)
            key=FILE,
            label_visibility="collapsed",
            on_change=_bring,
            args=(session,),
        )
        _refused("file", session, words)
        st.caption(summary(session.own, words) if session.own else limits(words))
    for name, (was, now) in session.refitted.items():
        st.caption(words("own.refitted", field=words(f"field.{name}.label"), was=was, now=now))
    if session.own and session.now.task == session.own.name:
        answer = partial(_answer, session, _file_of(session.own))
        _target(session.own, answer, words)
        asked(session.own, words, answer)
        _refused("target", session, words)
        kept = [words("own.keep")] if len(session.own.content) > MOST_KEPT else []
        st.caption(" ".join([summary(session.own, words), *left_out(session.own, words), *kept]))
        reading(session.own, words, answer)


def _refused(what: str, session: LabSession, words: Words) -> None:
    """Why the last file, or the last answer about it, could not be used."""
    if what in session.refused:
        st.error(refusal(*session.refused[what], words))


def _target(own: Own, answer: Answer, words: Words) -> None:
    names = [column.name for column in own.columns]

    def learn(name: str) -> None:
        answer(target=names.index(name), learn=None)

    menu(f"{control_of(own, words)}.target", words("own.target"), names, names[own.target], learn)


def _bring(session: LabSession) -> None:
    """Read the file that was chosen; nothing changes if it cannot be used. Taking it away takes the data away."""
    file = value_of(FILE)
    if file is None:
        session.bring(None)
        return
    try:
        session.bring(session.family.read(file.getvalue(), AS_FOUND, file.name))
    except Unusable as reason:
        session.refuse("file", reason, file.name)


def _answer(session: LabSession, file: int, **said: Any) -> None:
    """Read the same file again, with this answer about it; nothing changes if it cannot be used so. file: the one that
    was asked about: what a browser still says of one that has been replaced is no answer."""
    held = session.own
    if held is None or _file_of(held) != file:
        return
    try:
        session.bring(session.family.read(held.content, replace(held.answers, **said), held.file))
    except Unusable as reason:
        session.refuse("target", reason, held.file)


def _file_of(held: Own) -> int:
    """Which file it was read from."""
    return crc32(held.content)
