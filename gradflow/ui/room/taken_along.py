"""What a host takes along from a room, how it ends, and how everything that is kept of it is deleted."""

import json
import time

import streamlit as st

from gradflow.casebook.running import Train
from gradflow.classroom.records.export import record
from gradflow.classroom.records.retold import NotThere, retold
from gradflow.classroom.records.table import table
from gradflow.experiment import Experiment
from gradflow.service.training.at_once import at_once
from gradflow.service.training.runs import Runs
from gradflow.text import Words
from gradflow.trace import Trace
from gradflow.ui.room.moves import asked_once_more, ends_here
from gradflow.ui.session.lessons.room_session import RoomSession

PATIENCE = 20.0  # seconds that a file may take whose runs the class has not seen to their end


def taken_along(session: RoomSession, words: Words) -> None:
    code, database = session.code, session.classroom.database
    with st.expander(words("class.take.title"), key="room_taken"):
        with st.container(horizontal=True):
            st.download_button(
                words("class.take.csv"),
                data=lambda: table(record(database, code), words, _train(session)),
                file_name=f"gradflow-{code}.csv",
                mime="text/csv",
                on_click="ignore",
            )
            st.download_button(
                words("class.take.json"),
                data=lambda: json.dumps(record(database, code), ensure_ascii=False, indent=1),
                file_name=f"gradflow-{code}.json",
                mime="application/json",
                on_click="ignore",
            )
            st.download_button(
                words("class.retold.save"),
                data=lambda: _retold(session, words),
                file_name=f"gradflow-{code}.md",
                mime="text/markdown",
                on_click="ignore",
            )
        there = session.moves
        with st.container(horizontal=True):
            if "reset" in there:
                asked_once_more("reset", session, words)
            if "end" in there and not ends_here(session):
                asked_once_more("end", session, words)
        sure = st.checkbox(words("class.take.sure"), key="room_sure")
        st.button(words("class.take.delete"), disabled=not sure, on_click=session.delete, key="room_delete")


def _retold(session: RoomSession, words: Words) -> str:
    return retold(record(session.classroom.database, session.code), words, _train(session))


def _train(session: RoomSession) -> Train:
    """The runs that the server has, and what it can train of others within its own bounds meanwhile."""
    runs, until = session.server.runs, time.monotonic() + PATIENCE
    return lambda experiment, steps: _trained(runs, experiment, steps, until)


def _trained(runs: Runs, experiment: Experiment, steps: int, until: float) -> Trace:
    found = at_once(runs, (experiment,), (steps,), until - time.monotonic())
    if found is None:
        raise NotThere
    return found[0]
