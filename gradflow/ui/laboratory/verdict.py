"""The verdict: what is happening, in one sentence with live numbers; how far the run is; why it is called so."""

import numpy as np
import streamlit as st

from gradflow.diagnosis import diagnose
from gradflow.reading import effect, headline, remarks, rule
from gradflow.service import AUDIENCE, LONGEST, RUNS
from gradflow.text import Words
from gradflow.theory.predict import Prediction
from gradflow.trace import Trace
from gradflow.ui.laboratory.remedies import aids, offer
from gradflow.ui.session.lab_session import LabSession


def verdict(session: LabSession, trace: Trace, prediction: Prediction, words: Words) -> None:
    """Drawn by the fragment, and shown above the controls (`style`)."""
    with st.container(key="verdict"):
        if len(trace) == 0:
            st.markdown(words("status.compiling"))
            return
        diagnosis = diagnose(trace)
        st.markdown(headline(diagnosis, prediction, words))
        if changed := effect(trace, diagnosis, words):
            with st.container(key="effect"):  # smaller than the headline (`style`)
                st.markdown(changed)
        with st.container(horizontal=True, vertical_alignment="center", key="status"):
            exhausted = RUNS.get(session.experiment).exhausted
            st.markdown(status(trace, session.playback.ended(RUNS), words, exhausted), width="content")
            with st.popover(words("verdict.rule"), type="tertiary", key="rule"):
                listed = [f"- {remark}" for remark in remarks(diagnosis, prediction, words)]
                st.markdown("\n".join([rule(diagnosis, words), "", *listed]))  # one message, not five
            if fitting := aids(trace):
                offer(session, fitting, words)
        if AUDIENCE.slowed:
            seconds = f"{AUDIENCE.interval_for(session.name):g}"
            st.caption(words("status.slower", learners=len(AUDIENCE), seconds=seconds))


def status(trace: Trace, ended: bool, words: Words, exhausted: bool = False) -> str:
    """How far the run is, and how well it does; exhausted: it ended for having taken all the computing it may."""
    step, steps = len(trace), trace.experiment.steps
    key = "ended" if trace.first_non_finite() else "done" if ended else "step"
    if ended and exhausted:
        parts = [words("status.exhausted", step=step, steps=steps, minutes=int(LONGEST / 60))]
    else:
        parts = [words(f"status.{key}", step=step, steps=steps)]
    if np.isfinite(trace.loss[-1]):
        parts.append(words("status.loss", loss=f"{trace.loss[-1]:.3g}"))
        parts += [words(f"status.{name}", percent=percent) for name, percent in _percents(trace)]
    return " · ".join(parts)


def _percents(trace: Trace) -> list[tuple[str, str]]:
    """The latest accuracies; none for a task without classes."""
    held_out = trace.held_out_accuracy[np.isfinite(trace.held_out_accuracy)]
    latest = {"accuracy": trace.accuracy[-1], "held_out": held_out[-1] if held_out.size else np.nan}
    return [(name, f"{100 * share:.0f}") for name, share in latest.items() if np.isfinite(share)]
