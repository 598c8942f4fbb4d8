"""The board: a curve is drawn on it, by mouse, finger, keyboard or as numbers (frontend/sketch.js). What is drawn stays
in the browser until it is committed; then the measured curve is laid over it."""

from collections.abc import Sequence
from functools import cache, partial
from typing import Any

import numpy as np
from numpy.typing import NDArray
from streamlit.components.v2 import component

from gradflow.experiment import Experiment
from gradflow.lessons.lesson import Asked
from gradflow.lessons.mark import Marked, whole
from gradflow.lessons.over_seeds import over_the_seeds
from gradflow.lessons.prompt import Sketch
from gradflow.lessons.readings import Places, Values, curve, handles_of
from gradflow.lessons.shown.board import listed, told
from gradflow.lessons.way import Station
from gradflow.text import Words
from gradflow.ui.session.browser_state import value_of
from gradflow.ui.session.lessons.asking import Asking
from gradflow.ui.streamlit_internals.component_assets import declare_assets


def board(
    session: Asking,
    station: Station,
    words: Words,
    mark: Marked | None = None,
    rounds: Sequence[NDArray[np.float64]] = (),
    rests: bool = False,
) -> None:
    """mark: once the answer is committed, and measured. rounds: of a class, the quartiles of its drawings, [3, handle],
    round by round. rests: nothing is drawn on it, and it shows one's own drawing, or its axes alone."""
    declare_assets()
    asked = station.asked
    assert asked and isinstance(asked.prompt, Sketch)
    prompt = asked.prompt
    at = handles_of(prompt, asked.experiment.network.depth)
    data = told(asked, session.draft, words) | {"ghost": listed(_before(session, asked, at)), "rests": rests}
    if isinstance(session.begins, tuple):
        data["begins"] = [*enumerate(session.begins)]
    if rests or mark is not None:
        drawn = session.given.answer if session.given is not None else None
        data["drawn"] = list(drawn) if isinstance(drawn, tuple) else None
    if mark is not None:
        data["run"] = listed(np.array(mark.curve))
        data["band"] = _band(session, asked.experiment, prompt, at)
        data["rounds"] = [each.tolist() for each in rounds]
    key = f"sketch.{station.key}"
    _component()(data=data, key=key, on_committed_change=partial(_commit, session, key))


def _commit(session: Asking, key: str) -> None:
    said = value_of(key)["committed"]
    session.commit(said.get("values"), said.get("sure"))


def _before(session: Asking, asked: Asked, at: Places) -> Values | None:
    """Of a contrast, the curve that has been seen."""
    run = session.server.runs.known(asked.before) if asked.before else None
    trace = run.upto(asked.prompt.at + 1) if run else None
    if trace is None or len(trace) <= asked.prompt.at:
        return None
    return curve(asked.prompt.reads, trace, asked.prompt.at)[at - 1]


def _band(session: Asking, experiment: Experiment, prompt: Sketch, at: Places) -> Any:
    """What several seeds give, lowest and highest; None while it is made, or of another curve than the signal."""
    seeds = session.server.bands.get(experiment) if over_the_seeds(prompt) else None
    if seeds is None:
        return None
    seen = np.array([whole(each, prompt) for each in seeds[:, at - 1]])
    return [listed(seen.min(axis=0)), listed(seen.max(axis=0))]


@cache
def _component() -> Any:
    """Registered at the first call: outside a running server there is nothing to register with."""
    html = '<div class="gradflow-sketch"></div>'
    return component("gradflow.sketch", html=html, css="sketch.css", js="sketch.js", isolate_styles=False)
