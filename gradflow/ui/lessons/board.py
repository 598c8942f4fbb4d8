"""The board: a curve is drawn on it, by mouse, finger, keyboard or as numbers (frontend/sketch.js). What is drawn stays
in the browser until it is committed; then the measured curve is laid over it."""

from collections.abc import Sequence
from functools import cache, partial
from typing import Any

import numpy as np
from numpy.typing import NDArray
from streamlit.components.v2 import component

from gradflow.experiment import Experiment
from gradflow.lessons.checked import SURE
from gradflow.lessons.lesson import Asked
from gradflow.lessons.mark import Marked, whole
from gradflow.lessons.prompt import Sketch
from gradflow.lessons.readings import CURVES, LAST, Places, Values, curve, handles_of
from gradflow.lessons.way import Station
from gradflow.text import Words
from gradflow.ui.session.browser_state import value_of
from gradflow.ui.session.lessons.asking import Asking
from gradflow.ui.streamlit_internals.component_assets import declare_assets

LINES = (
    *("x", "handle", "below", "above", "level", "unset", "flat", "falls", "bends", "rises", "undo", "clear"),
    *("table", "commit", "how", "given", "ghost", "you", "run", "band", "label", "asked", "missing"),
    *("class", "class_first"),
)


def board(
    session: Asking,
    station: Station,
    words: Words,
    mark: Marked | None = None,
    rounds: Sequence[NDArray[np.float64]] = (),
) -> None:
    """mark: once the answer is committed, and measured. rounds: of a class, the quartiles of its drawings, [3, handle],
    round by round."""
    declare_assets()
    asked = station.asked
    assert asked and isinstance(asked.prompt, Sketch)
    prompt, spoken = asked.prompt, words.along(asked.experiment.family.axis)
    at = handles_of(prompt, asked.experiment.network.depth)
    said: dict[str, Any] = {line: spoken(f"sketch.{line}") for line in LINES}
    said["y"] = spoken(f"sketch.reads.{prompt.reads}")
    said["sure"] = [words("lessons.sure.title"), *(words(f"lessons.sure.{each}") for each in SURE)]
    data: dict[str, Any] = {
        "of": station.key,
        "at": at.tolist(),
        "low": prompt.low,
        "high": prompt.high,
        "given": "last" if CURVES[prompt.reads][1] == LAST else "first",
        "words": said,
        "ghost": _listed(_before(session, asked, at)),
    }
    if mark is not None:
        drawn = session.given.answer if session.given is not None else None
        data["drawn"] = list(drawn) if isinstance(drawn, tuple) else None
        data["run"] = _listed(np.array(mark.curve))
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
    seeds = session.server.bands.get(experiment) if prompt.reads == "signal" and prompt.at == 0 else None
    if seeds is None:
        return None
    seen = np.array([whole(each, prompt) for each in seeds[:, at - 1]])
    return [_listed(seen.min(axis=0)), _listed(seen.max(axis=0))]


def _listed(values: Values | None) -> list[float | None] | None:
    """What JSON can hold."""
    return None if values is None else [float(each) if np.isfinite(each) else None for each in values]


@cache
def _component() -> Any:
    """Registered at the first call: outside a running server there is nothing to register with."""
    html = '<div class="gradflow-sketch"></div>'
    return component("gradflow.sketch", html=html, css="sketch.css", js="sketch.js", isolate_styles=False)
