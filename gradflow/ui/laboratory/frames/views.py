"""Views: two pictures each, by the names under which the browser keeps them; and those that every family has."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, NamedTuple

from gradflow.diagnosis.sizes import decades
from gradflow.diagnosis.thresholds import BORDERLINE
from gradflow.experiment import Experiment
from gradflow.fields import Value
from gradflow.figures import activation_histograms, alike, band, curves, falls, gradient_histograms, opening, singular
from gradflow.figures.drawing.live_figure import LiveFigure
from gradflow.figures.inside.alike import verdict
from gradflow.figures.probes.look import DatedLook
from gradflow.service.training.looks import ANSWERS, INSIDE
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
    background. look: the kind of what it shows that a run is asked for only when someone looks, "" for none. remark:
    what it has to add to the verdict, "" for nothing."""

    names: tuple[str, ...]
    pictures: Callable[[ViewData], Pictures]
    awaited: Callable[[LabSession], bool] = lambda _: False
    look: str = ""
    remark: Callable[[ViewData], str] = lambda _: ""


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


def seen(shown: ViewData, kind: str = ANSWERS) -> DatedLook[Any] | None:
    """What was seen at the latest look: how the network answers, or its eigenvalues; or what is inside its layers."""
    watched, step = shown.session.server.runs.get(shown.session.experiment).watched, len(shown.trace)
    found = watched.at(kind, step)
    # A run that is being made is always some steps ahead of its looks; they come, and the picture with them.
    far = found is not None and step - found[0] > watched.spacing
    return None if found is None else DatedLook(*found, coming=far and not watched.covers(kind, step))


def _awaited(kind: str, session: LabSession) -> bool:
    return not session.server.runs.get(session.experiment).watched.covers(kind, session.playback.step)


def looking(names: tuple[str, ...], kind: str, pictures: Callable[[ViewData], Pictures]) -> View:
    """A view of what a run is asked for only when someone looks."""
    return View(names, pictures, partial(_awaited, kind), kind)


def _histograms(shown: ViewData) -> Pictures:
    look = seen(shown, INSIDE)
    return {
        "activation_histograms": activation_histograms(shown.trace, look, shown.words),
        "gradient_histograms": gradient_histograms(shown.trace, look, shown.words),
    }


def _isometry(shown: ViewData) -> Pictures:
    look = seen(shown, INSIDE)
    return {name: draw(shown.trace, look, shown.words) for name, draw in (("singular", singular), ("alike", alike))}


def _not_yet_trainable(shown: ViewData) -> str:
    """Where the signal passes, and gradients of different examples have nothing in common."""
    look, last = seen(shown, INSIDE), shown.trace.last_finite
    if look is None or look.coming or last < 0 or (found := decades(shown.trace.signal_rms[last])) is None:
        return ""
    passes = abs(found) < BORDERLINE
    return shown.words("alike.not_yet") if passes and verdict(look.seen) == "shattered" else ""


INSIDE_VIEWS = {
    "inside": looking(("activation_histograms", "gradient_histograms"), INSIDE, _histograms),
    "isometry": looking(("singular", "alike"), INSIDE, _isometry)._replace(remark=_not_yet_trainable),
}


def _seeds(shown: ViewData) -> Pictures:
    experiment, drawn = shown.session.experiment, {"band": band, "falls": falls}
    profiles = shown.session.server.bands.get(experiment)
    unknown = Prediction(None, shown.prediction.reason)  # while both are made in the background
    prediction = unknown if profiles is None else explain_seeds(experiment)
    return {name: draw(shown.trace, profiles, prediction, shown.words) for name, draw in drawn.items()}


SEEDS = View(("band", "falls"), _seeds, lambda session: session.server.bands.get(session.experiment) is None)
