"""Several runs live beside each other on one page, at the same step: of each the picture by which they are compared."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from functools import partial

import streamlit as st

from gradflow.service.viewing.audience import TRAINING_OF_INTERVAL
from gradflow.service.viewing.commands import Command
from gradflow.streaming.live_page import LivePage, Sight
from gradflow.streaming.stream import Stream
from gradflow.text import Words
from gradflow.ui.laboratory.frames.laboratories import looked_at
from gradflow.ui.laboratory.frames.other_cells import accompany
from gradflow.ui.laboratory.live import look
from gradflow.ui.session.lessons.together import Together
from gradflow.ui.session.visit import Visit
from gradflow.ui.widgets.live_figure import HEIGHT, live_figure
from gradflow.ui.widgets.streaming import show
from gradflow.ui.widgets.transport import RUN, transport, where


@dataclass(frozen=True)
class _Nth:
    """What a browser sees of one of several, whose pictures are numbered."""

    stream: Stream
    number: int

    @property
    def on_screen(self) -> frozenset[str] | None:
        seen, end = self.stream.on_screen, f".{self.number}"
        return None if seen is None else frozenset(each.removesuffix(end) for each in seen if each.endswith(end))


def runs_view(
    visit: Visit,
    together: Together,
    words: Words,
    pictures: Mapping[str, str],
    commands: Mapping[str, Command],
    only: Collection[str],
    go_on: partial[object],
) -> None:
    """pictures: of each run, below what is said of it. commands, only: of the controls that move all of them; without
    any there are none. go_on: after all of them have gone on."""

    def advance(interval: float) -> None:
        advance_all(together, interval)
        go_on()

    see = partial(look_at_all, together, words, visit.stream)
    show(visit, LivePage(together, see, tuple(together.experiments), advance, commands=commands))
    with st.container(key="lesson_runs"), visit.server.drawing:
        if only:
            transport(RUN, together.name, visit.token, words, key="transport", only=only)
        for number, (said, name) in enumerate(pictures.items(), start=1):
            with st.container(key=f"run_{number}"):
                st.markdown(said)
                live_figure(f"{name}.{number}", visit.token, HEIGHT)


def advance_all(together: Together, interval: float) -> None:
    """Move on, training for a part of so many seconds."""
    server = together.server
    seconds, share = TRAINING_OF_INTERVAL * interval, server.audience.share(interval)
    for lab in together.labs:
        for kind in looked_at(lab):
            server.runs.get(lab.experiment).watched.want(kind)
    together.playback.tick(together.runs(), seconds, share)
    together.follow()
    for lab in together.labs:
        accompany(lab, seconds, share)


def look_at_all(together: Together, words: Words, stream: Stream) -> Sight:
    """Each one's pictures, by their names and its number."""
    together.follow()
    seen = [
        look(lab, words, _Nth(stream, number), lambda: None, lambda: False)
        for number, lab in enumerate(together.labs, start=1)
    ]
    numbered = enumerate(seen, start=1)
    return replace(
        seen[0],
        pictures={f"{name}.{n}": drawn for n, each in numbered for name, drawn in each.pictures.items()},
        texts={},
        state=tuple(together.experiments),
        interval=min((each.interval for each in seen if each.interval is not None), default=None),
        transports={RUN: where(together.playback, together.runs())},
    )
