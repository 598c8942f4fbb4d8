"""The wall on show: the networks of a class as small maps on one colour scale, without names; or the few of them that
the teacher has picked, large, to talk about."""

from dataclasses import dataclass
from html import escape
from math import sqrt

import streamlit as st

from gradflow.classroom.wall.arrangement import ARRIVES, LEARNS
from gradflow.classroom.wall.networks import small
from gradflow.diagnosis.outcome import Outcome
from gradflow.diagnosis.run_thumbnail import RunThumbnail, thumbnail_of
from gradflow.experiment import Experiment
from gradflow.fields import NONE, Choice
from gradflow.figures.drawing.small_map import SHOWN, small_map
from gradflow.link import PROJECTOR, SCREEN
from gradflow.numbers import percent, power, signed, size
from gradflow.service.training.run_group import RunGroup
from gradflow.text import Words
from gradflow.ui.lessons.setting import address
from gradflow.ui.room.pulse import pulse
from gradflow.ui.session.lessons.room_session import RoomSession

MOST = 60  # maps on a wall
PATIENCE = 1.0  # seconds of training for each drawing of the page
WALL_SHAPE, MAP_SHAPE = (
    2.1,
    1.45,
)  # width over height: of what a projector has for the wall, and of a map with its caption


@dataclass(frozen=True)
class HandedIn:
    """One that was handed in, by so many. said: what is different from the one that was asked about."""

    experiment: Experiment
    count: int
    said: str

    @property
    def link(self) -> str:
        return self.experiment.to_query()


def networks_of(session: RoomSession, words: Words) -> list[HandedIn]:
    """Whatever has been handed in so far, the most frequent first; and what was picked and is nobody's any more."""
    station = session.station
    assert station and station.asked
    asked = station.asked.experiment.at(0)
    handed = session.classroom.networks.of_class(session.code, station.key)[:MOST]
    there = {each for each, _ in handed}
    gone = [each for each in map(Experiment.from_query, session.room.wall.picked) if each not in there]
    both = [*handed, *((each, 0) for each in gone)]
    return [HandedIn(experiment, count, _said(asked, experiment, words)) for experiment, count in both]


def wall(session: RoomSession, words: Words) -> None:
    """Maps come as their runs are trained."""
    networks, runs = networks_of(session, words), session.server.runs
    group = [each.experiment for each in networks]
    RunGroup(runs, group).advance(max((each.steps for each in group), default=0), PATIENCE)
    trained = {each: runs.get(each).upto(each.steps) for each in group}
    maps = {each: thumbnail_of(trace) for each, trace in trained.items() if len(trace)}
    count = sum(each.count for each in networks)
    picked = [each for link in session.room.wall.picked for each in networks if each.link == link]
    if picked:
        st.subheader(words("class.wall.picked", count=len(picked), all=count), anchor=False)
    else:
        st.subheader(words("class.wall.title", count=count), anchor=False)
    st.caption(words("class.wall.scale", low=power(SHOWN.low), high=power(SHOWN.high)))
    shown = [
        _figure(each, maps.get(each.experiment), bool(picked), words)
        for each in picked or _sorted(session, networks, maps)
    ]
    kind = "gradflow-wall picked" if picked else "gradflow-wall"
    across = "" if picked else f' style="--across: {in_a_row(len(shown))}"'
    st.html(f'<div class="{kind}"{across}>{"".join(shown)}</div>') if shown else st.info(words("class.wall.none"))
    pulse(session, words, counts=True, again=not all(runs.get(each).finished for each in group))


def in_a_row(count: int) -> int:
    """Of so many maps, so that all rows together are as high as a screen, and a map is broader than it is high.

    >>> [in_a_row(count) for count in (1, 2, 6, 40, 60)]
    [1, 2, 3, 8, 9]
    """
    return max(1, round(sqrt(count * WALL_SHAPE / MAP_SHAPE)))


def _sorted(session: RoomSession, networks: list[HandedIn], maps: dict[Experiment, RunThumbnail]) -> list[HandedIn]:
    """In the teacher's order; what has no map yet is last."""
    order = session.room.wall.order
    if order not in (ARRIVES, LEARNS):
        return networks

    def place(each: HandedIn) -> tuple[bool, float]:
        run = maps.get(each.experiment)
        worth = None if run is None else _arrives(run.outcome) if order == ARRIVES else _learns(run.outcome)
        return worth is None, -(worth or 0.0)

    return sorted(networks, key=place)


def _arrives(outcome: Outcome) -> float | None:
    """What arrives at the input, over what the loss sends back, as its log10; what has exploded is nothing."""
    return outcome.decades if outcome.first_non_finite is None else None


def _learns(outcome: Outcome) -> float | None:
    if outcome.first_non_finite is not None:
        return None
    return -outcome.loss if outcome.accuracy is None else outcome.held_out_accuracy


def _figure(each: HandedIn, run: RunThumbnail | None, large: bool, words: Words) -> str:
    """A map that leads to its laboratory."""
    facts = _facts(run.outcome, words) if run else ""
    alt = escape(words("class.wall.map", network=f"{each.said}. {facts}"))
    picture = f'<img src="{small_map(run)}" alt="{alt}">' if run else "<i></i>"
    ends = "".join(f'<span class="{end}">{escape(words(f"class.wall.{end}"))}</span>' for end in ("loss", "input"))
    laboratory = escape(f"{address(each.experiment, words)}&{SCREEN}={PROJECTOR}")  # Back leads to the wall again
    link = f'<a href="{laboratory}">{picture}</a>'
    times = f"<b>×{each.count}</b> " if each.count > 1 else ""
    said = f"<span>{times}{escape(each.said)}</span><small>{escape(facts)}</small>"
    return f'<figure title="{escape(each.said)}">{ends if large else ""}{link}<figcaption>{said}</figcaption></figure>'


def _facts(outcome: Outcome, words: Words) -> str:
    """How much of the signal arrives, and how well it learns, in two numbers: by the accuracy wherever there is one,
    once held-out data have been looked at."""
    if outcome.first_non_finite is not None:
        return words("class.wall.over", steps=outcome.first_non_finite)
    right, learned = outcome.held_out_accuracy, ""
    if right is not None:
        learned = words("class.wall.accuracy", number=percent(right))
    elif outcome.accuracy is None:
        learned = words("grid.said.loss", number=size(outcome.loss))
    arrives = words("class.wall.arrives", decades=signed(outcome.decades)) if outcome.decades is not None else ""
    return " · ".join(filter(None, (arrives, learned)))


def _said(asked: Experiment, experiment: Experiment, words: Words) -> str:
    """What is different from the network that was asked about; a choice says of itself what it is, except none."""
    before, now = small(asked).values(), experiment.values()
    names = [name for name in now if now[name] != before.get(name)]
    speak = [isinstance(experiment.described()[name].rule, Choice) and now[name] != NONE for name in names]
    said = [words.value(n, now[n]) if alone else words.set_to(n, now[n]) for n, alone in zip(names, speak, strict=True)]
    return " · ".join(said) or words("class.wall.same")
