"""Runs that a page waits for: trained in the learner's share of the machine, with a line that says how far they are."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from gradflow.experiment import Experiment
from gradflow.service.server import Server
from gradflow.service.viewing.audience import TRAINING_OF_INTERVAL
from gradflow.streaming.live_page import LivePage, Sight
from gradflow.text import Words
from gradflow.trace import Trace
from gradflow.ui.session.lessons.lessons_session import LessonsSession
from gradflow.ui.session.visit import Visit
from gradflow.ui.widgets.live_text import live_text
from gradflow.ui.widgets.streaming import show

TEXT = "gathered"
Wanted = Sequence[tuple[Experiment, int]]  # and how many of its steps


def gathered(
    visit: Visit, session: LessonsSession, wanted: Wanted, words: Words, bands: Sequence[Experiment] = ()
) -> list[Trace] | None:
    """The traces, once all are there, and the bands of seeds of these; until then the line, and the page is drawn anew
    when they are."""
    if _count(session.server, wanted, bands) == len(wanted) + len(bands):
        show(visit, None)
        return [session.server.runs.get(each).upto(steps) for each, steps in wanted]
    see = partial(_look, session, wanted, bands, words)
    show(visit, LivePage(session, see, state=False, advance=partial(_advance, session.server, wanted)))
    with st.container(key="gathering"):
        live_text(TEXT, visit.token, bar=True)
    return None


def _count(server: Server, wanted: Wanted, bands: Sequence[Experiment]) -> int:
    """How many are there; a band is made in the background, once it is asked for."""
    runs = [(server.runs.get(each), steps) for each, steps in wanted]
    there = [len(run) >= steps or run.finished for run, steps in runs]
    return sum(there) + sum(server.bands.get(each) is not None for each in bands)


def _look(session: LessonsSession, wanted: Wanted, bands: Sequence[Experiment], words: Words) -> Sight:
    there, count = _count(session.server, wanted, bands), len(wanted) + len(bands)
    texts = {TEXT: words("lessons.gathering", there=there, count=count)}
    interval = session.server.audience.interval_for(session.name)
    return Sight({}, texts, "", state=there == count, interval=interval, progress=there / count)


def _advance(server: Server, wanted: Wanted, interval: float) -> None:
    """Those that are behind, one after the other, in one learner's share."""
    share, left = server.audience.share(interval), TRAINING_OF_INTERVAL * interval
    behind = [(run, steps) for each, steps in wanted if len(run := server.runs.get(each)) < steps and not run.finished]
    for run, steps in behind:
        run.advance(steps, left / len(behind), share / len(behind))
