"""The frame of the twins: what differs and what that did, all of them at the same step, and their results."""

import time
from collections.abc import Mapping

from gradflow.figures import results, signals
from gradflow.figures import twins as maps
from gradflow.reading.comparison.twins import differs, fairness, named, outcomes, parted
from gradflow.reading.progress import beforehand
from gradflow.service.training.run_group import RunGroup
from gradflow.service.viewing.audience import TRAINING_OF_INTERVAL
from gradflow.text import Words
from gradflow.trace import Trace
from gradflow.ui.session.session import FrameText, LiveFrame
from gradflow.ui.session.twins_session import TwinsSession

SEEDS_OF_INTERVAL = 0.6  # while only other seeds are awaited, a late frame shows nothing late
MAPS = "twins"  # the first of the pictures
PAIR = {"signals": signals, "results": results}  # the two below


def advance(session: TwinsSession, interval: float) -> list[RunGroup]:
    """Move on, training for a part of so many seconds; the other seeds, which have what the twins leave of it."""
    begun, playback, audience = time.monotonic(), session.playback, session.server.audience
    part = TRAINING_OF_INTERVAL if playback.waiting else SEEDS_OF_INTERVAL
    seconds, share = part * interval, audience.share(interval)
    playback.tick(session.together(), seconds, share)
    others = session.other_seeds()
    for seed in others:  # one after the other, so that the first comes to the step on show first
        spent = time.monotonic() - begun
        if spent < min(seconds, share):
            seed.advance(playback.step, seconds - spent, share - spent)
    return others


def frame_of(session: TwinsSession, others: list[RunGroup], words: Words) -> LiveFrame:
    """others: all of them once more with other seeds, as far as those are."""
    playback, together, names = session.playback, session.together(), named(session.experiments, words)
    traces = dict(zip(names, together.traces(playback.step), strict=True))
    seen = traces if playback.waiting else dict(zip(names, together.traces(playback.furthest), strict=True))
    there = _there(session, names, others)
    return LiveFrame(
        text=_verdict(session, traces, others, words),
        pictures={MAPS: maps(seen, words, at=playback.step - 1)}
        | {name: draw(traces, words, there) for name, draw in PAIR.items()},
    )


def _there(session: TwinsSession, names: list[str], others: list[RunGroup]) -> Mapping[str, list[Trace]]:
    """By twin, its runs with those other seeds with which all twins have come to the step on show."""
    step = session.playback.step
    traces = [seed.traces(step) for seed in others if seed.there(step)]
    return {name: [of_seed[place] for of_seed in traces] for place, name in enumerate(names)} if step else {}


def _verdict(session: TwinsSession, traces: Mapping[str, Trace], others: list[RunGroup], words: Words) -> FrameText:
    """What differs, what it did, how far they are."""
    step = session.playback.step
    if not step:
        waits = any(run.waits_for_memory for run in session.together().runs)
        status = words("status.memory") if waits else beforehand(session.experiments, words)
        return FrameText(differs(session.experiments, words), status)
    ended = session.playback.ended(session.together())
    steps = max(each.steps for each in session.experiments)
    done = words("twins.done" if ended else "twins.status", step=step - 1, steps=steps)
    said = [fairness(session.experiments, words)] if len(traces) > 1 else []
    first, *rest = traces.items()
    if deeper := [name for name, trace in rest if trace.depth != first[1].depth]:
        said.append(words("twins.no_difference", names=words("list.and").join(deeper)))
    if others:
        there = 1 + sum(seed.there(step) for seed in others)
        said.append(words("twins.seeds_there", there=there, all=1 + len(others)))
    return FrameText(
        headline=" ".join(filter(None, [differs(session.experiments, words), parted(traces, words)])),
        status=f"{done} · {outcomes(traces, words)}",
        notes=tuple(said),
    )
