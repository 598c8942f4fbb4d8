"""The page of fair twins: choose what differs, watch where they part."""

from urllib.parse import parse_qsl

import streamlit as st

from gradflow.comparison.twins import LONGEST, MOST, Wrong, texts_of
from gradflow.formats import FORMAT
from gradflow.link import TWIN
from gradflow.networks import MOST_STATES
from gradflow.service import TURN
from gradflow.text import Words, quoted
from gradflow.ui.session import link
from gradflow.ui.session.language import words
from gradflow.ui.session.twins_session import SEEDS, TwinsSession, twins_session
from gradflow.ui.site import laboratory_of
from gradflow.ui.streamlit_internals.entry_script import run_in_entry_script
from gradflow.ui.twins.live import live, standing
from gradflow.ui.twins.sidebar import sidebar
from gradflow.ui.widgets.transport import transport


def page() -> None:
    run_in_entry_script()
    session = twins_session()
    if session.leaving is not None:
        leaving, session.leaving = session.leaving, None
        st.switch_page(laboratory_of(session.family).file, query_params=parse_qsl(leaving.to_query()))
    session.let_go()
    words_ = words().along(session.experiments[0].family.axis)
    link.say({TWIN: texts_of(session.experiments)}, words_)
    if session.wrong:
        wrong = words_("twins.and").join(_complaint(each, words_) for each in session.wrong)
        st.warning(words_("twins.link.broken", wrong=wrong))
    if session.gone:
        st.info(words_("twins.gone"))
    if session.too_many:
        st.warning(words_("limit.states", states=session.too_many.states, most=MOST_STATES))
    drawn = standing(session)
    with st.container(key="stage"):
        with TURN:
            transport(session, words_, session.together())
            _over_seeds(session, words_)
        live(session, drawn, words_)
    with TURN:
        sidebar(session, words_)  # last: the first frame need not wait for the controls


def _over_seeds(session: TwinsSession, words_: Words) -> None:
    session.over_seeds = st.toggle(
        words_("twins.over_seeds", seeds=SEEDS),
        value=session.over_seeds,
        key=f"{words_.language}.over_seeds",
        help=words_("twins.over_seeds_help"),
    )


def _complaint(wrong: Wrong, words_: Words) -> str:
    said = words_(f"twins.link.{wrong.why}")
    said = said.format(most=MOST, longest=LONGEST, text=quoted(wrong.text), known=FORMAT)
    return said if wrong.why == "many" else words_("twins.link.wrong", number=wrong.number, complaint=said)
