"""The teacher's side of the wall: which networks the class sees alone, and large; and in which order all of them."""

from collections.abc import Set
from dataclasses import replace
from functools import partial

import streamlit as st

from gradflow.classroom.wall.arrangement import MOST_PICKED, ORDERS
from gradflow.text import Words
from gradflow.ui.room.wall.shown import networks_of
from gradflow.ui.session.browser_state import bound, bound_set
from gradflow.ui.session.lessons.room_session import RoomSession


def arranging(session: RoomSession, words: Words) -> None:
    networks, wall = networks_of(session, words), session.room.wall
    if not networks:
        st.caption(words("class.wall.none"))
        return
    named = {each.link: each.said for each in networks}  # without counts: an option that changes is not picked any more
    picked = [link for link in wall.picked if link in named]
    st.multiselect(
        words("class.wall.pick"),
        list(named),
        default=picked,
        format_func=lambda link: named[link],
        max_selections=MOST_PICKED,
        placeholder=words("class.wall.all"),
        help=words("class.wall.pick_help", most=MOST_PICKED),
        **bound_set(f"room_picked.{session.room.progress.step}", picked, partial(_pick, session)),
    )
    st.radio(
        words("class.wall.order"),
        ORDERS,
        index=ORDERS.index(wall.order),
        format_func=lambda order: words(f"class.wall.order_by.{order}"),
        horizontal=True,
        **bound("room_order", wall.order, lambda order: session.arrange(replace(session.room.wall, order=order))),
    )


def _pick(session: RoomSession, on: Set[str], off: Set[str]) -> None:
    """What was picked first stays first."""
    wall = session.room.wall
    picked = [link for link in wall.picked if link not in off] + sorted(on - set(wall.picked))
    session.arrange(replace(wall, picked=tuple(picked)))
