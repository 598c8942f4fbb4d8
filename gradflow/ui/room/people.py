"""Who is in a room, by alias, and what their host may grant or take: more time for one, removal and admission."""

from functools import partial

import streamlit as st

from gradflow.classroom.say import alias
from gradflow.text import Words
from gradflow.ui.session.lessons.room_session import RoomSession

MOST_LISTED = 200


def people(session: RoomSession, words: Words) -> None:
    there = session.classroom.learners.of(session.code)
    with st.expander(words("class.people.title", count=sum(not each.removed for each in there))):
        st.caption(words("class.people.about"))
        chosen = st.selectbox(
            words("class.people.who"),
            [each.id for each in there[:MOST_LISTED]],
            index=None,
            format_func=lambda who: next((alias(each.alias, words) for each in there if each.id == who), ""),
            placeholder=words("class.people.choose"),
            key="room_who",
        )
        found = next((each for each in there if each.id == chosen), None)
        if found is None:
            return
        with st.container(horizontal=True):
            more = partial(session.grant, found.id)
            st.button(words("class.people.more_time"), on_click=more, disabled=found.removed, key="room_more")
            label = words("class.people.admit" if found.removed else "class.people.remove")
            st.button(label, on_click=partial(session.remove, found.id, not found.removed), key="room_remove")
        if found.extra_time:
            st.caption(words("class.people.has_more", seconds=f"{found.extra_time:.0f}"))
