"""Once the answer is out: one's own beside what was measured, the class around it, then the run, then why. A learner's
page and the projector show the same; only the learner's has somebody's answer in it."""

import streamlit as st

from gradflow.classroom import say
from gradflow.classroom.phases import EXPLAIN, REVEAL, RUN
from gradflow.lessons.mark import Marked
from gradflow.lessons.memory import Given
from gradflow.lessons.say import filled, measured
from gradflow.text import Words
from gradflow.ui.lessons.ask import known
from gradflow.ui.lessons.beside import beside_each_other
from gradflow.ui.lessons.board import board
from gradflow.ui.lessons.setting import setting
from gradflow.ui.room.outcome import Found, marked, outcome
from gradflow.ui.room.pulse import pulse
from gradflow.ui.room.run.on_show import other_run, run_on_show
from gradflow.ui.room.shares import bars, curves, decided, is_measured, labels, middles, strip, tallies, too_few
from gradflow.ui.room.wall.trying import trying
from gradflow.ui.session.lessons.room_session import LEARNER, RoomSession
from gradflow.ui.session.visit import Visit
from gradflow.ui.widgets.streaming import show


def told(visit: Visit, session: RoomSession, words: Words) -> None:
    found = outcome(session)
    phase = session.room.progress.phase
    if phase == REVEAL or found is None:
        show(visit, None)
    text, beside = st.columns([4, 5], gap="medium")
    with text:
        statement(session, words, known_too=other_run(session) is None)
        if found is None:
            st.markdown(words("lessons.running"))
        else:
            _said(session, found, words)
            if phase in (RUN, EXPLAIN) and session.screen == LEARNER and not session.is_unseen:
                trying(session, words)
        pulse(session, words, again=found is None)
    with beside:
        if found is not None and session.is_drawing:
            drawings(session, found, words)
        if found is not None and phase in (RUN, EXPLAIN) and not session.is_unseen:
            run_on_show(visit, session, words)
        elif not session.is_drawing:
            network(session, words)


def statement(session: RoomSession, words: Words, known_too: bool = True) -> None:
    """What was asked. known_too: with what is known of the network, which is another one's where that runs."""
    station = session.station
    assert station
    if station.asked is None:
        st.header(words("lessons.vote.title"), anchor=False)
        st.markdown(f"> {words(f'{station.key}.statement')}")
    else:
        if known_too:
            known(station, words)
        st.markdown(f"**{words(f'{station.asked.key}.question')}**")


def said_back(session: RoomSession, given: Given, words: Words) -> str:
    """One's own answer, as one says it."""
    station, lesson = session.station, session.lesson
    assert station and lesson
    return say.said_back(station.asked, lesson.misconception.rule.answers, given, words)


def uncounted(session: RoomSession, words: Words) -> str:
    """That a learner has committed nothing in the last round, "" where they have."""
    station, lesson = session.station, session.lesson
    assert station and lesson
    votes = lesson.misconception.rule.answers
    return say.uncounted(session.room.progress, session.answers, station.asked, votes, words)


def axes(session: RoomSession, words: Words) -> None:
    """Where a curve is asked for: what is drawn on, with one's own drawing once there is one."""
    if session.station and session.is_drawing:
        board(session, session.station, words, rests=True)


def network(session: RoomSession, words: Words) -> None:
    """The one that is asked about, before it runs."""
    station, lesson = session.station, session.lesson
    assert station and lesson
    if station.asked:
        setting(station.asked.experiment, words, station.asked.before)
    else:
        setting(lesson.misconception.trials[0].experiment, words)


def _said(session: RoomSession, found: Found, words: Words) -> None:
    """The answer, the class's, and in the end why."""
    station, given, rounds = session.station, session.given, tallies(session)
    assert station
    asked, mark, named = station.asked, marked(session, found, given), labels(session, words)
    if session.screen == LEARNER and (missed := uncounted(session, words)):
        st.info(missed)
    if named:
        _verdict(given is not None and bool(found.right), given is not None and given.answer == found.right, words)
        st.html(bars(named, rounds, given, found.right, words, decided(session, found.mark, words)))
        if session.room.own and asked and mark and is_measured(session):
            read = {"what": words(f"class.own.reads.{asked.prompt.reads}"), "step": asked.prompt.at}
            key = "read" if found.right else "undecided"
            st.caption(words(f"class.own.{key}", **read, value=measured(asked.prompt, mark)))
    elif asked and given and mark:
        beside_each_other(asked, given, mark, words)
    else:
        _measured(session, found, words)
    if drawn := strip(session, rounds, found.measured, words):
        st.html(drawn)
    for line in [*middles(session, rounds, words), too_few(rounds, words)]:
        if line:
            st.markdown(line)
    if session.room.progress.phase == EXPLAIN:
        _explained(session, found, mark, words)


def answered(session: RoomSession, found: Found, words: Words) -> None:
    """What was measured, and why: for a teacher as soon as a class may know the first of it."""
    _measured(session, found, words)
    _explained(session, found, marked(session, found, None), words)


def _measured(session: RoomSession, found: Found, words: Words) -> None:
    """A number; what was chosen or drawn stands with what the class has chosen or drawn."""
    asked = session.station.asked if session.station else None
    if asked and found.mark and not labels(session, words) and not session.is_drawing:
        st.markdown(f"### {words('lessons.was_measured', value=measured(asked.prompt, found.mark))}")


def _verdict(there: bool, right: bool, words: Words) -> None:
    if there:
        kind, said = ("right", "lessons.right") if right else ("wrong", "lessons.not_so")
        st.html(f'<p class="gradflow-verdict {kind}">{words(said)}</p>')


def _explained(session: RoomSession, found: Found, mark: Marked | None, words: Words) -> None:
    station, given = session.station, session.given
    assert station
    asked = station.asked
    if asked is None:
        if given:
            st.markdown(words(f"{station.key}.feedback.{given.answer}"))
        st.markdown(words(f"{station.key}.answer"))
        return
    assert mark
    if given and (feedback := words(f"{asked.key}.feedback.{mark.said}")):
        st.markdown(filled(feedback, asked.prompt, given.answer, mark, found.traces[0]))
    if why := words.get(f"{asked.key}.why"):
        st.markdown(f"**{words('lessons.why')}** {why}")
    answer = given.answer if given else found.measured
    st.markdown(filled(words(f"{asked.key}.answer"), asked.prompt, answer, mark, found.traces[0]))


def drawings(session: RoomSession, found: Found, words: Words) -> None:
    """The measured curve, and the class's around it."""
    station = session.station
    assert station
    rounds = curves(session, tallies(session))
    board(session, station, words, marked(session, found, session.given), rounds)
