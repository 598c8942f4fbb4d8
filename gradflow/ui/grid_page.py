"""A page of grids: choose, watch them fill, open one. One page for every picture of many runs."""

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from gradflow.diagnosis.group import Group
from gradflow.figures.live import LiveFigure
from gradflow.figures.targets import SYMBOLS, axis_of
from gradflow.grid import Grid, Refused
from gradflow.network import MOST_STATES, NETWORKS, Network
from gradflow.service import AUDIENCE, LONGEST, TURN, Snapshot
from gradflow.text import Words
from gradflow.ui import grid_link
from gradflow.ui.controls import control, relevant
from gradflow.ui.framed import framed
from gradflow.ui.language import chooser, words
from gradflow.ui.live_figure import live_figure
from gradflow.ui.looking import Looking, looking
from gradflow.ui.runs import offers, open_asked, table
from gradflow.ui.sent import wait_until_sent
from gradflow.ui.shown import is_echo, show
from gradflow.ui.sidebar import OPEN_AT_FIRST

SEED, SEEDS = "seed", (1, 3, 5)


@dataclass(frozen=True)
class GridPage:
    """One way to look at a grid.

    name: its file and address. default: the grid it opens with. fits: whether it can draw one. axes: its controls.
    figure: the picture and its height in pixels. measures: what may colour a cell, the first at first; none where
    there is no choice. reading: the key of how the picture is read.
    """

    name: str
    default: Callable[[type[Network]], Grid]
    fits: Callable[[Grid], bool]
    axes: Callable[[Looking, Words], None]
    figure: Callable[[Looking, list[Group], Words], tuple[LiveFigure, int]]
    reading: str
    measures: tuple[str, ...] = ("",)


def grid_page(page: GridPage) -> None:
    framed()
    words_ = words()
    looking_ = looking(page.name, page.default, page.fits, page.measures[0])
    if looking_.shown not in page.measures:
        looking_.shown = page.measures[0]
    open_asked(looking_)
    grid_link.write(looking_.grid, "" if looking_.shown == page.measures[0] else looking_.shown, words_)
    words_ = words_.along(axis_of(looking_.grid))
    _complaints(looking_, words_)
    live(page, looking_, words_)
    with TURN:
        offers(looking_, words_)
        table(looking_, words_)
        _sidebar(page, looking_, words_)


def live(page: GridPage, looking: Looking, words: Words) -> None:
    """Frames until every run is done."""
    interval = None if looking.look().finished else looking.interval
    st.fragment(_frame, run_every=interval)(page, looking, words, interval)


def _frame(page: GridPage, looking: Looking, words: Words, interval: float | None) -> None:
    snapshot = looking.look()
    with TURN:
        listed = looking.groups(snapshot)
        made_of = (looking.grid, len(snapshot.cells), looking.shown, words)
        figure, height = looking.figure(made_of, lambda: page.figure(looking, listed, words))
        with st.container(key="counted"):
            st.markdown(figure.label)
        st.progress(min(1.0, snapshot.progress), text=_status(snapshot, words))
        if AUDIENCE.slowed:
            st.caption(words("status.slower", learners=len(AUDIENCE), seconds=f"{looking.interval:g}"))
        st.caption(_explained(page, listed, words))
        live_figure(figure, key=page.name, height=height, picked=lambda place: _pick(looking, place))
    if looking.opening is not None or (None if snapshot.finished else looking.interval) != interval:
        st.rerun()
    wait_until_sent()


def _pick(looking: Looking, place: int) -> None:
    looking.opening = place if 0 <= place < len(looking.grid) else None


def _status(snapshot: Snapshot, words: Words) -> str:
    if snapshot.exhausted:
        return words("grid.exhausted", minutes=int(LONGEST / 60))
    if snapshot.finished:
        return words("grid.finished", runs=len(snapshot.grid))
    if snapshot.compiling and not snapshot.cells:
        return words("grid.compiling")
    return words("grid.progress", percent=f"{100 * snapshot.progress:.0f}")


def _explained(page: GridPage, listed: list[Group], words: Words) -> str:
    """How to read the picture, and what the signs in it stand for."""
    kinds = {group.kind for group in listed}
    signs = " · ".join(f"{sign} {words(f'grid.kind.{kind}')}" for kind, sign in SYMBOLS.items() if kind in kinds)
    return words(page.reading) + (" " + words("grid.signs", signs=signs) if signs else "")


def _complaints(looking: Looking, words: Words) -> None:
    """What was wrong with the link, or with the last choice, in one message."""
    if looking.broken:
        st.warning(grid_link.explained(looking.broken, looking.kind, words))
    elif isinstance(looking.refused, Refused):
        st.warning(words(f"grid.refused.{looking.refused.why}", **looking.refused.numbers))
    elif looking.refused is not None:
        st.warning(words("limit.states", states=looking.refused.states, most=MOST_STATES))


def _sidebar(page: GridPage, looking: Looking, words: Words) -> None:
    with st.sidebar:
        chooser(words)
        with st.expander(words("grid.compared"), expanded=True):
            _network(looking, words)
            page.axes(looking, words)
            if len(page.measures) > 1:
                _measure(page, looking, words)
            _seeds(looking, words)
            st.button(words("grid.reset"), help=words("grid.reset_help"), on_click=looking.reset, key="reset")
        st.caption(words("grid.fixed"))
        tried = [looking.now, *(looking.now.replace(**{name: value}) for name, values in looking.values.items()
                                for value in values[1:])]  # fmt: skip
        for group in OPEN_AT_FIRST:
            with st.expander(words(f"group.{group}")):
                for name, described in looking.now.described().items():
                    fixed = described.group == group and name not in looking.values
                    if fixed and any(relevant(each, name) for each in tried):
                        control(name, looking, words)


def _network(looking: Looking, words: Words) -> None:
    key = f"{words.language}.network"
    now = next(name for name, kind in NETWORKS.items() if kind is looking.kind)
    show(key, now)
    st.segmented_control(
        words("grid.network"),
        list(NETWORKS),
        default=now,
        format_func=lambda name: words(f"grid.network_{name}"),
        key=key,
        required=True,
        on_change=_other_network,
        args=(looking, key),
    )


def _other_network(looking: Looking, key: str) -> None:
    if not is_echo(key):
        looking.reset(NETWORKS[st.session_state[key]])


def _measure(page: GridPage, looking: Looking, words: Words) -> None:
    key = f"{words.language}.measure"
    show(key, looking.shown)
    st.selectbox(
        words("grid.shown"),
        page.measures,
        index=page.measures.index(looking.shown),
        format_func=lambda name: words(f"grid.column.{name}"),
        key=key,
        on_change=_other_measure,
        args=(looking, key),
    )


def _other_measure(looking: Looking, key: str) -> None:
    if not is_echo(key):
        looking.shown = st.session_state[key]


def _seeds(looking: Looking, words: Words) -> None:
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


def _other_seeds(looking: Looking, key: str) -> None:
    if is_echo(key):
        return
    count: int = st.session_state[key]
    first = looking.now.seed
    axes = {name: values for name, values in looking.values.items() if name != SEED}
    looking.compare(axes | ({SEED: tuple(range(first, first + count))} if count > 1 else {}))
