"""Views: the two pictures of each, by the names under which the browser keeps them."""

from collections.abc import Callable, Mapping
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
from gradflow.ui.laboratory.frames.walk import Walked
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


def _curves(shown: ViewData) -> LiveFigure:
    return curves(shown.trace, shown.words)


def _seeds(shown: ViewData) -> Pictures:
    profiles, prediction = shown.session.server.bands.get(shown.session.experiment), shown.prediction
    if prediction.quantity != "signal_rms":  # what the seeds are measured by
        prediction = Prediction(None, prediction.reason)
    return {name: draw(shown.trace, profiles, prediction, shown.words) for name, draw in SEEDS.items()}


def _probe_outputs(shown: ViewData) -> Any:
    """What a run is asked only when someone looks: how the network answers, or its eigenvalues."""
    run = shown.session.server.runs.get(shown.session.experiment)
    run.wants_probe_outputs = True
    return run.probe_outputs_at(len(shown.trace))


def _beside(shown: ViewData) -> Pictures:
    traces = {shown.words.of_choice("cell", cell): trace for cell, trace in traces_beside(shown.session).items()}
    return {"signals": signals(traces, shown.words), "memories": memories(traces, shown.words)}


SEEDS = {"band": band, "falls": falls}
VIEWS: Mapping[Family, Mapping[str, Callable[[ViewData], Pictures]]] = {
    mlp.FAMILY: {
        "profile": lambda s: {"profile": _profile(s), "curves": _curves(s)},
        "chain": lambda s: {"chain": chain(s.trace, s.words), "units": units(s.trace, s.words)},
        WALK: lambda s: s.walk.pictures if s.walk else {},
        "updates": lambda s: {"norms": norms(s.trace, s.words), "ratios": ratios(s.trace, s.words)},
        "seeds": _seeds,
        "learned": lambda s: {"learned": learned(s.trace, _probe_outputs(s), s.words), "curves": _curves(s)},
    },
    rnn.FAMILY: {
        "reach": lambda s: {"reach": reach(s.trace, s.words), "profile": _profile(s)},
        "gates": lambda s: {"gates": gates(s.trace, s.words), "curves": _curves(s)},
        "spectrum": lambda s: {"spectrum": spectrum(s.trace, _probe_outputs(s), s.words), "curves": _curves(s)},
        BESIDE: _beside,
        # Of one matrix for all time steps there is one ratio; the units differ from time step to time step.
        "updates": lambda s: {"norms": norms(s.trace, s.words), "units": units(s.trace, s.words)},
        "seeds": _seeds,
    },
}
OF_PROBE_OUTPUTS = ("learned", "spectrum")


def pictures_of(view: ViewData) -> Pictures:
    """The two pictures of the session's view, by name."""
    return VIEWS[view.session.family][view.session.view](view)


def awaited(session: LabSession) -> bool:
    """Whether something on show is still being made in the background: answers, the seed band, other cells' steps."""
    if session.view == "seeds":
        return session.server.bands.get(session.experiment) is None
    if session.view == BESIDE:
        return not caught_up(session)
    if session.view not in OF_PROBE_OUTPUTS:
        return False
    return not session.server.runs.get(session.experiment).has_probe_outputs(session.playback.step)
