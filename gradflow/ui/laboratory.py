"""A laboratory: choose, watch, read. One page for every family."""

import streamlit as st

from gradflow.networks import MOST_STATES, Family
from gradflow.service import TURN
from gradflow.ui import link
from gradflow.ui.framed import framed
from gradflow.ui.language import words
from gradflow.ui.learner import learner
from gradflow.ui.live import live, standing
from gradflow.ui.pairs import VIEWS
from gradflow.ui.remedies import remedies
from gradflow.ui.sidebar import sidebar
from gradflow.ui.transport import transport
from gradflow.ui.views import views


def laboratory(family: Family) -> None:
    """The page; a link to a network of another family opens its own."""
    framed()
    if (other := link.named()) not in (None, family):
        st.switch_page(f"pages/{other.page}.py", query_params=link.pairs())
    words_ = words().along(family.axis)
    learner_ = learner(family, next(iter(VIEWS[family])))
    link.write(learner_.experiment, words_)
    if learner_.broken:
        st.warning(link.complaint(learner_.broken, family, words_))
    if learner_.elsewhere:
        st.info(words_("own.elsewhere", task=words_(f"choice.task.{learner_.experiment.task}.label")))
    if learner_.too_many:
        st.warning(words_("limit.states", states=learner_.too_many.states, most=MOST_STATES))
    drawn = standing(learner_)
    with st.container(key="stage"):
        with TURN:
            transport(learner_, words_)
            remedies(learner_, words_)
            views(learner_, words_)
        live(learner_, drawn, words_)
    with TURN:
        sidebar(learner_, words_)  # last: the first frame of a new run need not wait for thirty controls
