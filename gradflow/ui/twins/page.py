"""The page of fair twins: choose what differs, watch where they part."""

from urllib.parse import parse_qsl

import streamlit as st

from gradflow.networks import MOST_STATES
from gradflow.service import TURN
from gradflow.text import Words, quoted
from gradflow.twins import LONGEST, MOST, TWIN, Wrong, texts_of
from gradflow.ui.session import link
from gradflow.ui.streamlit_internals.entry_script import run_in_entry_script
from gradflow.ui.session.language import words
from gradflow.ui.widgets.transport import transport
from gradflow.ui.twins.live import live, standing
from gradflow.ui.session.twins_session import SEEDS, TwinsSession, twins
from gradflow.ui.twins.sidebar import sidebar


def page() -> None:
    run_in_entry_script()
    twins_ = twins()
    if twins_.leaving is not None:
        leaving, twins_.leaving = twins_.leaving, None
        st.switch_page(f"pages/{twins_.family.page}.py", query_params=parse_qsl(leaving.to_query()))
    twins_.let_go()
    words_ = words().along(twins_.experiments[0].family.axis)
    link.say({TWIN: texts_of(twins_.experiments)}, words_)
    if twins_.wrong:
        wrong = words_("twins.and").join(_complaint(each, words_) for each in twins_.wrong)
        st.warning(words_("twins.link.broken", wrong=wrong))
    if twins_.gone:
        st.info(words_("twins.gone"))
    if twins_.too_many:
        st.warning(words_("limit.states", states=twins_.too_many.states, most=MOST_STATES))
    drawn = standing(twins_)
    with st.container(key="stage"):
        with TURN:
            transport(twins_, words_, twins_.together())
            _over_seeds(twins_, words_)
        live(twins_, drawn, words_)
    with TURN:
        sidebar(twins_, words_)  # last: the first frame need not wait for the controls


def _over_seeds(twins_: TwinsSession, words_: Words) -> None:
    twins_.over_seeds = st.toggle(
        words_("twins.over_seeds", seeds=SEEDS),
        value=twins_.over_seeds,
        key=f"{words_.language}.over_seeds",
        help=words_("twins.over_seeds_help"),
    )


def _complaint(wrong: Wrong, words_: Words) -> str:
    said = words_(f"twins.link.{wrong.why}")
    said = said.format(most=MOST, longest=LONGEST, text=quoted(wrong.text))
    return said if wrong.why == "many" else words_("twins.link.wrong", number=wrong.number, complaint=said)
