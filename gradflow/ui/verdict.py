"""The verdict: what is happening, in one sentence with live numbers; how far the run is; why it is called so."""

import numpy as np
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from gradflow.diagnosis import diagnose
from gradflow.reading import headline, remarks, rule
from gradflow.service import AUDIENCE, RUNS
from gradflow.text import Words
from gradflow.theory.predict import Prediction
from gradflow.trace import Trace
from gradflow.ui.learner import Learner
from gradflow.ui.remedies import aids, offer


def verdict(learner: Learner, trace: Trace, prediction: Prediction, words: Words, place: DeltaGenerator) -> None:
    """Written into `place`, which stands above the controls."""
    with place.container(key="verdict"):
        if len(trace) == 0:
            st.markdown(words("status.compiling"))
            return
        diagnosis = diagnose(trace)
        st.markdown(headline(diagnosis, prediction, words))
        with st.container(horizontal=True, vertical_alignment="center", key="status"):
            st.markdown(status(trace, learner.playback.ended(RUNS), words), width="content")
            with st.popover(words("verdict.rule"), type="tertiary", key="rule"):
                st.markdown(rule(diagnosis, words))
                for remark in remarks(diagnosis, prediction, words):
                    st.markdown(f"- {remark}")
        if fitting := aids(trace):
            offer(learner, fitting, words)
        if AUDIENCE.slowed:
            st.caption(words("status.slower", learners=len(AUDIENCE), seconds=f"{AUDIENCE.interval:g}"))


def status(trace: Trace, ended: bool, words: Words) -> str:
    """How far the run is, and how well it does."""
    step, steps = len(trace), trace.experiment.steps
    key = "ended" if trace.first_non_finite() else "done" if ended else "step"
    held_out = trace.held_out_accuracy[np.isfinite(trace.held_out_accuracy)]
    parts = [words(f"status.{key}", step=step, steps=steps), words("status.loss", loss=f"{trace.loss[-1]:.3g}")]
    if np.isfinite(trace.accuracy[-1]):
        parts.append(words("status.accuracy", percent=f"{100 * trace.accuracy[-1]:.0f}"))
    if held_out.size:
        parts.append(words("status.held_out", percent=f"{100 * held_out[-1]:.0f}"))
    return " · ".join(parts)
