"""The timed fragment: move on, say what is happening, draw it."""

import time
from typing import NamedTuple

import streamlit as st

from gradflow.experiment import Experiment
from gradflow.service import AUDIENCE, RUNS
from gradflow.text import Words
from gradflow.theory.predict import explain
from gradflow.ui.learner import Learner
from gradflow.ui.pictures import pictures
from gradflow.ui.verdict import verdict
from gradflow.ui.views import awaited
from gradflow.ui.walk import walking

TRAINING_SHARE = 0.25  # of the interval; drawing has the rest of what a tick may work (Audience)
FLUSH = 0.015  # seconds that let the server send this frame before the next one may replace it


def live(learner: Learner, words: Words) -> None:
    """Frames as long as there is something to wait for; none while paused or done."""
    standing = _standing(learner)
    if standing.interval:
        AUDIENCE.saw(learner.name)  # before the first tick: a class that opens the page at once is counted at once
    st.fragment(frame, run_every=standing.interval)(learner, words, standing)


class Standing(NamedTuple):
    """What the page around the pictures was drawn for: its controls and its timer, in seconds."""

    now: Experiment
    playing: bool
    waiting: bool
    interval: float | None


def frame(learner: Learner, words: Words, drawn: Standing) -> None:
    """One tick. Where the page around it is no longer right, the page runs once more."""
    if drawn.interval:
        AUDIENCE.saw(learner.name)
    trace = learner.playback.tick(RUNS, seconds=TRAINING_SHARE * AUDIENCE.interval)
    prediction = explain(learner.experiment)
    verdict(learner, trace, prediction, words)
    playback = learner.playback
    seen = trace if playback.waiting else RUNS.get(learner.experiment).upto(playback.furthest)
    pictures(learner, trace, seen, prediction, words)
    if drawn != _standing(learner):
        st.rerun()
    time.sleep(FLUSH)


def _standing(learner: Learner) -> Standing:
    playback = learner.playback
    interval = None
    if playback.waiting or awaited(learner):
        interval = AUDIENCE.interval_for(RUNS.get(learner.experiment).fastest)
    elif walking(learner):
        interval = AUDIENCE.interval
    return Standing(learner.now, playback.playing, playback.waiting, interval)
