"""The page of a room. Which side of it somebody sees, cookies say; the pane and the projector need the host's."""

from collections.abc import Mapping

import streamlit as st

from gradflow.classroom.classroom import Classroom
from gradflow.classroom.codes import code_of
from gradflow.classroom.identity import HOST
from gradflow.classroom.own.lesson import words_of_own
from gradflow.classroom.refused import GONE, Refusal
from gradflow.classroom.store.database import Unavailable
from gradflow.link import LESSON, OWN, PROJECTOR, ROOM, SCREEN
from gradflow.text import Words
from gradflow.ui.room.entrance import entrance
from gradflow.ui.room.learner import learner
from gradflow.ui.room.pane import pane
from gradflow.ui.room.projector import projector
from gradflow.ui.room.style import style
from gradflow.ui.root import classroom
from gradflow.ui.session.browser_state import visit
from gradflow.ui.session.lessons.room_session import LEARNER, PANE, RoomSession
from gradflow.ui.session.opening import open_list
from gradflow.ui.session.visit import Visit
from gradflow.ui.streamlit_internals.entry_script import run_in_entry_script
from gradflow.ui.widgets.address_bar import address_bar
from gradflow.ui.widgets.language_chooser import chooser
from gradflow.ui.widgets.name_of_page import name_of_page
from gradflow.ui.widgets.streaming import show

SIDES = {LEARNER: learner, PROJECTOR: projector, PANE: pane}


def page() -> None:
    run_in_entry_script()
    visit_ = visit()
    words = visit_.words
    address_bar(visit_, words)
    if visit_.address.unread or not visit_.room_asked:
        visit_.room, visit_.room_asked = None, _asked()
    open_list(visit_, [(name, text) for name, text in visit_.room_asked.items() if text])
    at_entrance = False  # which has the language in its head
    try:
        session = _session(visit_, classroom())
        style(session.screen if session else "")
        with st.container(key="room"):
            if session is None:
                at_entrance = True
                show(visit_, None)
                entrance(visit_, words, visit_.room_asked[LESSON], visit_.room_asked[OWN])
            else:
                try:
                    session.come()
                finally:
                    words = words_of_own(session.room.own, words)
                    name_of_page(_name(session, words), seen=session.screen == PANE)
                SIDES[session.screen](visit_, session, words)
    except Refusal as refusal:
        _say(visit_, f"class.refused.{refusal.why}", words)
    except Unavailable as unavailable:
        _say(visit_, f"class.unavailable.{unavailable.why}", words)
    if not at_entrance and (visit_.room is None or visit_.room.screen != PROJECTOR):
        with st.container(key="room_language"):
            chooser(words)


def _asked() -> dict[str, str]:
    """What the address says."""
    code = code_of(st.query_params.get(ROOM, ""))
    return {ROOM: code} | {name: st.query_params.get(name, "") for name in (SCREEN, LESSON, OWN)}


def _session(visit_: Visit, rooms: Classroom) -> RoomSession | None:
    """This visit's in the room of its address; None where it names none, or one that this browser has not joined."""
    code = visit_.room_asked[ROOM]
    if visit_.room is not None or not code:
        return visit_.room
    screen, who, secret = _side(rooms, code, st.context.cookies, visit_.room_asked[SCREEN])
    if not screen:
        return None
    room = rooms.rooms.get(code)
    if room is None:
        raise Refusal(GONE)
    here = {"code": code, "screen": screen, "learner": who, "secret": secret, "room": room}
    visit_.room = RoomSession(server=visit_.server, classroom=rooms, **here)
    return visit_.room


def _side(rooms: Classroom, code: str, cookies: Mapping[str, str], asked: str) -> tuple[str, str, str]:
    """Which side this browser may see, which learner looks at it, and the secret of a host."""
    who = rooms.signer.learner(code, cookies)
    secret = cookies.get(f"{HOST}{code}", "")
    if asked != LEARNER and secret and rooms.rooms.is_host(code, secret):
        return (PROJECTOR if asked == PROJECTOR else PANE), "", secret
    return (LEARNER, who, "") if who else ("", "", "")


def _name(session: RoomSession, words: Words) -> str:
    """Of a room that is gone, no lesson is known."""
    if session.lesson is None:
        return words("class.title")
    return words("class.pane.title", code=session.code, lesson=words(f"lesson.{session.lesson.name}.title"))


def _say(visit_: Visit, key: str, words: Words) -> None:
    show(visit_, None)
    if visit_.room is None:
        name_of_page(words("class.title"))
    st.warning(words(key))
