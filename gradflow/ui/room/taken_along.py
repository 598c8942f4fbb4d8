"""What a host takes along from a room, how it ends, and how everything that is kept of it is deleted."""

import json

import streamlit as st

from gradflow.classroom.phases import possible
from gradflow.classroom.records.export import record, table
from gradflow.classroom.records.retold import retold
from gradflow.text import Words
from gradflow.ui.session.lessons.room_session import RoomSession


def taken_along(session: RoomSession, words: Words) -> None:
    code, database = session.code, session.classroom.database
    with st.expander(words("class.take.title")):
        with st.container(horizontal=True):
            st.download_button(
                words("class.take.csv"),
                data=lambda: table(record(database, code)),
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
                data=lambda: retold(record(database, code), words),
                file_name=f"gradflow-{code}.md",
                mime="text/markdown",
                on_click="ignore",
            )
        there = possible(session.room.progress)
        for move in ("reset", "end"):
            if move in there:
                st.button(words(f"class.move.{move}"), key=f"move.{move}", on_click=session.move, args=(move,))
        sure = st.checkbox(words("class.take.sure"), key="room_sure")
        st.button(words("class.take.delete"), disabled=not sure, on_click=session.delete, key="room_delete")
