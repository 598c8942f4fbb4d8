"""The pictures of a run: three maps over its whole width, below them the two of the view that is chosen."""

import streamlit as st

from gradflow.figures import maps
from gradflow.figures.run.chain import formula
from gradflow.text import Words
from gradflow.theory.predict import Prediction
from gradflow.trace import Trace
from gradflow.ui.laboratory.downloads import file_name
from gradflow.ui.laboratory.views import pair
from gradflow.ui.session.lab_session import LabSession
from gradflow.ui.widgets.live_figure import HEIGHT, live_figure


def pictures(session: LabSession, trace: Trace, seen: Trace, prediction: Prediction, words: Words) -> None:
    """Drawn in place: the same graphs from the first frame to the last.

    trace: up to the step on show. seen: all that has been shown, so that the maps stay whole while one goes back.
    """
    of = f"{file_name(session.experiment)}-step{len(trace)}"
    live_figure(maps(seen, words, at=len(trace) - 1), key="maps", height=HEIGHT, of=of)
    with st.container(key="pair"):
        if session.view == "chain" and (filled := formula(trace)):
            st.markdown(filled)
        shown = pair(session, trace, prediction, words)
        for name, figure in shown.items():  # beside each other (`style`): columns would be three messages a frame
            live_figure(figure, key=name, height=HEIGHT, of=of)
