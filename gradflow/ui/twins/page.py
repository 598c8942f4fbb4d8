"""The page of fair twins: choose what differs, watch where they part."""

from urllib.parse import parse_qsl

import streamlit as st

from gradflow.comparison.twins import LONGEST, MOST, Wrong, texts_of
from gradflow.formats import FORMAT
from gradflow.link import TWIN
from gradflow.networks import MOST_STATES
from gradflow.text import Words, quoted
from gradflow.ui.session import link
from gradflow.ui.session.browser_state import visit
from gradflow.ui.session.opening import open_twins
from gradflow.ui.session.twins_session import SEEDS, TwinsSession
from gradflow.ui.site import laboratory_of
from gradflow.ui.streamlit_internals.entry_script import run_in_entry_script
from gradflow.ui.twins.live import live, state_of
from gradflow.ui.twins.sidebar import sidebar
from gradflow.ui.widgets.transport import transport


def page() -> None:
    run_in_entry_script()
    visit_ = visit()
    session, drawing = open_twins(visit_), visit_.server.drawing
    if session.leaving is not None:
        leaving, session.leaving = session.leaving, None
        st.switch_page(laboratory_of(session.family).file, query_params=parse_qsl(leaving.to_query()))
    session.let_go()
    words = visit_.words.along(session.experiments[0].family.axis)
    link.say({TWIN: texts_of(session.experiments)}, words)
    if session.wrong:
        wrong = words("twins.and").join(_complaint(each, words) for each in session.wrong)
        st.warning(words("twins.link.broken", wrong=wrong))
    if session.gone:
        st.info(words("twins.gone"))
    if session.too_many:
        st.warning(words("limit.states", states=session.too_many.states, most=MOST_STATES))
    drawn = state_of(session)
    with st.container(key="stage"):
        with drawing:
            transport(session, words, session.together())
            _over_seeds(session, words)
        live(session, drawn, words)
    with drawing:
        sidebar(session, words)  # last: the first frame need not wait for the controls


def _over_seeds(session: TwinsSession, words: Words) -> None:
    session.over_seeds = st.toggle(
        words("twins.over_seeds", seeds=SEEDS),
        value=session.over_seeds,
        key=f"{words.language}.over_seeds",
        help=words("twins.over_seeds_help"),
    )


def _complaint(wrong: Wrong, words: Words) -> str:
    said = words(f"twins.link.{wrong.why}")
    said = said.format(most=MOST, longest=LONGEST, text=quoted(wrong.text), known=FORMAT)
    return said if wrong.why == "many" else words("twins.link.wrong", number=wrong.number, complaint=said)
