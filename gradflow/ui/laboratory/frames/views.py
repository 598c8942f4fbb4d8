"""Views: the two pictures of each, by the names under which the browser keeps them."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, NamedTuple

from gradflow.figures import (
    band,
    chain,
    curves,
    falls,
    gates,
    learned,
    memories,
    norms,
    profile,
    ratios,
    reach,
    signals,
    spectrum,
    units,
)
from gradflow.figures.drawing.live_figure import LiveFigure
from gradflow.networks import Family, mlp, rnn
from gradflow.text import Words
from gradflow.theory.predict import Prediction
from gradflow.ui.laboratory.frames.other_cells import BESIDE, caught_up, traces_beside
from gradflow.ui.laboratory.frames.walk import VIEW as WALK
from gradflow.ui.laboratory.frames.walk import WALKED, Walked
from gradflow.ui.session.lab_session import LabSession


class ViewData(NamedTuple):
    """What a view is drawn from. trace: up to the step on show, of the family that the view is of; walk:
    where that is the view."""

    session: LabSession
    trace: Any  # Trace, LayeredTrace or RecurrentTrace
    prediction: Prediction
    words: Words
    walk: Walked | None = None


Pictures = dict[str, LiveFigure]


def _profile(shown: ViewData) -> LiveFigure:
    return profile(shown.trace, shown.prediction.profile, shown.words, shown.prediction.quantity)


def _plain(draw: Callable[..., LiveFigure]) -> "Draw":
    """Drawn from the trace alone."""
    return lambda shown: draw(shown.trace, shown.words)


def _of_seeds(draw: Callable[..., LiveFigure], shown: ViewData) -> LiveFigure:
    profiles, prediction = shown.session.server.bands.get(shown.session.experiment), shown.prediction
    if prediction.quantity != "signal_rms":  # what the seeds are measured by
        prediction = Prediction(None, prediction.reason)
    return draw(shown.trace, profiles, prediction, shown.words)


def _probe_outputs(shown: ViewData) -> Any:
    """What a run is asked only when someone looks: how the network answers, or its eigenvalues."""
    run = shown.session.server.runs.get(shown.session.experiment)
    run.wants_probe_outputs = True
    return run.probe_outputs_at(len(shown.trace))


def _beside(draw: Callable[..., LiveFigure], shown: ViewData) -> LiveFigure:
    traces = {shown.words.of_choice("cell", cell): trace for cell, trace in traces_beside(shown.session).items()}
    return draw(traces, shown.words)


def _walked(name: str, shown: ViewData) -> LiveFigure:
    assert shown.walk
    return shown.walk.pictures[name]


Draw = Callable[[ViewData], LiveFigure]
SEEDS: Mapping[str, Draw] = {"band": partial(_of_seeds, band), "falls": partial(_of_seeds, falls)}
VIEWS: Mapping[Family, Mapping[str, Mapping[str, Draw]]] = {
    mlp.FAMILY: {
        "profile": {"profile": _profile, "curves": _plain(curves)},
        "chain": {"chain": _plain(chain), "units": _plain(units)},
        WALK: {name: partial(_walked, name) for name in WALKED},
        "updates": {"norms": _plain(norms), "ratios": _plain(ratios)},
        "seeds": SEEDS,
        "learned": {"learned": lambda s: learned(s.trace, _probe_outputs(s), s.words), "curves": _plain(curves)},
    },
    rnn.FAMILY: {
        "reach": {"reach": _plain(reach), "profile": _profile},
        "gates": {"gates": _plain(gates), "curves": _plain(curves)},
        "spectrum": {"spectrum": lambda s: spectrum(s.trace, _probe_outputs(s), s.words), "curves": _plain(curves)},
        BESIDE: {"signals": partial(_beside, signals), "memories": partial(_beside, memories)},
        # Of one matrix for all time steps there is one ratio; the units differ from time step to time step.
        "updates": {"norms": _plain(norms), "units": _plain(units)},
        "seeds": SEEDS,
    },
}
OF_PROBE_OUTPUTS = ("learned", "spectrum")


def pictures_of(view: ViewData) -> Pictures:
    """The two pictures of the session's view, by name."""
    return {name: draw(view) for name, draw in VIEWS[view.session.family][view.session.view].items()}


def awaited(session: LabSession) -> bool:
    """Whether something on show is still being made in the background: answers, the seed band, other cells' steps."""
    if session.view == "seeds":
        return session.server.bands.get(session.experiment) is None
    if session.view == BESIDE:
        return not caught_up(session)
    if session.view not in OF_PROBE_OUTPUTS:
        return False
    return not session.server.runs.get(session.experiment).has_probe_outputs(session.playback.step)
