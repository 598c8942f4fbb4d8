"""A learner's own file after a reload: the tab brings it again if it kept it, else the learner is asked for it."""

from collections.abc import Callable, Mapping
from dataclasses import fields
from functools import cache, partial
from typing import Any

import streamlit as st
from streamlit.components.v2 import component

from gradflow.tasks.own import Answers, Own, Unusable
from gradflow.tasks.own.answers import AS_FOUND
from gradflow.text import Words
from gradflow.ui.session.browser_state import value_of
from gradflow.ui.session.lab_session import LabSession
from gradflow.ui.session.visit import Visit
from gradflow.ui.streamlit_internals.component_assets import declare_assets

KEY, AGAIN = "kept_file", "own.again"
MOST_KEPT = 3 * 2**20  # bytes; a tab keeps 5 million letters, and these are 4.2 million


def kept_file(visit: Visit, session: LabSession, words: Words) -> None:
    """The component that keeps it; and where the link wants a file that is not here, the question for it."""
    declare_assets()
    said = _said(session.own) if session.own else None
    data = {"held": said, "wanted": session.elsewhere, "most": MOST_KEPT}
    _component()(data=data, key=KEY, on_answers_change=partial(_answered, session))
    if not session.elsewhere:
        return
    reads = session.family.own_data is not None
    task = words(f"choice.task.{session.experiment.task}.label")
    st.info(words("own.elsewhere" if reads else "own.unread", task=task))
    if not reads:
        return
    with st.container(key="own_again"):
        st.html(f"<style>.st-key-own_again {{ --browse: '{words('own.browse')}' }}</style>")
        st.file_uploader(
            words("own.file"), key=AGAIN, label_visibility="collapsed", on_change=_bring_again, args=(visit, session)
        )


def answers_of(said: Any) -> Answers:
    """What a browser kept of a learner's answers; as the file is found where that is none of ours."""
    if not isinstance(said, Mapping) or not said.keys() <= {field.name for field in fields(Answers)}:
        return AS_FOUND
    places = {name: frozenset(said[name]) for name in ("use", "leave") if isinstance(said.get(name), list)}
    return Answers(**{**said, **places})


def _said(held: Own) -> dict[str, Any]:
    answers = {field.name: getattr(held.answers, field.name) for field in fields(Answers)}
    answers |= {name: sorted(answers[name]) for name in ("use", "leave")}
    return {"task": held.name, "file": held.file, "answers": answers}


def _answered(session: LabSession) -> None:
    session.answered = answers_of(value_of(KEY)["answers"])


def _bring_again(visit: Visit, session: LabSession) -> None:
    """If it is what the link wants, the link is taken up with it; if not, it is another file of one's own."""
    file = value_of(AGAIN)
    if file is None:
        return
    read = session.family.read
    again = _read_again(read, file.getvalue(), session.answered, file.name)
    if again is not None and again.name == session.elsewhere:
        session.own, visit.address.unread = again, True
        return
    try:
        session.bring(read(file.getvalue(), AS_FOUND, file.name))
    except Unusable as reason:
        session.refuse("file", reason, file.name)


def _read_again(read: Callable[..., Own], content: bytes, answers: Answers, name: str) -> Own | None:
    """None where these answers, which a browser says somebody has given, are none about this file."""
    try:
        return read(content, answers, name)
    except (Unusable, LookupError, TypeError, ValueError):
        return None


@cache
def _component() -> Any:
    """Registered at the first call: outside a running server there is nothing to register with."""
    html = '<div class="gradflow-kept" hidden></div>'
    return component("gradflow.kept_file", html=html, js="kept_file.js", isolate_styles=False)
