"""The page of cases: filters, the list of what they let through, and one case opened."""

from collections.abc import Sequence

import streamlit as st

from gradflow.casebook.case import COLLECTIONS, TOPICS, Case
from gradflow.casebook.registry import cases
from gradflow.text import Words, quoted
from gradflow.ui.cases.card import card
from gradflow.ui.session.browser_state import bound, visit
from gradflow.ui.session.cases_session import CasesSession
from gradflow.ui.session.opening import open_cases
from gradflow.ui.streamlit_internals.entry_script import run_in_entry_script
from gradflow.ui.widgets.address_bar import address_bar
from gradflow.ui.widgets.language_chooser import chooser

DECIDED = {"": "every", "run": "by_run", "nobody": "by_nobody"}
LONGEST_SEARCH = 60  # characters


def page() -> None:
    run_in_entry_script()
    visit_ = visit()
    words, every = visit_.words, cases()
    session = open_cases(visit_, [case.id for case in every])
    address_bar(visit_, words)
    with st.sidebar:
        chooser(words)
    with st.container(key="cases"):
        st.title(words("cases.title"), anchor=False)
        if session.unknown:
            st.warning(words("cases.unknown", name=quoted(session.unknown)))
        st.markdown(words("cases.intro"))
        _filters(session, words)
        listed = session.listed(every, words.language)
        if not listed:
            st.markdown(words("cases.nothing"))
            return
        opened = next((case for case in listed if case.id == session.opened), listed[0])
        with st.container(key="case_columns"):
            with st.container(key="case_list"):
                _list(session, listed, opened, words)
            with st.container(key="case"):
                card(visit_.server, session, opened, listed, words)


def _filters(session: CasesSession, words: Words) -> None:
    with st.container(key="case_filters"):
        _choice(session, "collection", {"": "every"} | {name: f"collections.{name}" for name in COLLECTIONS}, words)
        _choice(session, "topic", {"": "every"} | {name: f"topics.{name}" for name in TOPICS}, words)
        _choice(session, "decided", DECIDED, words)
        st.text_input(
            words("cases.search"),
            session.search,
            max_chars=LONGEST_SEARCH,
            **bound(f"{words.language}.cases.search", session.search, lambda text: setattr(session, "search", text)),
        )


def _choice(session: CasesSession, name: str, options: dict[str, str], words: Words) -> None:
    """A menu of one filter. options: the keys of their words, by value."""
    chosen = getattr(session, name)
    st.selectbox(
        words(f"cases.{name}"),
        list(options),
        index=list(options).index(chosen),
        format_func=lambda option: words(f"cases.{options[option]}"),
        **bound(f"{words.language}.cases.{name}", chosen, lambda option: setattr(session, name, option)),
    )


def _list(session: CasesSession, listed: Sequence[Case], opened: Case, words: Words) -> None:
    by_name = {case.id: case for case in listed}
    count = words("cases.one") if len(listed) == 1 else words("cases.count", count=len(listed))
    st.caption(count)
    with st.container(key="case_names"):
        st.radio(
            count,
            list(by_name),
            index=list(by_name).index(opened.id),
            format_func=lambda name: by_name[name].statement(words.language),
            label_visibility="collapsed",
            **bound(f"{words.language}.cases.list", opened.id, lambda name: setattr(session, "opened", name)),
        )
