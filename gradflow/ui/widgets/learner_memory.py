"""What a browser keeps of a learner (frontend/lessons.js), in its own storage: the server borrows it for a visit. The
same script marks what the text of a lesson speaks of."""

from functools import cache, partial
from typing import Any

from streamlit.components.v2 import component

from gradflow.lessons.way import ASK, VOTE
from gradflow.text import Words
from gradflow.ui.session.browser_state import value_of
from gradflow.ui.session.lessons.lessons_session import LessonsSession
from gradflow.ui.streamlit_internals.component_assets import declare_assets

KEY = "lessons_kept"
LINES = ("title", "about", "download", "restore", "erase", "really", "unreadable", "restored", "erased")


def learner_memory(session: LessonsSession, words: Words, shelf: bool = False, lesson: bool = False) -> None:
    """On any page that adds to it or shows some of it. shelf: with the buttons to take it along or to erase it.
    lesson: a lesson is on the page, whose text speaks of what is in its pictures."""
    declare_assets()
    at = [*_place(session)] if lesson else None
    data: dict[str, Any] = {"of": session.name, "at": at, "layer": _layer(session), "lines": {}}
    if session.known:
        data["keep"] = session.memory.to_json()
    if shelf:
        data["lines"] = {line: words(f"lessons.kept.{line}") for line in LINES}
    _component()(data=data, key=KEY, on_said_change=partial(_heard, session))


def _heard(session: LessonsSession) -> None:
    session.remember(value_of(KEY)["said"])


def _place(session: LessonsSession) -> list[Any]:
    """Of which page and which run the layer is."""
    return [session.station.key if session.station else "", session.given is not None, session.trial]


def _layer(session: LessonsSession) -> int:
    """The one that is marked in the pictures, 0 for none."""
    station = session.station
    if station is None or session.given is None:
        return 0
    if station.kind == ASK and station.asked:
        return station.asked.look.layer or 0
    if station.kind == VOTE and session.lesson:
        return session.lesson.misconception.trials[session.trial].look.layer or 0
    return 0


@cache
def _component() -> Any:
    """Registered at the first call: outside a running server there is nothing to register with."""
    html = '<div class="gradflow-lessons"></div>'
    return component("gradflow.lessons", html=html, css="lessons.css", js="lessons.js", isolate_styles=False)
