"""The truth badge: numbers of the step on show when somebody asked, beside central differences of them."""

from gradflow.reading.truth import checked_numbers
from gradflow.service.training.truths import LONGEST
from gradflow.text import Words
from gradflow.ui.session.lab_session import LabSession


def truth(session: LabSession, words: Words) -> str:
    """What is known of it, as markdown; "" where nobody asked, or of a run that is no longer watched."""
    if session.asked is None or session.asked[0] != session.experiment:
        return ""
    if _too_far(session):
        return words("truth.far")
    found = session.server.truths.get(*session.asked)
    return words("truth.waiting", step=session.asked[1]) if found is None else checked_numbers(found, words)


def truth_awaited(session: LabSession) -> bool:
    """Whether a check is being made."""
    if session.asked is None or session.asked[0] != session.experiment or _too_far(session):
        return False
    return session.server.truths.get(*session.asked) is None


def ask(session: LabSession) -> None:
    """Check the numbers of the step that is on show now."""
    shown = session.server.runs.get(session.experiment).upto(session.playback.step)
    session.asked = session.experiment, max(0, shown.last_finite)


def _too_far(session: LabSession) -> bool:
    """Whether to train up to that step once more would take too long."""
    assert session.asked is not None
    return session.asked[1] * session.server.runs.get(session.experiment).fastest > LONGEST
