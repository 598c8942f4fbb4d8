"""The repair shop: every broken network with what is wrong with it, and the way to its laboratory."""

import streamlit as st

from gradflow.repairs import REPAIRS, budget, goal
from gradflow.text import Words
from gradflow.ui.laboratory.repairing import go
from gradflow.ui.session.browser_state import visit
from gradflow.ui.session.opening import open_list
from gradflow.ui.streamlit_internals.entry_script import run_in_entry_script
from gradflow.ui.widgets.address_bar import address_bar
from gradflow.ui.widgets.language_chooser import chooser
from gradflow.ui.widgets.learner_memory import learner_memory


def page() -> None:
    run_in_entry_script()
    visit_ = visit()
    words = visit_.words
    open_list(visit_)
    address_bar(visit_, words)
    with st.sidebar:
        chooser(words)
    with st.container(key="repair_shop"):
        st.title(words("repairs.title"), anchor=False)
        st.markdown(words("repairs.intro"))
        done = visit_.learner().memory.repaired & set(REPAIRS)
        if done:
            st.markdown(words("repairs.count", done=len(done), count=len(REPAIRS)))
        with st.container(key="repair_cards"):
            for name in REPAIRS:
                _card(name, name in done, words)
    learner_memory(visit_.learner(), words)


def _card(name: str, done: bool, words: Words) -> None:
    repair = REPAIRS[name]
    spoken = words.along(repair.broken.family.axis)
    with st.container(border=True, key=f"repair-{name}"):
        st.subheader(words(f"repair.{name}.label"), anchor=False)
        st.markdown(words(f"repair.{name}.symptom"))
        wanted = words("repairs.and").join(goal(repair, spoken))
        st.caption(words("repairs.task", goal=wanted, budget=budget(repair, words)))
        if done:
            st.markdown(words("repairs.mended"))
        if st.button(words("repairs.open"), key=f"open-{name}", icon=":material/build:"):
            go(visit(), name)
