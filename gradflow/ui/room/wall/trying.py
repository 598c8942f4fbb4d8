"""A learner's own network, to be handed in for the wall: the controls that there are of the one asked about."""

import streamlit as st

from gradflow.classroom.wall.networks import LARGEST, bounded
from gradflow.experiment import Experiment
from gradflow.text import Words
from gradflow.ui.lessons.setting import address
from gradflow.ui.session.lessons.room_session import RoomSession, Trying
from gradflow.ui.session.offered import Range, ranges
from gradflow.ui.widgets.controls import control, relevant, rule_of

OFFERED = ("depth", "activation", "initializer", "gain", "normalization", "connection", "learning_rate")


def trying(session: RoomSession, words: Words) -> None:
    """Change the network that was asked about, and hand it in."""
    station = session.station
    offered = _offered(session)
    if station is None or station.asked is None or not offered:
        return
    if session.trying is None:
        session.trying = Trying(bounded(station.asked.experiment.at(0)))
    mine = session.trying
    with st.expander(words("class.wall.own"), key=f"room_own.{station.key}"):
        st.caption(words("class.wall.how"))
        for name, ends in offered.items():
            if name in mine.now.described() and relevant(mine.now, name):
                control(name, mine, words, of=f"room.{station.key}.", ends=_ends(mine.now, name, ends))
        with st.container(horizontal=True, vertical_alignment="center"):
            st.button(words("class.wall.hand_in"), type="primary", on_click=session.hand_in, key="room_hand_in")
            st.markdown(f"[{words('lessons.open_run')}]({address(mine.now, words)})", width="content")
        if session.handed_in:
            st.success(words("class.wall.kept"))


def _ends(now: Experiment, name: str, ends: Range | None) -> Range | None:
    """As far as it goes for a network on a wall."""
    if name not in LARGEST:
        return ends
    low, high = ends or (rule_of(now, name).low, LARGEST[name])
    return low, min(high, LARGEST[name])


def _offered(session: RoomSession) -> dict[str, Range | None]:
    """The controls that there are, and from where to where each goes: as the teacher has said in a room of her own."""
    own = session.room.own
    return ranges(own.only) if own and own.only else dict.fromkeys(OFFERED)
