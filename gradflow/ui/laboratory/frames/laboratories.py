"""Which laboratory each family has: the one table of it."""

from gradflow.networks import Family, mlp, rnn
from gradflow.ui.laboratory.frames.layered import LAYERED
from gradflow.ui.laboratory.frames.recurrent import RECURRENT
from gradflow.ui.laboratory.frames.views import Laboratory, Pictures, View, ViewData
from gradflow.ui.session.lab_session import LabSession

LABORATORIES: dict[Family, Laboratory] = {mlp.FAMILY: LAYERED, rnn.FAMILY: RECURRENT}


def pictures_of(shown: ViewData) -> Pictures:
    """The two pictures of the session's view, by name."""
    return _view(shown.session).pictures(shown)


def awaited(session: LabSession) -> bool:
    """Whether something on show is still being made in the background: answers, the seed band, other cells' steps."""
    return _view(session).awaited(session)


def _view(session: LabSession) -> View:
    return LABORATORIES[session.family].views[session.view]
