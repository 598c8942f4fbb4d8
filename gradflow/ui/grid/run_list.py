"""The runs of a grid one by one: opened in their laboratory, and all together as a table and a file."""

from urllib.parse import parse_qs

import streamlit as st

from gradflow.diagnosis.outcome import Outcome
from gradflow.experiment import Experiment
from gradflow.figures.frame import outcome_frame
from gradflow.figures.targets import value_name
from gradflow.networks import Family
from gradflow.text import Words
from gradflow.ui.session.lab_session import LabSession
from gradflow.ui.session.grid_session import GridSession

SLOWLY = 2.0  # seconds between two states of the table, which is large


def offers(looking: GridSession, words: Words) -> None:
    """A run by its values, for who does not click at the picture; the table, and its file."""
    with st.container(horizontal=True, vertical_alignment="bottom", key="offers"):
        with st.popover(words("grid.open_title"), icon=":material/open_in_new:", key="open"):
            keys = [_choice(looking, axis.name, words) for axis in looking.grid.axes]
            st.button(words("grid.open_button"), type="primary", on_click=_ask, args=(looking, keys), key="open_run")
        st.toggle(words("grid.table"), value=looking.table, key=f"{words.language}.table", on_change=_toggle,
                  args=(looking, f"{words.language}.table"))  # fmt: skip
        st.download_button(
            words("grid.csv"),
            lambda: outcome_frame(looking.grid, _outcomes(looking)).to_csv(index=False),
            file_name=f"gradflow-{looking.page}.csv",
            mime="text/csv",
            icon=":material/download:",
            key="csv",
            on_click="ignore",
        )


def table(looking: GridSession, words: Words) -> None:
    """All runs that have finished, to be sorted by any column; kept up with the picture while it is open."""
    if looking.table:
        st.fragment(_table, run_every=None if looking.look().finished else SLOWLY)(looking, words)


def open_asked(looking: GridSession) -> None:
    """Open the run that was asked for, if one was, in the laboratory of its family."""
    if looking.opening is None:
        return
    experiment, looking.opening = looking.grid.cells[looking.opening], None
    family = experiment.family
    learners: dict[Family, LabSession] = st.session_state.get("learners", {})
    if family in learners:  # its link is read only once
        learners[family].broken = []
        learners[family].open(experiment)
    st.switch_page(f"pages/{family.page}.py", query_params=_query(experiment))


def _query(experiment: Experiment) -> dict[str, list[str]]:
    return parse_qs(experiment.to_query())


def _choice(looking: GridSession, name: str, words: Words) -> str:
    """A menu of an axis' values by their numbers; returns its key."""
    values = looking.values[name]
    key = f"{words.language}.open.{name}.{hash(values)}"  # other values are another menu, which begins at the first
    st.selectbox(
        words(f"field.{name}.label"),
        range(len(values)),
        format_func=lambda at: value_name(name, values[at], words),
        key=key,
    )
    return key


def _ask(looking: GridSession, keys: list[str]) -> None:
    place = 0
    for size, key in zip(looking.grid.shape, keys, strict=True):
        place = place * size + st.session_state[key]
    looking.opening = place


def _toggle(looking: GridSession, key: str) -> None:
    looking.table = st.session_state[key]


def _outcomes(looking: GridSession) -> dict[int, Outcome]:
    return {place: cell.outcome for place, cell in looking.look().cells.items()}


def _table(looking: GridSession, words: Words) -> None:
    frame = outcome_frame(looking.grid, _outcomes(looking))
    for name in looking.values:
        frame[name] = [value_name(name, value, words) if isinstance(value, str) else value for value in frame[name]]
    frame["kind"] = [words(f"grid.kind.{kind}") for kind in frame["kind"]]
    named = {name: words(f"field.{name}.label") for name in looking.values} | {"kind": words("grid.verdict")}
    named |= {name: words(f"grid.column.{name}") for name in frame.columns if name not in named}
    digits = st.column_config.NumberColumn(format="%.4g")
    shown = {named[name]: digits for name in frame.columns if frame[name].dtype == "float64"}
    st.dataframe(
        frame.rename(columns=named), hide_index=True, key="runs", height=420, column_config=shown, placeholder="–"
    )
