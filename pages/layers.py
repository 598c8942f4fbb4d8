"""Laboratory for layered networks: choose, watch, read."""

import streamlit as st

from gradflow.service import TURN
from gradflow.ui import link
from gradflow.ui.language import words
from gradflow.ui.learner import learner
from gradflow.ui.live import live
from gradflow.ui.remedies import remedies
from gradflow.ui.sidebar import sidebar
from gradflow.ui.transport import transport
from gradflow.ui.views import views

words_, learner_ = words(), learner()
link.write(learner_.experiment, words_)
if learner_.broken:
    st.warning(link.complaint(learner_.broken, words_))
if learner_.elsewhere:
    st.info(words_("own.elsewhere", task=words_(f"choice.task.{learner_.experiment.task}.label")))
with st.container(key="stage"):
    with TURN:
        transport(learner_, words_)
        remedies(learner_, words_)
        views(learner_, words_)
    live(learner_, words_)
with TURN:
    sidebar(learner_, words_)  # last: the first frame of a new run need not wait for thirty controls
