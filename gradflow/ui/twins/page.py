"""The page of fair twins: choose what differs, watch where they part."""

from functools import partial
from urllib.parse import parse_qsl

import streamlit as st

from gradflow.comparison.twins import LONGEST, MOST, Wrong
from gradflow.formats import FORMAT
from gradflow.networks import MOST_STATES
from gradflow.service.viewing.commands import PLAYBACK
from gradflow.streaming.live_page import LivePage
from gradflow.text import Words, quoted
from gradflow.ui.session.browser_state import bound, visit
from gradflow.ui.session.links import link
from gradflow.ui.session.opening import open_twins
from gradflow.ui.session.twins_session import SEEDS, TwinsSession
from gradflow.ui.site import laboratory_of
from gradflow.ui.streamlit_internals.entry_script import run_in_entry_script
from gradflow.ui.twins.frame import advance
from gradflow.ui.twins.live import live, look, state_of
from gradflow.ui.twins.sidebar import sidebar
from gradflow.ui.widgets.address_bar import address_bar
from gradflow.ui.widgets.copy_link import copy_link
from gradflow.ui.widgets.link_notice import link_notice
from gradflow.ui.widgets.name_of_page import name_of_page
from gradflow.ui.widgets.streaming import show
from gradflow.ui.widgets.transport import RUN, transport


def page() -> None:
    run_in_entry_script()
    visit_ = visit()
    session, drawing = open_twins(visit_), visit_.server.drawing
    if session.leaving is not None:
        leaving, session.leaving = session.leaving, None
        st.switch_page(laboratory_of(session.family).file, query_params=parse_qsl(leaving.to_query()))
    session.let_go()
    words = visit_.words.along(session.experiments[0].family.axis)
    link.write(visit_.address, link.said_of(session.to_pairs(), visit_.words))
    wrong = words("twins.and").join(_complaint(each, words) for each in session.wrong)
    link_notice(
        words("twins.link.broken", wrong=wrong) if wrong else "",
        link.complaint(session.misplaced, words, "link.misplaced") if session.misplaced else "",
    )
    if session.gone:
        st.info(words("twins.gone"))
    if session.too_many:
        st.warning(words("limit.states", states=session.too_many.states, most=MOST_STATES))
    address_bar(visit_, words, session)
    see, go_on = partial(look, session, words), partial(advance, session)
    show(visit_, LivePage(session, see, state_of(session), go_on, commands=PLAYBACK))
    name_of_page(words("page.twins"))
    with st.container(key="stage"), drawing:
        transport(RUN, session.name, visit_.token, words, key="transport")
        with st.container(
            horizontal=True, vertical_alignment="center", horizontal_alignment="distribute", key="beside"
        ):
            _over_seeds(session, words)
            copy_link(visit_.address.says, words)
        live(session, visit_.token, words)
    with drawing:
        sidebar(session, words)  # last: the first frame need not wait for the controls


def _over_seeds(session: TwinsSession, words: Words) -> None:
    st.toggle(
        words("twins.over_seeds", seeds=SEEDS),
        value=session.over_seeds,
        help=words("twins.over_seeds_help"),
        **bound(f"{words.language}.over_seeds", session.over_seeds, partial(setattr, session, "over_seeds")),
    )


def _complaint(wrong: Wrong, words: Words) -> str:
    said = words(f"twins.link.{wrong.why}")
    said = said.format(most=MOST, longest=LONGEST, text=quoted(wrong.text), known=FORMAT)
    return said if wrong.why == "many" else words("twins.link.wrong", number=wrong.number, complaint=said)
