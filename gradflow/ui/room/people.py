"""Who is in a room, by alias, who has answered, and what their host may grant or take: more time for one, removal and
admission."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from gradflow.classroom.learners import Learner
from gradflow.classroom.phases import DISCUSS, ENDED, VOTE
from gradflow.classroom.say import alias
from gradflow.text import Words
from gradflow.ui.session.lessons.room_session import RoomSession

MOST_LISTED = 200


def people(session: RoomSession, words: Words) -> None:
    there = session.classroom.learners.of(session.code)
    present = [each for each in there if not each.removed]
    label = words("class.people.title", count=len(present))
    with st.expander(label, key="room_people"):  # of which the count changes, and nothing else
        st.caption(words("class.people.about"))
        _answered(session, present, words)
        named = {each.id: alias(each.alias, words) for each in present}
        chosen = st.selectbox(
            words("class.people.who"),
            list(named)[:MOST_LISTED],
            index=None,
            format_func=lambda who: named.get(who, ""),
            placeholder=words("class.people.choose"),
            key="room_who",
        )
        if found := next((each for each in present if each.id == chosen), None):
            _one(session, found, words)
        for each in [each for each in there if each.removed][:MOST_LISTED]:
            admit = partial(session.remove, each.id, False)
            who = alias(each.alias, words)
            st.button(words("class.people.put_back", who=who), on_click=admit, key=f"room_admit.{each.id}")


def _answered(session: RoomSession, present: Sequence[Learner], words: Words) -> None:
    """Who has answered in this round, and who has not, as long as the class is at it."""
    progress = session.room.progress
    if progress.phase not in (VOTE, DISCUSS):
        return
    done = session.classroom.answers.who(session.code, session.room.item, progress.round)
    for key, there in (("answered", True), ("waiting", False)):
        names = [alias(each.alias, words) for each in present if (each.id in done) is there][:MOST_LISTED]
        if names:
            st.markdown(words(f"class.people.{key}", names=words("class.people.comma").join(names)))


def _one(session: RoomSession, found: Learner, words: Words) -> None:
    room = session.room
    votes = not room.progress.is_told and room.progress.phase != ENDED  # now, or next
    no_limit = room.progress.phase == VOTE and room.closes_at is None
    with st.container(horizontal=True):
        if votes:
            more = partial(session.grant, found.id)
            st.button(words("class.people.more_time"), on_click=more, disabled=no_limit, key="room_more")
        st.button(words("class.people.remove"), on_click=partial(session.remove, found.id, True), key="room_remove")
    if no_limit:
        st.caption(words("class.people.no_limit"))
    if votes and found.extra_time:
        st.caption(words("class.people.has_more", seconds=f"{found.extra_time:.0f}"))
