"""The runs of a grid one by one: opened in their laboratory, and all together as a table and a file."""

from collections.abc import Callable
from functools import partial
from typing import Any
from urllib.parse import parse_qs

import numpy as np
import streamlit as st

from gradflow.diagnosis.outcome import Outcome
from gradflow.experiment import Experiment
from gradflow.figures.frame import for_file, outcome_frame
from gradflow.figures.grid.targets import value_name
from gradflow.text import Words
from gradflow.ui.session.browser_state import bound, value_of
from gradflow.ui.session.grid_session import GridSession
from gradflow.ui.session.visit import Visit
from gradflow.ui.site import laboratory_of
from gradflow.ui.widgets.copy_link import copy_link


def offers(visit: Visit, session: GridSession, words: Words, more: Callable[[Any, Words], object]) -> None:
    """A run by its values, for who does not click at the picture; the table, its file, and the link; what more there
    is."""
    with st.container(horizontal=True, vertical_alignment="bottom", key="offers"):
        with st.popover(words("grid.open_title"), icon=":material/open_in_new:", key="open"):
            at = np.unravel_index(session.offered, session.grid.shape)
            keys = [_choice(session, axis.name, int(on), words) for axis, on in zip(session.grid.axes, at, strict=True)]
            st.button(words("grid.open_button"), type="primary", on_click=_ask, args=(session, keys), key="open_run")
        opened = bound(f"{words.language}.table", session.table, partial(setattr, session, "table"))
        st.toggle(words("grid.table"), value=session.table, **opened)
        st.download_button(
            words("grid.csv"),
            lambda: for_file(outcome_frame(session.grid, _outcomes(session))).to_csv(index=False),
            file_name=f"gradflow-{session.page}.csv",
            mime="text/csv",
            icon=":material/download:",
            key="csv",
            on_click="ignore",
        )
        copy_link(visit.address.says, words)
        more(session, words)


def table(session: GridSession, words: Words) -> None:
    """All runs that have finished, to be sorted by any column; kept up with the picture while it is open."""
    if session.table:
        _table(session, words)


def open_asked(visit: Visit, session: GridSession) -> None:
    """Open the run that was asked for, if one was, in the laboratory of its family."""
    if session.opening is None:
        return
    experiment, session.opening = session.run_at(session.opening), None
    visit.open(experiment)
    st.switch_page(laboratory_of(experiment.family).file, query_params=_query(experiment))


def _query(experiment: Experiment) -> dict[str, list[str]]:
    return parse_qs(experiment.to_query())


def _choice(session: GridSession, name: str, first: int, words: Words) -> str:
    """A menu of an axis' values by their numbers; returns its key."""
    values = session.values[name]
    key = f"{words.language}.open.{name}.{hash(values)}.{first}"  # other values are another menu, which begins anew
    st.selectbox(
        words(f"field.{name}.label"),
        range(len(values)),
        index=first,
        format_func=lambda at: value_name(name, values[at], words),
        key=key,
    )
    return key


def _ask(session: GridSession, keys: list[str]) -> None:
    place = 0
    for size, key in zip(session.grid.shape, keys, strict=True):
        place = place * size + value_of(key)
    session.opening = place


def _outcomes(session: GridSession) -> dict[int, Outcome]:
    return {place: cell.outcome for place, cell in session.look().cells.items()}


def _table(session: GridSession, words: Words) -> None:
    frame = outcome_frame(session.grid, _outcomes(session))
    for name in session.values:
        frame[name] = [value_name(name, value, words) if isinstance(value, str) else value for value in frame[name]]
    for verdict in ("signal", "learning"):
        frame[verdict] = [words(f"verdict.{word}") for word in frame[verdict]]
    named = {name: words(f"field.{name}.label") for name in session.values}
    named |= {"signal": words("grid.verdict"), "learning": words("grid.learning")}
    named |= {name: words(f"grid.column.{name}") for name in frame.columns if name not in named}
    digits = st.column_config.NumberColumn(format="%.4g")
    shown = {named[name]: digits for name in frame.columns if frame[name].dtype == "float64"}
    st.dataframe(
        frame.rename(columns=named), hide_index=True, key="runs", height=420, column_config=shown, placeholder="–"
    )
