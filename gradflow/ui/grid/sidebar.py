"""The sidebar of a page of grids: what is compared, over how many seeds, and what is the same in all runs."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from gradflow.networks import FAMILIES
from gradflow.text import Words
from gradflow.ui.widgets.controls import control, relevant
from gradflow.ui.session.language import chooser
from gradflow.ui.session.grid_session import GridSession
from gradflow.ui.widgets.menu import menu
from gradflow.ui.session.browser_state import is_echo, show
from gradflow.ui.laboratory.sidebar import OPEN_AT_FIRST

SEED, SEEDS = "seed", (1, 3, 5)
Axes = Callable[[GridSession, Words], None]


def grid_sidebar(looking: GridSession, axes: Axes, measures: tuple[str, ...], words: Words) -> None:
    """axes: the page's own controls of what is compared. measures: what may colour a cell."""
    with st.sidebar:
        chooser(words)
        with st.expander(words("grid.compared"), expanded=True):
            _network(looking, words)
            axes(looking, words)
            if len(measures) > 1:
                _measure(looking, measures, words)
            _seeds(looking, words)
            st.button(words("grid.reset"), help=words("grid.reset_help"), on_click=looking.reset, key="reset")
        st.caption(words("grid.fixed"))
        tried = [looking.now.replace(**{name: value}) for name, values in looking.values.items() for value in values]
        for group in OPEN_AT_FIRST:
            with st.expander(words(f"group.{group}")):
                for name, described in looking.now.described().items():
                    fixed = described.group == group and name not in looking.values
                    if fixed and any(relevant(each, name) for each in tried):
                        control(name, looking, words)


def _network(looking: GridSession, words: Words) -> None:
    key = f"{words.language}.network"
    now = looking.family.name
    show(key, now)
    st.segmented_control(
        words("grid.network"),
        list(FAMILIES),
        default=now,
        format_func=lambda name: words(f"grid.network_{name}"),
        key=key,
        required=True,
        on_change=_other_network,
        args=(looking, key),
    )


def _other_network(looking: GridSession, key: str) -> None:
    if not is_echo(key):
        looking.reset(FAMILIES[st.session_state[key]])


def _measure(looking: GridSession, measures: tuple[str, ...], words: Words) -> None:
    menu(
        f"{words.language}.measure",
        words("grid.shown"),
        measures,
        looking.shown,
        partial(_show, looking),
        lambda name: words(f"grid.column.{name}"),
    )


def _show(looking: GridSession, measure: str) -> None:
    looking.shown = measure


def _seeds(looking: GridSession, words: Words) -> None:
    key = f"{words.language}.seeds"
    now = len(looking.values.get(SEED, (0,)))
    show(key, now)
    st.segmented_control(
        words("grid.seeds"),
        sorted({*SEEDS, now}),
        default=now,
        help=words("grid.seeds_help"),
        key=key,
        required=True,
        on_change=_other_seeds,
        args=(looking, key),
    )


def _other_seeds(looking: GridSession, key: str) -> None:
    if is_echo(key):
        return
    count: int = st.session_state[key]
    first = looking.now.seed
    axes = {name: values for name, values in looking.values.items() if name != SEED}
    looking.compare(axes | ({SEED: tuple(range(first, first + count))} if count > 1 else {}))
