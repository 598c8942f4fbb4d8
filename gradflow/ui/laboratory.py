"""A laboratory: choose, watch, read. One page for every kind of network."""

import streamlit as st

from gradflow.experiment import default_of
from gradflow.network import MLP, MOST_STATES, RNN, Network
from gradflow.service import TURN
from gradflow.trace import trace_class
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

PAGES: dict[type[Network], str] = {MLP: "layers", RNN: "time"}  # files in pages/, and addresses


def laboratory(kind: type[Network]) -> None:
    """The page; a link to a network of another kind opens its own."""
    framed()
    if (other := link.named()) not in (None, kind):
        st.switch_page(f"pages/{PAGES[other]}.py", query_params=link.pairs())
    words_ = words().along(trace_class(default_of(kind)).AXIS)
    learner_ = learner(kind, next(iter(VIEWS[kind])))
    link.write(learner_.experiment, words_)
    if learner_.broken:
        st.warning(link.complaint(learner_.broken, words_))
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
