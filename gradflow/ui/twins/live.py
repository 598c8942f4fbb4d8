"""The twins' timed fragment: move all on to the same step, say what the difference did, draw it."""

import time
from collections.abc import Mapping
from functools import partial

import streamlit as st

from gradflow.figures import results, signals
from gradflow.figures import twins as maps
from gradflow.figures.comparison.twin_layout import rows_in
from gradflow.reading.twins import differs, fairness, named, outcomes, parted
from gradflow.service import AUDIENCE, TURN, RunGroup
from gradflow.text import Words
from gradflow.trace import Trace
from gradflow.ui.session.twins_session import TwinsSession
from gradflow.ui.widgets.live_figure import HEIGHT, live_figure
from gradflow.ui.widgets.ticking import TRAINING_OF_INTERVAL, Standing, ticking

SEEDS_OF_INTERVAL = 0.6  # while only other seeds are awaited, a late frame shows nothing late


def live(session: TwinsSession, drawn: Standing, words: Words) -> None:
    """Frames as long as there is something to wait for."""
    ticking(session.name, drawn, partial(standing, session), partial(frame, session, words))


def frame(session: TwinsSession, words: Words, interval: float) -> None:
    """One tick's work. The other seeds have what the twins leave of its time."""
    begun, playback, together = time.monotonic(), session.playback, session.together()
    part = TRAINING_OF_INTERVAL if playback.waiting else SEEDS_OF_INTERVAL
    seconds, share = part * interval, AUDIENCE.share(interval)
    playback.tick(together, seconds, share)
    others = session.other_seeds()
    for seed in others:  # one after the other, so that the first comes to the step on show first
        spent = time.monotonic() - begun
        if spent < min(seconds, share):
            seed.advance(playback.step, seconds - spent, share - spent)
    names = named(session.experiments, words)
    with TURN:
        traces = dict(zip(names, together.traces(playback.step), strict=True))
        seen = traces if playback.waiting else dict(zip(names, together.traces(playback.furthest), strict=True))
        _verdict(session, traces, others, words)
        height = HEIGHT * rows_in(len(names)) + 20
        live_figure(maps(seen, words, at=playback.step - 1), key="twins", height=height, of="gradflow-twins")
        with st.container(key="pair"):
            there = _there(session, names, others)
            for picture in (signals, results):
                drawn = picture(traces, words, there)
                live_figure(drawn, key=picture.__name__, height=HEIGHT, of="gradflow-twins")


def standing(session: TwinsSession) -> Standing:
    playback, together = session.playback, session.together()
    awaited = not all(seed.there(playback.step) for seed in session.other_seeds())
    interval = AUDIENCE.interval_for(session.name, together.fastest) if playback.waiting or awaited else None
    return Standing.at(session.experiments, playback, interval)


def _there(session: TwinsSession, names: list[str], others: list[RunGroup]) -> Mapping[str, list[Trace]]:
    """By twin, its runs with those other seeds with which all twins have come to the step on show."""
    step = session.playback.step
    traces = [seed.traces(step) for seed in others if seed.there(step)]
    return {name: [of_seed[place] for of_seed in traces] for place, name in enumerate(names)} if step else {}


def _verdict(session: TwinsSession, traces: Mapping[str, Trace], others: list[RunGroup], words: Words) -> None:
    """What differs, what it did, how far they are; drawn here, and shown above the controls (`style`)."""
    with st.container(key="verdict"):
        step = session.playback.step
        if not step:
            st.markdown(differs(session.experiments, words))
            st.markdown(words("status.compiling"))
            return
        st.markdown(" ".join(filter(None, [differs(session.experiments, words), parted(traces, words)])))
        with st.container(horizontal=True, vertical_alignment="center", key="status"):
            ended = session.playback.ended(session.together())
            steps = max(each.steps for each in session.experiments)
            done = words("twins.done" if ended else "twins.status", step=step, steps=steps)
            st.markdown(f"{done} · {outcomes(traces, words)}")
        said = [fairness(session.experiments, words)] if len(traces) > 1 else []
        first, *rest = traces.items()
        if deeper := [name for name, trace in rest if trace.depth != first[1].depth]:
            said.append(words("twins.no_difference", names=", ".join(deeper)))
        if others:
            there = 1 + sum(seed.there(step) for seed in others)
            said.append(words("twins.seeds_there", there=there, all=1 + len(others)))
        if said:
            st.caption(" ".join(said))
