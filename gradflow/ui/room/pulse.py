"""The pulse of a page in a room (frontend/room.js): it asks the server every second or three whether there is
something new, and only then the page is drawn again; how many have answered, and how long a vote is still open, it says
itself."""

from dataclasses import replace
from functools import cache
from typing import Any

from streamlit.components.v2 import component

from gradflow.classroom.phases import DISCUSS, LOBBY, READ, VOTE
from gradflow.classroom.room import PAUSED
from gradflow.link import PROJECTOR
from gradflow.text import Words
from gradflow.ui.session.lessons.room_session import LEARNER, PANE, RoomSession
from gradflow.ui.streamlit_internals.component_assets import declare_assets, streamlit_script

OF_LEARNERS, OF_TEACHERS = 3000, 1000  # milliseconds
COUNTED = {VOTE: "answered", DISCUSS: "answered", LOBBY: "present", READ: "present"}


def pulse(
    session: RoomSession, words: Words, counts: bool = False, again: bool = False, drawn: int | None = None
) -> None:
    """counts: draw the page again when somebody has answered, come, or handed in a network, and say no other number
    before. again: draw it again in any case. drawn: how many answers the page shows."""
    declare_assets()
    room = session.room
    now = session.classroom.pulses.get(session.code)
    if now and drawn not in (None, now.answered):
        session.classroom.pulses.forget(session.code)  # or an older number would have the page drawn again
        now = replace(now, answered=drawn)
    left = session.left
    late, late_left = _late(session)
    data: dict[str, Any] = {
        "url": f"rooms/{session.code}/now",
        "every": OF_LEARNERS if session.screen == LEARNER else OF_TEACHERS,
        "version": room.version,
        "answered": now.answered if now else 0,
        "present": now.present if now else 0,
        "handed_in": now.handed_in if now else 0.0,
        "left": left or None,
        "late_left": late_left or None,
        "line": _line(session, words),
        "closes": words("class.pulse.closes"),
        "late": words("class.pulse.late", count=late, time="{time}"),
        "spoken": _spoken(session, words),
        "counts": counts or late > 0,
        "again": again,
        "fits": session.screen == PROJECTOR,
        "katex": streamlit_script("katex"),
    }
    _component()(data=data, key="room_pulse", on_moved_change=lambda: None)


def where(session: RoomSession, words: Words) -> str:
    """The phase, the round, which question of how many, and whether that is homework."""
    room, progress = session.room, session.room.progress
    phase = words(f"class.phase.{progress.phase}")
    if progress.round and not progress.is_told:
        phase = words("class.pane.round", phase=phase, round=progress.round)
    said = words("class.pane.where", phase=phase, step=1 + progress.step, count=len(room.questions))
    return f"{said} · {words('class.pane.homework')}" if progress.step >= room.homework else said


def stopped(session: RoomSession) -> str:
    """Why the open vote takes no answers at the moment, as the key of what says so; "" where it does, or none is
    open."""
    if session.room.progress.phase != VOTE:
        return ""
    if PAUSED in session.room.flags:
        return "class.vote.paused"
    if session.left == 0.0:
        return "class.vote.late" if session.screen != LEARNER and session.late[0] else "class.vote.over"
    return ""


def _line(session: RoomSession, words: Words) -> str:
    """Where the class is, for all to see, and how many it is; the pane says the first of it itself."""
    phase = session.room.progress.phase
    said = [where(session, words)] if session.screen == PROJECTOR and phase != LOBBY else []
    said += [words(f"class.pulse.{COUNTED[phase]}")] if phase in COUNTED else []
    return " · ".join(said)


def _late(session: RoomSession) -> tuple[int, float]:
    """Who is still waited for: for the host to know, and for the class once the others' time is up."""
    is_told = session.screen == PANE or (session.screen == PROJECTOR and session.left == 0.0)
    return session.late if is_told else (0, 0.0)


def _spoken(session: RoomSession, words: Words) -> str:
    """What a screen reader says when the class has gone on."""
    progress = session.room.progress
    said = stopped(session) or f"class.spoken.{progress.phase}"
    return words(said, step=1 + progress.step, round=progress.round)


@cache
def _component() -> Any:
    """Registered at the first call: outside a running server there is nothing to register with."""
    html = '<p class="gradflow-pulse"></p>'
    return component("gradflow.room", html=html, css="room.css", js="room.js", isolate_styles=False)
