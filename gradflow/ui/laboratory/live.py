"""What is live in a laboratory: what there is to see for the stream, and where the browser draws it on the page."""

from collections.abc import Callable, Collection, Hashable, Mapping
from typing import Literal, NamedTuple, Protocol, get_args

import streamlit as st

from gradflow.streaming.live_page import Sight
from gradflow.text import Words
from gradflow.trace import Trace
from gradflow.ui.laboratory.frames.aids import aids
from gradflow.ui.laboratory.frames.lab_frame import MAPS, LabFrame, frame_of
from gradflow.ui.laboratory.frames.laboratories import LABORATORIES, awaited
from gradflow.ui.laboratory.frames.truth import ask
from gradflow.ui.laboratory.frames.views import FieldValues
from gradflow.ui.laboratory.frames.walk import VIEW as WALK_VIEW
from gradflow.ui.laboratory.frames.walk import walking
from gradflow.ui.laboratory.head import map_choice, norm_choice
from gradflow.ui.laboratory.remedies import offer
from gradflow.ui.laboratory.walk_controls import walk_controls
from gradflow.ui.session.lab_session import LabSession
from gradflow.ui.session.links.earlier import said_of
from gradflow.ui.session.place import place_of
from gradflow.ui.widgets.live_figure import HEIGHT, live_figure
from gradflow.ui.widgets.live_text import live_text
from gradflow.ui.widgets.terms import entry, linked
from gradflow.ui.widgets.transport import RUN, WALK, where

Part = Literal["maps", "answers", "verdict", "view"]  # of what there is to see
PARTS: tuple[Part, ...] = get_args(Part)


class Watcher(Protocol):
    """on_screen: the names of the pictures that are seen, None while nobody has said."""

    @property
    def on_screen(self) -> frozenset[str] | None: ...


class LabState(NamedTuple):
    """What the page around the pictures is drawn for. of: the experiment at the step on show; helps: what may help, as
    offered; besides: what else (`run_view`)."""

    of: Hashable
    helps: Mapping[str, FieldValues]
    besides: Hashable = None


def shown(session: LabSession) -> Trace:
    """Up to the step on show."""
    return session.server.runs.get(session.experiment).upto(session.playback.step)


def state_of(
    session: LabSession, trace: Trace, helps: Mapping[str, FieldValues] | None = None, besides: Hashable = None
) -> LabState:
    """helps: where they are known."""
    if session.repair:  # whoever repairs finds out what may help
        helps = {}
    return LabState(session.now, aids(trace, not session.playback.waiting) if helps is None else helps, besides)


def look(
    session: LabSession, words: Words, stream: Watcher, besides: Callable[[], Hashable], waits: Callable[[], bool]
) -> Sight:
    """See what there is. stream: which knows what of it is on the screen. besides: what else the page is drawn for;
    waits: for that, so that there are frames though the run stands still."""
    with session.server.drawing:
        still = session.still()
        trace = shown(still)
        frame = frame_of(still, trace, words, stream.on_screen)
        state = state_of(still, trace, frame.text.aids, besides())
        transports = {RUN: where(still.playback, still.server.runs)}
        if frame.walk:
            transports[WALK] = frame.walk.where
        place = place_of(still.playback).pairs() + said_of(still.experiment, still.before)
        return Sight(
            frame.pictures,
            _texts(frame),
            frame.of,
            state,
            _interval(still, waits()),
            transports=transports,
            place=place,
            run=still.experiment.to_query(),
        )


def _interval(session: LabSession, waits: bool) -> float | None:
    """Seconds to the next frame; None while paused or done, unless something else is waited for."""
    playback, server = session.playback, session.server
    if playback.waiting or awaited(session):
        return server.audience.interval_for(session.name, server.runs.get(session.experiment).fastest)
    return server.audience.interval_for(session.name) if waits or walking(session) else None


def _texts(frame: LabFrame) -> dict[str, str]:
    said, walk = frame.text, frame.walk
    return {
        "question": said.question,
        "verdicts": said.verdicts,
        "headline": said.headline,
        "effect": said.effect,
        "repair": said.repair,
        "status": said.status,
        "rule": said.rule,
        "notes": "\n\n".join(said.notes),
        "formula": frame.formula,
        "truth": frame.truth,
        "walked": walk.said if walk else "",
        "walk_formula": walk.formula if walk else "",
    }


def live(
    session: LabSession,
    state: LabState,
    token: str,
    words: Words,
    parts: Collection[Part],
    pictures: Collection[str] = (),
) -> None:
    """The same graphs from the first frame to the last. Where each stands is for `style` to say."""
    with st.container(key="first"):
        if "maps" in parts:
            live_figure(MAPS, token, HEIGHT, on_phone="bars")
        for name in LABORATORIES[session.family].answers.names if "answers" in parts else ():
            live_figure(name, token, HEIGHT)
        if "maps" in parts:  # of which a phone has the network above what is said of it, and the rest here
            live_figure(MAPS, token, HEIGHT, on_phone="maps")
    if "verdict" in parts:
        _verdict(session, state, token, words)
    if "view" in parts:
        _view(session, token, words, pictures)
    if "verdict" in parts:
        with st.container(key="notes"):  # they come and go with the class, and move nothing that one looks at
            live_text("notes", token)


def _view(session: LabSession, token: str, words: Words, pictures: Collection[str]) -> None:
    """pictures: of the view, all where none is named; what all of them show is said below."""
    with st.container(key="pair"):
        if session.view == "chain":
            live_text("formula", token)
        if session.view == WALK_VIEW:
            walk_controls(session, token, words)
        for name in pictures or LABORATORIES[session.family].views[session.view].names:
            live_figure(name, token, HEIGHT)
        if not pictures:
            st.caption(linked(_help(session, words), words))
            _truth(session, token, words)


def _help(session: LabSession, words: Words) -> str:
    """What the view shows, and what it says of this cell, where a cell has something of its own."""
    cell = session.experiment.values().get("cell", "")
    return words(f"view.help.{session.view}") + words.get(f"view.of_cell.{session.view}.{cell}")


def _truth(session: LabSession, token: str, words: Words) -> None:
    """Numbers of the step on show are checked by another way, when somebody asks."""
    with st.container(key="truth"):
        st.button(
            words("truth.ask"),
            key="ask_truth",
            type="tertiary",
            icon=":material/fact_check:",
            help=words("truth.help"),
            on_click=ask,
            args=(session,),
        )
        live_text("truth", token, spoken="what")


def _verdict(session: LabSession, state: LabState, token: str, words: Words) -> None:
    """Both verdicts in a word, and how far it is; why they are called so; what a change did."""
    with st.container(key="verdict"):
        with st.container(horizontal=True, vertical_alignment="center", key="status"):
            live_text("verdicts", token, width="content")
            live_text("status", token, spoken="where", width="content")
            with st.popover(words("verdict.rule"), type="tertiary", key="rule"):
                live_text("rule", token)
                st.markdown(f"[{words('glossary.link')}]({entry('ratio', words)})")
            norm_choice(session, words)
            map_choice(session, words)
        live_text("headline", token, spoken="what")
        with st.container(key="after"):  # of a fixed height, whatever of both there is
            live_text("effect", token, spoken="what")
            if state.helps:
                with st.container(horizontal=True, vertical_alignment="center", key="helps"):
                    offer(session, state.helps, words)
