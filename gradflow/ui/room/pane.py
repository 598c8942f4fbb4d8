"""The teacher's private pane; a phone will do. It moves the class, and shows what the projector must not: the shares,
before the answer is out, and what they advise."""

from functools import partial
from urllib.parse import urlencode

import streamlit as st

from gradflow.classroom.phases import DISCUSS, ENDED, EXPLAIN, LOBBY, READ, RUN, VOTE, possible
from gradflow.classroom.room import FAVOURITE, LOCKED, PAUSED, REHEARSAL, WALL
from gradflow.classroom.tally import advice, shares_right
from gradflow.link import LANGUAGE, LESSON, PAPER
from gradflow.numbers import percent
from gradflow.text import Words
from gradflow.ui.lessons.style import style as lesson_style
from gradflow.ui.room.address import address_of, code_and_picture, is_of_this_machine, picture
from gradflow.ui.room.outcome import Found, favourite_run, outcome, rights, runs
from gradflow.ui.room.people import people
from gradflow.ui.room.pulse import pulse
from gradflow.ui.room.shares import bars, decided, labels, middles, strip, tallies, too_few
from gradflow.ui.room.taken_along import taken_along
from gradflow.ui.room.told import answered, statement
from gradflow.ui.room.wall.arranging import arranging
from gradflow.ui.session.browser_state import bound
from gradflow.ui.session.lessons.lessons_session import SHEET
from gradflow.ui.session.lessons.room_session import RoomSession
from gradflow.ui.session.visit import Visit
from gradflow.ui.widgets.streaming import show

LIMITS = (0, 30, 60, 90, 120, 180, 300)  # seconds of a vote
APART = ("reset", "end")  # moves that nobody makes in passing


def pane(visit: Visit, session: RoomSession, words: Words) -> None:
    show(visit, None)
    lesson_style()
    progress = session.room.progress
    with st.container(key="pane"):
        if session.refused:
            st.warning(words(session.refused))
        if progress.phase == ENDED:
            st.info(words("class.ended.host"))
        else:
            _where(session, words)
            pulse(session, words, counts=True)
            _moves(session, words)
        if progress.phase == LOBBY:
            if is_of_this_machine():
                st.warning(words("class.join.own_machine"))
            code_and_picture(session, words)
        elif progress.phase != ENDED:
            _question(session, words)
        _screens(session, words)
        people(session, words)
        taken_along(session, words)


def _where(session: RoomSession, words: Words) -> None:
    progress = session.room.progress
    phase = words(f"class.phase.{progress.phase}")
    if progress.round:
        phase = words("class.pane.round", phase=phase, round=progress.round)
    count = len(session.room.questions)
    st.markdown(words("class.pane.where", phase=phase, step=1 + progress.step, count=count))


def _moves(session: RoomSession, words: Words) -> None:
    """What leads on from here, the first as what one mostly does; what is out of order is not there to be pressed."""
    there = possible(session.room.progress)
    on = [each for each in there if each not in APART and not (each == "run" and session.is_unseen)]
    with st.container(horizontal=True, key="pane_moves"):
        for number, each in enumerate(on):
            kind = "secondary" if number else "primary"
            st.button(words(f"class.move.{each}"), key=f"move.{each}", type=kind, on_click=session.move, args=(each,))
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


def _switches(session: RoomSession, words: Words) -> None:
    flags, phase = session.room.flags, session.room.progress.phase
    offered = [PAUSED] if phase == VOTE else []
    offered += [LOCKED]
    if phase == RUN and _favourite(session):
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


def _favourite(session: RoomSession) -> bool:
    """Whether there is a run in which what most answered would be right."""
    last = tallies(session)[-1:]
    return bool(last) and favourite_run(session, last[0].favourite) is not None


def _question(session: RoomSession, words: Words) -> None:
    """What is asked, what the class has answered so far, and what that advises."""
    progress = session.room.progress
    with st.container(border=True):
        statement(session, words)
        rounds = tallies(session)
        found = outcome(session) if progress.phase != READ else None
        right = found.right if found else ""
        if named := labels(session, words):
            st.html(bars(named, rounds, None, right, words, decided(session, found.mark if found else None, words)))
        if drawn := strip(session, rounds, found.measured if found else float("nan"), words):
            st.html(drawn)
        for line in [*middles(session, rounds, words), too_few(rounds, words)]:
            if line:
                st.markdown(line)
        if found and (right or not named) and progress.phase in (VOTE, DISCUSS):
            _advice(session, found, words)
        if found and progress.phase in (VOTE, DISCUSS) and not too_few(rounds, words):
            st.caption(words("class.pane.private"))
        if found and progress.is_told:
            answered(session, found, words)
        if REHEARSAL in session.room.flags and (progress.phase == VOTE or WALL in session.room.flags):
            st.button(words("class.rehearse.button"), on_click=session.rehearse, icon=":material/groups:")


def _advice(session: RoomSession, found: Found, words: Words) -> None:
    station = session.station
    assert station
    given = session.classroom.answers.of_class(session.code, station.key, session.room.progress.round)
    shares = shares_right(given, rights(session, found, given))
    if shares is not None:
        right, sure = shares
        st.info(words(f"class.advice.{advice(right, session.room.progress.round)}", share=percent(right)))
        st.caption(words("class.advice.sure", share=percent(sure)))


def _screens(session: RoomSession, words: Words) -> None:
    """The projector's address, and the host's own on another device, which nobody else is to see."""
    projector = f"./room?room={session.code}&screen=projector&{LANGUAGE}={words.language}"
    st.markdown(f"[{words('class.pane.projector')}]({projector})")
    if session.lesson and not session.room.own:
        sheet = {LESSON: session.lesson.name, PAPER: SHEET, LANGUAGE: words.language}
        st.markdown(f"[{words('class.pane.sheet')}](./lessons?{urlencode(sheet)})")
    with st.expander(words("class.pane.join")):
        if session.room.progress.phase != LOBBY:
            code_and_picture(session, words)
        st.markdown(f"[{words('class.pane.as_learner')}](./join/{session.code}?{LANGUAGE}={words.language})")
    with st.expander(words("class.pane.second")):
        st.markdown(words("class.pane.second_how"))
        if session.secret:
            own = address_of(f"host/{session.code}/{session.secret}")
            st.code(own, language=None, wrap_lines=True)
            picture(own, words("class.pane.second_picture"))
