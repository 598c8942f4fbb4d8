"""Views: two pictures each, by the names under which the browser keeps them; and those that every family has."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from gradflow.experiment import Experiment
from gradflow.fields import Value
from gradflow.figures import band, curves, falls, opening
from gradflow.figures.drawing.live_figure import LiveFigure
from gradflow.text import Words
from gradflow.theory.predict import Prediction, explain_seeds
from gradflow.trace import Trace
from gradflow.ui.laboratory.frames.walk import Walked
from gradflow.ui.session.lab_session import LabSession

Pictures = dict[str, LiveFigure]
FieldValues = Mapping[str, Value]  # of fields, by name


class ViewData(NamedTuple):
    """What a view is drawn from. trace: up to the step on show, of the family that the view is of; walk:
    where that is the view; before: of the run before, up to the same step."""

    session: LabSession
    trace: Any  # of the family's class
    prediction: Prediction
    words: Words
    walk: Walked | None = None
    before: Trace | None = None


class View(NamedTuple):
    """names: of its pictures. pictures: those. awaited: whether something of it is still being made in the
    background. probes: whether it shows what a run is asked only when someone looks."""

    names: tuple[str, ...]
    pictures: Callable[[ViewData], Pictures]
    awaited: Callable[[LabSession], bool] = lambda _: False
    probes: bool = False


class Laboratory(NamedTuple):
    """What the laboratory of one family shows and offers.

    views: by name, in the order of their chooser, the first at first. answers: what stands beside the maps. needed:
    experiment -> the time step in which what the answer needs is read, None where there is no such. remedies: fields
    and their values, by name. against_explosion: network -> what may help one that has exploded, by name.
    """

    views: Mapping[str, View]
    remedies: Mapping[str, FieldValues]
    answers: View
    needed: Callable[[Experiment], int | None]
    against_explosion: Callable[[Any], dict[str, FieldValues]]


def opening_of(shown: ViewData) -> Pictures:
    return opening(shown.trace, shown.prediction, shown.words, shown.session.norm)


def curves_of(shown: ViewData) -> LiveFigure:
    return curves(shown.trace, shown.words, shown.before)


def probe_outputs(shown: ViewData) -> Any:
    """How the network answers, or its eigenvalues."""
    return shown.session.server.runs.get(shown.session.experiment).probe_outputs_at(len(shown.trace))


def probe_outputs_awaited(session: LabSession) -> bool:
    return not session.server.runs.get(session.experiment).has_probe_outputs(session.playback.step)


def _seeds(shown: ViewData) -> Pictures:
    experiment, drawn = shown.session.experiment, {"band": band, "falls": falls}
    profiles = shown.session.server.bands.get(experiment)
    unknown = Prediction(None, shown.prediction.reason)  # while both are made in the background
    prediction = unknown if profiles is None else explain_seeds(experiment)
    return {name: draw(shown.trace, profiles, prediction, shown.words) for name, draw in drawn.items()}


SEEDS = View(("band", "falls"), _seeds, lambda session: session.server.bands.get(session.experiment) is None)
