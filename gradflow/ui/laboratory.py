"""A laboratory: choose, watch, read. One page for every family."""

import streamlit as st

from gradflow.networks import MOST_STATES, Family
from gradflow.service import TURN
from gradflow.ui.session import link
from gradflow.ui.streamlit_internals.entry_script import run_in_entry_script
from gradflow.ui.session.language import words
from gradflow.ui.session.lab_session import learner
from gradflow.ui.laboratory.live import live, standing
from gradflow.ui.laboratory.views import VIEWS
from gradflow.ui.laboratory.remedies import remedies
from gradflow.ui.laboratory.sidebar import sidebar
from gradflow.ui.widgets.transport import transport
from gradflow.ui.laboratory.view_chooser import views


def laboratory(family: Family) -> None:
    """The page; a link to a network of another family opens its own."""
    run_in_entry_script()
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
