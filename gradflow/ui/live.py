"""The timed fragment: move on, say what is happening, draw it."""

import time

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from gradflow.service import AUDIENCE, RUNS
from gradflow.text import Words
from gradflow.theory.predict import explain
from gradflow.ui.learner import Learner
from gradflow.ui.pictures import pictures
from gradflow.ui.verdict import verdict

# Past about 40 % of its interval a tick loses frames; what training leaves of that is for drawing.
TRAINING_SHARE = 0.25
FLUSH = 0.015  # seconds that let the server send this frame before the next one may replace it


def live(learner: Learner, words: Words, headline: DeltaGenerator) -> None:
    """Frames as long as there is something to wait for; none while paused or done."""
    interval = AUDIENCE.interval if learner.playback.waiting else None
    st.fragment(frame, run_every=interval)(learner, words, headline, interval)


def frame(learner: Learner, words: Words, headline: DeltaGenerator, interval: float | None) -> None:
    """One tick. The page runs once more where the timer, or the buttons, are no longer right."""
    if interval:
        AUDIENCE.saw(learner.name)
    trace = learner.playback.tick(RUNS, seconds=TRAINING_SHARE * AUDIENCE.interval)
    prediction = explain(learner.experiment)
    verdict(learner, trace, prediction, words, headline)
    pictures(trace, prediction, words)
    if interval != (AUDIENCE.interval if learner.playback.waiting else None):
        st.rerun()
    time.sleep(FLUSH)
