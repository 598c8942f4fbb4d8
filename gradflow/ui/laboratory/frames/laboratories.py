"""Which laboratory each family has: the one table of it."""

from gradflow.networks import Family, cnn, mlp, rnn
from gradflow.ui.laboratory.frames.convolutional import CONVOLUTIONAL
from gradflow.ui.laboratory.frames.layered import LAYERED
from gradflow.ui.laboratory.frames.recurrent import RECURRENT
from gradflow.ui.laboratory.frames.truth import truth_awaited
from gradflow.ui.laboratory.frames.views import Laboratory, Pictures, View, ViewData
from gradflow.ui.session.lab_session import LabSession

LABORATORIES: dict[Family, Laboratory] = {mlp.FAMILY: LAYERED, rnn.FAMILY: RECURRENT, cnn.FAMILY: CONVOLUTIONAL}


def answers_of(shown: ViewData) -> Pictures:
    """What it answers, by name."""
    return LABORATORIES[shown.session.family].answers.pictures(shown)


def pictures_of(shown: ViewData) -> Pictures:
    """The two pictures of the session's view, by name."""
    return LABORATORIES[shown.session.family].views[shown.session.view].pictures(shown)


def remark_of(shown: ViewData) -> str:
    """What the session's view has to add to the verdict, "" for nothing."""
    return LABORATORIES[shown.session.family].views[shown.session.view].remark(shown)


def awaited(session: LabSession) -> bool:
    """Whether something on show is still being made in the background: answers, the seed band, other cells' steps."""
    return any(view.awaited(session) for view in _views(session)) or truth_awaited(session)


def looked_at(session: LabSession) -> set[str]:
    """The kinds of what on show a run is asked for only when someone looks (`gradflow.service.training.looks`)."""
    return {view.look for view in _views(session) if view.look}


def _views(session: LabSession) -> tuple[View, View]:
    laboratory = LABORATORIES[session.family]
    return laboratory.answers, laboratory.views[session.view]
