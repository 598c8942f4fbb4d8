"""The run before: what was watched until the latest change, as far as this one has come."""

from gradflow.trace import Trace
from gradflow.ui.session.lab_session import LabSession


def before(session: LabSession, at: int) -> Trace | None:
    """Up to the same step, or its last; None where there was none, or it has had to go."""
    run = session.server.runs.known(session.before) if session.before else None
    trace = run.upto(at + 1) if run else None
    return trace if trace is not None and trace.last_finite >= 0 else None
