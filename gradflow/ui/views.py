"""Views: which pair of pictures stands below the maps."""

import streamlit as st

from gradflow.figures import chain, curves, norms, profile, ratios, units
from gradflow.figures.live import LiveFigure
from gradflow.text import Words
from gradflow.theory.predict import Prediction
from gradflow.trace import Trace
from gradflow.ui.downloads import downloads
from gradflow.ui.learner import Learner

VIEWS = ("profile", "chain", "updates")


def views(learner: Learner, words: Words) -> None:
    """The chooser, and beside it the downloads. Drawn with the controls, shown below the maps (`style`)."""
    with st.container(horizontal=True, horizontal_alignment="distribute", key="views"):
        learner.view = st.segmented_control(
            words("view.title"),
            VIEWS,
            default=learner.view,
            format_func=lambda view: words(f"view.{view}"),
            key=f"{words.language}.view",
            required=True,
            label_visibility="collapsed",
        )
        downloads(learner, words)


def pair(view: str, trace: Trace, prediction: Prediction, words: Words) -> dict[str, LiveFigure]:
    """The two pictures of a view, by name."""
    if view == "chain":
        return {"chain": chain(trace, words), "units": units(trace, words)}
    if view == "updates":
        return {"norms": norms(trace, words), "ratios": ratios(trace, words)}
    return {"profile": profile(trace, prediction.profile, words), "curves": curves(trace, words)}
