"""What leads a class on: the moves from here, the switches, and how what has no way back is confirmed."""

from functools import partial
from typing import Literal

import streamlit as st

from gradflow.classroom.phases import EXPLAIN, READ, RUN, VOTE
from gradflow.classroom.room import FAVOURITE, LOCKED, PAUSED, REHEARSAL, WALL
from gradflow.text import Words
from gradflow.ui.room.outcome import favourite_run, runs
from gradflow.ui.room.pulse import stopped
from gradflow.ui.room.wall.arranging import arranging
from gradflow.ui.session.browser_state import bound
from gradflow.ui.session.lessons.room_session import RoomSession

LIMITS = (0, 30, 60, 90, 120, 180, 300)  # seconds of a vote
APART = ("reset", "end")  # moves that nobody makes in passing


def moves(session: RoomSession, words: Words) -> None:
    """What leads on from here, the first as what one mostly does; what is out of order is not there to be pressed."""
    there = session.moves
    on = [each for each in there if each not in APART and not (each == "run" and session.is_unseen)]
    with st.container(horizontal=True, key="pane_moves"):
        ends = session.room.progress.phase == EXPLAIN and ends_here(session)
        for number, each in enumerate(on):
            kind = "secondary" if number or ends else "primary"
            st.button(words(f"class.move.{each}"), key=f"move.{each}", type=kind, on_click=session.move, args=(each,))
        if ends_here(session):
            asked_once_more("end", session, words, "primary" if ends else "secondary")
        is_open = session.room.progress.phase == VOTE and not stopped(session)
        if REHEARSAL in session.room.flags and (is_open or WALL in session.room.flags):
            st.button(words("class.rehearse.button"), on_click=session.rehearse, icon=":material/groups:")
    if ends and "next" in there:
        st.caption(words("class.pane.homework_next", count=len(session.room.questions) - session.room.homework))
    _switches(session, words)
    if WALL in session.room.flags and session.has_wall:
        arranging(session, words)
    if session.room.progress.phase in (RUN, EXPLAIN) and not session.is_unseen:
        _steps(session, words)
    if {"vote", "vote_again"} & set(there):
        st.select_slider(
            words("class.pane.limit"),
            LIMITS,
            format_func=lambda seconds: words("class.pane.seconds" if seconds else "class.pane.open", seconds=seconds),
            **bound("room_limit", session.seconds, partial(setattr, session, "seconds")),
        )


def ends_here(session: RoomSession) -> bool:
    """Whether the class may end here: nothing is left for it but homework."""
    progress = session.room.progress
    return progress.phase in (READ, EXPLAIN) and progress.step + 1 >= session.room.homework


def asked_once_more(
    move: str, session: RoomSession, words: Words, kind: Literal["primary", "secondary"] = "secondary"
) -> None:
    """One of those that are for everybody, and without a way back. Once it is made, its question is closed."""
    key = f"room_{move}.{session.room.version}"
    with st.popover(words(f"class.move.{move}"), width="content", type=kind, key=key):
        st.markdown(words(f"class.take.{move}_sure"))
        st.button(words(f"class.take.{move}"), key=f"move.{move}", on_click=session.move, args=(move,))


def _switches(session: RoomSession, words: Words) -> None:
    flags, phase = session.room.flags, session.room.progress.phase
    offered = [PAUSED] if phase == VOTE else []
    offered += [LOCKED]
    if phase == RUN and favourite_run(session) is not None:
        offered.append(FAVOURITE)
    if phase in (RUN, EXPLAIN) and session.has_wall:
        offered.append(WALL)
    with st.container(horizontal=True, key="pane_switches"):
        for flag in offered:
            st.toggle(
                words(f"class.flag.{flag}"),
                help=words(f"class.flag.{flag}_help"),
                **bound(f"flag.{flag}", flag in flags, partial(session.set, flag)),
            )


def _steps(session: RoomSession, words: Words) -> None:
    """From which to which step the class sees the run. Steps are counted from 0, and how many there are from 1."""
    last = runs(session)[0][0].steps - 1

    def show(chosen: tuple[int, int]) -> None:
        all_or_none = chosen == (0, last) or chosen[0] >= chosen[1]
        session.show_steps(None if all_or_none else (1 + chosen[0], 1 + chosen[1]))

    steps = session.room.steps
    shown = (steps[0] - 1, min(steps[1] - 1, last)) if steps else (0, last)
    key = f"room_steps.{session.room.progress.step}"
    st.slider(words("class.pane.steps"), 0, last, shown, **bound(key, shown, show))
