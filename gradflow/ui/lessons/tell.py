"""What a run says of an answer: both beside each other, a sentence about this answer, and why."""

from collections.abc import Sequence

import streamlit as st

from gradflow.experiment import Experiment
from gradflow.lessons.lesson import Asked
from gradflow.lessons.mark import Answer, Marked, marked, mistaken_runs
from gradflow.lessons.memory import CERTAIN, GUESSED, SURE, Given
from gradflow.lessons.over_seeds import over_the_seeds
from gradflow.lessons.prompt import Sketch
from gradflow.lessons.say import as_written, filled
from gradflow.lessons.way import Station
from gradflow.service.server import Server
from gradflow.text import Words
from gradflow.trace import Trace
from gradflow.ui.laboratory.live import Part
from gradflow.ui.lessons.beside import beside_each_other
from gradflow.ui.lessons.board import board
from gradflow.ui.lessons.ends import go_on
from gradflow.ui.lessons.gathering import gathered
from gradflow.ui.lessons.own_words import own_words
from gradflow.ui.lessons.setting import address, setting
from gradflow.ui.lessons.watch import SIZES, answering, picture_of, watch
from gradflow.ui.session.lessons.lessons_session import LessonsSession
from gradflow.ui.session.visit import Visit


def tell(visit: Visit, session: LessonsSession, station: Station, words: Words) -> None:
    asked, given = station.asked, session.given
    assert asked and given
    runs, bands = runs_of(asked), seeds_of(asked)
    late = any(session.server.bands.get(each) is None for each in bands)  # a drawing is judged beside other seeds
    text, right = st.columns([4, 5], gap="medium")
    with text:
        _title(station, words)
        if asked.look.unseen or late:  # nothing of an unseen run is sent either
            found = gathered(visit, session, [(run, asked.prompt.at + 1) for run in runs], words, bands)
        else:
            found = session.traces(runs, asked.prompt.at)
            if found is None:
                st.markdown(words("lessons.running"))
        mark = _marked(session, station, asked, given, found) if found else None
        if mark and found:
            _said(session, station, mark, found[0], words)
    with right:
        if asked.look.unseen or (late and found is None):
            setting(asked.experiment, words, asked.before)
        else:
            _shown(visit, session, station, runs, mark, words)


def _shown(
    visit: Visit, session: LessonsSession, station: Station, runs: list[Experiment], mark: Marked | None, words: Words
) -> None:
    """The run, and over a drawing what was measured."""
    asked = station.asked
    assert asked
    sketch, at = isinstance(asked.prompt, Sketch), asked.prompt.at
    if sketch and mark:
        board(session, station, words, mark)
    parts: tuple[Part, ...] = ("maps",) if sketch else ("maps", "view")
    look = answering(asked.experiment, asked.look, asked.prompt.reads)
    watch(visit, session, asked.experiment, look, words, parts, runs, at, at, mark is not None)
    if not sketch and picture_of(asked.experiment, look, at) == SIZES:
        st.caption(words.along(asked.experiment.family.axis)("lessons.relative"))


def _marked(session: LessonsSession, station: Station, asked: Asked, given: Given, found: list[Trace]) -> Marked:
    """By the learner's own run, and by the band of seeds where that is of the same curve."""
    mark = mark_of(session.server, asked, given.answer, found)
    lesson = asked.key.split(".")[1]
    session.memory.mark(station.key, lesson, asked.topic, mark.right, item=not station.exercise)
    return mark


def runs_of(asked: Asked) -> list[Experiment]:
    """What has to be trained to mark an answer: the run itself, the one that it is beside, and those that a drawing may
    be mistaken for."""
    return [asked.experiment, *([asked.before] if asked.before else []), *mistaken_runs(asked)]


def seeds_of(asked: Asked) -> list[Experiment]:
    """Of which run the seeds are drawn too."""
    return [asked.experiment] if isinstance(asked.prompt, Sketch) and over_the_seeds(asked.prompt) else []


def mark_of(server: Server, asked: Asked, answer: Answer, found: Sequence[Trace]) -> Marked:
    """found: the traces of `runs_of`."""
    before = found[1] if asked.before else None
    others = found[2 if asked.before else 1 :]
    band = next((server.bands.get(each) for each in seeds_of(asked)), None)
    return marked(asked, answer, found[0], before, band, others)


def _title(station: Station, words: Words) -> None:
    assert station.asked
    key = station.asked.key
    if station.is_contrast:
        st.header(words("lessons.contrast"), anchor=False)
        st.markdown(words(f"{key}.change"))
    else:
        st.header(words(f"{key}.title" if station.exercise else "lessons.item"), anchor=False)
    st.markdown(f"**{words(f'{key}.question')}**")


def _said(session: LessonsSession, station: Station, mark: Marked, trace: Trace, words: Words) -> None:
    asked, given = station.asked, session.given
    assert asked and given
    key = asked.key

    def fill(name: str) -> str:
        return filled(words(f"{key}.{name}"), asked.prompt, given.answer, mark, trace)

    beside_each_other(asked, given, mark, words)
    st.markdown(fill(f"feedback.{mark.said}"))
    if surprise(given, mark.right):
        st.caption(words(f"lessons.{surprise(given, mark.right)}"))
    if mark.instead:
        st.markdown(f"[{words('lessons.open_instead')}]({address(mark.instead, words)})")
    if station.exercise and not station.is_contrast:
        st.markdown(f"**{words('lessons.why')}** {words(f'{key}.why')}")
        if given.words is None:
            own_words(session, station.key, words)
            return
        if given.words:
            st.markdown(as_written(given.words))
    with st.container(key="lesson_answer"):
        st.markdown(fill("answer"))
    go_on(session, words)


def surprise(given: Given, right: bool) -> str:
    """Whoever was sure and wrong has the most to gain, and is told so."""
    assert given.sure in SURE
    if given.sure >= CERTAIN and not right:
        return "sure_and_wrong"
    return "unsure_and_right" if given.sure <= GUESSED and right else ""
