"""The wall: the networks of a class as small maps on one colour scale, without names, for the teacher to pick a few to
talk about; and, on a learner's page, the controls of one's own."""

from html import escape

import streamlit as st

from gradflow.classroom.networks import small
from gradflow.diagnosis.run_thumbnail import thumbnail_of
from gradflow.experiment import Experiment
from gradflow.figures.drawing.small_map import SHOWN, small_map
from gradflow.link import PROJECTOR, SCREEN
from gradflow.numbers import power
from gradflow.service.training.run_group import RunGroup
from gradflow.text import Words
from gradflow.ui.lessons.setting import address
from gradflow.ui.room.pulse import pulse
from gradflow.ui.session.lessons.room_session import RoomSession, Trying
from gradflow.ui.session.offered import Range, ranges
from gradflow.ui.widgets.controls import control, relevant

OFFERED = ("depth", "activation", "initializer", "gain", "normalization", "connection", "learning_rate")
MOST = 60  # maps on a wall
PATIENCE = 1.0  # seconds of training for each drawing of the page


def trying(session: RoomSession, words: Words) -> None:
    """Change the network that was asked about, and hand it in."""
    station = session.station
    offered = _offered(session)
    if station is None or station.asked is None or not offered:
        return
    if session.trying is None:
        session.trying = Trying(station.asked.experiment.at(0))
    mine = session.trying
    with st.expander(words("class.wall.own"), expanded=False):
        st.caption(words("class.wall.how"))
        for name, ends in offered.items():
            if name in mine.now.described() and relevant(mine.now, name):
                control(name, mine, words, of=f"room.{station.key}.", ends=ends)
        with st.container(horizontal=True, vertical_alignment="center"):
            st.button(words("class.wall.hand_in"), type="primary", on_click=session.hand_in, key="room_hand_in")
            st.markdown(f"[{words('lessons.open_run')}]({address(mine.now, words)})", width="content")
        if session.handed_in:
            st.success(words("class.wall.kept"))


def _offered(session: RoomSession) -> dict[str, Range | None]:
    """The controls that there are, and from where to where each goes: as the teacher has said in a room of her own."""
    own = session.room.own
    return ranges(own.only) if own and own.only else dict.fromkeys(OFFERED)


def wall(session: RoomSession, words: Words) -> None:
    """Whatever has been handed in so far; maps come as their runs are trained."""
    station = session.station
    assert station and station.asked
    networks = session.classroom.networks.of_class(session.code, station.key)[:MOST]
    asked, runs = station.asked.experiment.at(0), session.server.runs
    group = [experiment for experiment, _ in networks]
    RunGroup(runs, group).advance(max((each.steps for each in group), default=0), PATIENCE)
    shown: list[str] = []
    waits = False
    for experiment, count in networks:
        run = runs.get(experiment)
        waits |= not run.finished
        trace = run.upto(experiment.steps)
        picture = small_map(thumbnail_of(trace)) if len(trace) else ""
        said = _said(asked, experiment, words)
        times = f" <b>×{count}</b>" if count > 1 else ""
        alt = escape(words("class.wall.map", network=said))
        image = f'<img src="{picture}" alt="{alt}">' if picture else "<i></i>"
        laboratory = escape(f"{address(experiment, words)}&{SCREEN}={PROJECTOR}")  # Back leads to the wall again
        link = f'<a href="{laboratory}">{image}</a>'
        shown.append(f"<figure>{link}<figcaption>{escape(said)}{times}</figcaption></figure>")
    st.subheader(words("class.wall.title", count=sum(count for _, count in networks)), anchor=False)
    st.caption(words("class.wall.scale", low=power(SHOWN.low), high=power(SHOWN.high)))
    st.html(f'<div class="gradflow-wall">{"".join(shown)}</div>') if shown else st.info(words("class.wall.none"))
    pulse(session, words, counts=True, again=waits)


def _said(asked: Experiment, experiment: Experiment, words: Words) -> str:
    """What is different from the network that was asked about."""
    before, now = small(asked).values(), experiment.values()
    names = [name for name in now if now[name] != before.get(name)]
    return " · ".join(words.set_to(name, now[name]) for name in names) or words("class.wall.same")
