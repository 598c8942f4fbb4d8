"""The truth badge: numbers of the step on show when somebody asked, beside central differences of them."""

from gradflow.experiment import Experiment
from gradflow.inside.truth.check import Check
from gradflow.reading.truth import checked_numbers
from gradflow.service.training.truths import TooFar
from gradflow.text import Words
from gradflow.ui.session.lab_session import LabSession


def truth(session: LabSession, words: Words) -> str:
    """What is known of it, as markdown; "" where nobody asked, or of a run that is no longer watched."""
    if not session.asked or session.asked[0] != session.experiment:
        return ""
    try:
        found = _found(session, *session.asked)
    except TooFar:
        return words("truth.far")
    return words("truth.waiting", step=session.asked[1]) if found is None else checked_numbers(found, words)


def truth_awaited(session: LabSession) -> bool:
    """Whether a check is being made."""
    if not session.asked or session.asked[0] != session.experiment:
        return False
    try:
        return _found(session, *session.asked) is None
    except TooFar:
        return False


def ask(session: LabSession) -> None:
    """Check the numbers of the step that is on show now."""
    shown = session.server.runs.get(session.experiment).upto(session.playback.step)
    session.asked = session.experiment, max(0, shown.last_finite)


def _found(session: LabSession, experiment: Experiment, step: int) -> Check | None:
    return session.server.truths.get(experiment, step, session.server.runs.get(experiment).fastest)
