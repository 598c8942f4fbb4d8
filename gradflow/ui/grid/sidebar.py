"""The sidebar of a page of grids: what is compared, over how many seeds, and what is the same in all runs."""

from functools import partial

import streamlit as st

from gradflow.networks import FAMILIES
from gradflow.text import Words
from gradflow.ui.grid.frame import GridPage
from gradflow.ui.session.browser_state import bound
from gradflow.ui.session.grid_session import GridSession
from gradflow.ui.widgets.controls import OPEN_AT_FIRST, control, relevant
from gradflow.ui.widgets.language_chooser import chooser
from gradflow.ui.widgets.menu import menu

SEED, SEEDS = "seed", (1, 3, 5)


def grid_sidebar(session: GridSession, page: GridPage, words: Words) -> None:
    with st.sidebar:
        chooser(words)
        with st.expander(words("grid.compared"), expanded=True, key="grid_compared"):
            _network(session, words)
            page.axes(session, words)
            if len(page.measures) > 1:
                _measure(session, page.measures, words)
            if page.seeds:
                _seeds(session, words)
            st.button(words("grid.reset"), help=words("grid.reset_help"), on_click=session.reset, key="reset")
        st.caption(words("grid.fixed"))
        tried = [session.now.replace(**{name: value}) for name, values in session.values.items() for value in values]
        for group in OPEN_AT_FIRST:
            with st.expander(words(f"group.{group}"), key=f"grid_group.{group}"):
                for name, described in session.now.described().items():
                    fixed = described.group == group and name not in (*session.values, *page.besides)
                    if fixed and any(relevant(each, name) for each in tried):
                        control(name, session, words)


def _network(session: GridSession, words: Words) -> None:
    now = session.family.name
    st.segmented_control(
        words("grid.network"),
        list(FAMILIES),
        default=now,
        format_func=lambda name: words(f"grid.network_{name}"),
        help=words("grid.network_help"),
        required=True,
        **bound(f"{words.language}.network", now, lambda name: session.reset(FAMILIES[name])),
    )


def _measure(session: GridSession, measures: tuple[str, ...], words: Words) -> None:
    menu(
        f"{words.language}.measure",
        words("grid.shown"),
        measures,
        session.shown,
        partial(_show, session),
        lambda name: words(f"grid.column.{name}"),
        help=words("grid.shown_help"),
    )


def _show(session: GridSession, measure: str) -> None:
    session.shown = measure


def _seeds(session: GridSession, words: Words) -> None:
    now = len(session.values.get(SEED, (0,)))
    st.segmented_control(
        words("grid.seeds"),
        sorted({*SEEDS, now}),
        default=now,
        help=words("grid.seeds_help"),
        required=True,
        **bound(f"{words.language}.seeds", now, partial(_other_seeds, session)),
    )


def _other_seeds(session: GridSession, count: int) -> None:
    first = session.now.seed
    axes = {name: values for name, values in session.values.items() if name != SEED}
    session.compare(axes | ({SEED: tuple(range(first, first + count))} if count > 1 else {}))
