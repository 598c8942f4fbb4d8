"""The pictures of a run: three maps over its whole width, below them the profile and the curves."""

import streamlit as st

from gradflow.figures import curves, maps, profile
from gradflow.text import Words
from gradflow.theory.predict import Prediction
from gradflow.trace import Trace
from gradflow.ui.live_figure import live_figure

HEIGHT = 285  # pixels; two rows of pictures under the controls fill a laptop's first screen


def pictures(trace: Trace, prediction: Prediction, words: Words) -> None:
    """Drawn in place: the same graphs from the first frame to the last."""
    live_figure(maps(trace, words), key="maps", height=HEIGHT)
    left, right = st.columns(2)
    with left:
        live_figure(profile(trace, prediction.profile, words), key="profile", height=HEIGHT)
    with right:
        live_figure(curves(trace, words), key="curves", height=HEIGHT)
