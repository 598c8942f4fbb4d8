"""Views: two pictures each, by the names under which the browser keeps them; and those that every family has."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from gradflow.fields import Value
from gradflow.figures import band, curves, falls, profile
from gradflow.figures.drawing.live_figure import LiveFigure
from gradflow.text import Words
from gradflow.theory.predict import Prediction
from gradflow.ui.laboratory.frames.walk import Walked
from gradflow.ui.session.lab_session import LabSession

Pictures = dict[str, LiveFigure]
FieldValues = Mapping[str, Value]  # of fields, by name


class ViewData(NamedTuple):
    """What a view is drawn from. trace: up to the step on show, of the family that the view is of; walk:
    where that is the view."""

    session: LabSession
    trace: Any  # of the family's class
    prediction: Prediction
    words: Words
    walk: Walked | None = None


class View(NamedTuple):
    """pictures: the two, by name. awaited: whether something of it is still being made in the background."""

    pictures: Callable[[ViewData], Pictures]
    awaited: Callable[[LabSession], bool] = lambda _: False


class Laboratory(NamedTuple):
    """What the laboratory of one family shows and offers.

    views: by name, in the order of their chooser, the first at first. remedies: fields and their values, by name.
    against_explosion: network -> what about it may help a run that has exploded, by name.
    """

    views: Mapping[str, View]
    remedies: Mapping[str, FieldValues]
    against_explosion: Callable[[Any], dict[str, FieldValues]]


def profile_of(shown: ViewData) -> LiveFigure:
    return profile(shown.trace, shown.prediction.profile, shown.words, shown.prediction.quantity)


def curves_of(shown: ViewData) -> LiveFigure:
    return curves(shown.trace, shown.words)


def probe_outputs(shown: ViewData) -> Any:
    """What a run is asked only when someone looks: how the network answers, or its eigenvalues."""
    run = shown.session.server.runs.get(shown.session.experiment)
    run.wants_probe_outputs = True
    return run.probe_outputs_at(len(shown.trace))


def probe_outputs_awaited(session: LabSession) -> bool:
    return not session.server.runs.get(session.experiment).has_probe_outputs(session.playback.step)


def _seeds(shown: ViewData) -> Pictures:
    profiles, prediction = shown.session.server.bands.get(shown.session.experiment), shown.prediction
    if prediction.quantity != "signal_rms":  # what the seeds are measured by
        prediction = Prediction(None, prediction.reason)
    drawn = {"band": band, "falls": falls}
    return {name: draw(shown.trace, profiles, prediction, shown.words) for name, draw in drawn.items()}


SEEDS = View(_seeds, lambda session: session.server.bands.get(session.experiment) is None)
